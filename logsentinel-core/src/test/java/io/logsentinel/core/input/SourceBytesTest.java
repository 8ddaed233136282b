package io.logsentinel.core.input;

import static io.logsentinel.core.text.GzipMembersTest.gzip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceBytesTest {
  private static final String HEADER =
      "Source IP,Destination IP,Source Port,Destination Port,Protocol,Flow Duration,"
          + "Total Fwd Packets,Total Backward Packets,Total Length of Fwd Packets,"
          + "Total Length of Bwd Packets,Flow Bytes/s,Flow Packets/s,Label\n";

  @Test
  void gzip_isReadAsWhatItHolds_everyWay() throws IOException {
    byte[] latin1 =
        (HEADER + row("caf\u00e9") + row("BENIGN")).getBytes(StandardCharsets.ISO_8859_1);
    int cut = latin1.length / 2;
    byte[] file = gzip(Arrays.copyOf(latin1, cut), Arrays.copyOfRange(latin1, cut, latin1.length));
    List<String> labels = new ArrayList<>();
    assertEquals(2, readAll(file, labels).kept());
    assertEquals(List.of("caf\u00e9", "BENIGN"), labels);
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
      assertEquals(labels, reader.records().map(flow -> flow.label()).toList());
    }
  }

  @Test
  void aFileThatIsCutOff_failsWithItsPlace_andItsRowsAreRejected() throws IOException {
    byte[] file = gzip((HEADER + row("BENIGN").repeat(40_000)).getBytes(StandardCharsets.UTF_8));
    byte[] cut = Arrays.copyOf(file, file.length - 1);
    FlowFileException e =
        assertThrows(FlowFileException.class, () -> readAll(cut, new ArrayList<>()));
    assertEquals(Kind.UNREADABLE, e.kind());
    assertFalse(e.kind().isSkipped());
    assertEquals(
        "line 40002: cannot be read on: gzip member 1 is cut off at byte " + cut.length,
        e.getMessage());
    assertEquals(Map.of(Rejection.UNREADABLE_FILE, 40_000L), e.counts().rejected());
  }

  @Test
  void noTruncation_givesOtherFlowsInSilence() throws IOException {
    byte[] first = (HEADER + row("one")).getBytes(StandardCharsets.UTF_8);
    byte[] file = gzip(first, row("two").getBytes(StandardCharsets.UTF_8));
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      List<String> labels = new ArrayList<>();
      if (length == gzip(first).length) {
        assertEquals(1, readAll(cut, labels).kept()); // a whole file of one member
      } else {
        assertThrows(FlowFileException.class, () -> readAll(cut, labels), "cut at " + length);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a1b2c3d4 | a packet capture (pcap)     | zeek -r FILE",
        "d4c3b2a1 | a packet capture (pcap)     | zeek -r FILE",
        "4d3cb2a1 | a packet capture (pcap)     | zeek -r FILE",
        "0a0d0d0a | a packet capture (pcapng)   | zeek -r FILE",
        "0ca50100 | an nfcapd file of nfdump    | nfdump -r FILE -o csv | ./logsentinel -",
        "83100020 | a binary Argus file         | ra -n -u -c , -r FILE",
        "504b0304 | a zip archive               | unzip -p FILE NAME | ./logsentinel -",
        "28b52ffd | compressed with zstd        | zstd -dc FILE | ./logsentinel -",
        "502a4d18 | compressed with zstd        | zstd -dc FILE | ./logsentinel -",
        "425a6839314159265359 | compressed with bzip2 | bzip2 -dc FILE | ./logsentinel -",
        "fd377a585a00 | compressed with xz      | xz -dc FILE | ./logsentinel -",
        "5041523115 | a Parquet file            | make CSV or JSON lines of it",
      })
  void whatIsNoText_isNamed_withTheCommandThatMakesTextOfIt(
      String head, String what, String command) throws IOException {
    byte[] file = Arrays.copyOf(HexFormat.of().parseHex(head), 600);
    assertNoText(file, "is " + what + ", not text; ", command);
    assertNoText(gzip(file), "is " + what + " in gzip, not text; ", command);
  }

  @Test
  void tar_isKnownByItsHeader() throws IOException {
    byte[] file = new byte[1024];
    byte[] name = "flows/day.csv".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, file, 0, name.length);
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, file, 257, 5);
    assertNoText(file, "is a tar archive, not text; ", "tar -xOf FILE NAME | ./logsentinel -");
    assertNoText(
        gzip(file), "is a tar archive in gzip, not text; ", "tar -xOf FILE NAME | ./logsentinel -");
    assertNoText(gzip(gzip(file)), "is gzip in gzip; ", "zcat FILE");
  }

  /** What could not be closed either is told beside what went wrong first. */
  @Test
  void aSourceThatIsNoText_isClosed() {
    IOException unclosed = new IOException("close");
    InputStream pcap =
        new ByteArrayInputStream(Arrays.copyOf(HexFormat.of().parseHex("a1b2c3d4"), 600)) {
          @Override
          public void close() throws IOException {
            throw unclosed;
          }
        };
    FlowFileException e = assertThrows(FlowFileException.class, () -> SourceBytes.open(() -> pcap));
    assertEquals(Kind.NOT_TEXT, e.kind());
    assertArrayEquals(new Throwable[] {unclosed}, e.getSuppressed());
  }

  @ParameterizedTest
  @CsvSource({"BZh,Label", "PAR1,Label", "PK,Label", "P*M,Label"})
  void aHeaderThatOnlyBeginsAlike_isText(String header) {
    FlowFileException e =
        assertThrows(
            FlowFileException.class,
            () -> readAll((header + "\n1,2\n").getBytes(StandardCharsets.UTF_8), List.of()));
    assertEquals(Kind.MISSING_COLUMNS, e.kind());
  }

  private static void assertNoText(byte[] file, String what, String command) {
    FlowFileException e =
        assertThrows(FlowFileException.class, () -> readAll(file, new ArrayList<>()));
    assertEquals(Kind.NOT_TEXT, e.kind());
    assertTrue(e.getMessage().startsWith(what), e.getMessage());
    assertTrue(e.getMessage().contains(command), e.getMessage());
    assertEquals(
        e.getMessage(),
        assertThrows(
                FlowFileException.class,
                () -> FlowReader.open(() -> new ByteArrayInputStream(file)))
            .getMessage());
  }

  private static RowCounts readAll(byte[] file, List<String> labels) throws IOException {
    return FlowReader.readAll(
        () -> new ByteArrayInputStream(file),
        FlowFormats.AUTO,
        Runnable::run,
        2,
        hasTimes -> {
          labels.clear();
          return (batch, none) -> {
            for (int i = 0; i < batch.size(); i++) {
              labels.add(batch.record(i).label());
            }
          };
        });
  }

  private static String row(String label) {
    return "10.0.0.1,10.0.0.2,1024,80,6,1000,2,1,100,200,12345.5,99.25," + label + "\n";
  }
}
