package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsCsvTest {
  private static final String HEADER =
      "window_id,total_flows,total_bytes,total_packets,unique_source_ips,unique_destination_ips,"
          + "unique_destination_ports,avg_flow_bytes_per_sec,avg_flow_packets_per_sec,"
          + "avg_packets_per_flow,attack_ratio";
  private static final String ROW = "0,10,1500,20,3,4,5,1.5,0.25,2,0.1";

  static List<Window> read(byte[] bytes) throws IOException {
    List<Window> windows = new ArrayList<>();
    try (TableReader<Window> reader = WindowsCsv.reader(new ByteArrayInputStream(bytes))) {
      for (Window window = reader.next(); window != null; window = reader.next()) {
        windows.add(window);
      }
    }
    return windows;
  }

  private static List<Window> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] write(List<Window> windows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableWriter<Window> writer = WindowsCsv.writer(out);
    for (Window window : windows) {
      writer.write(window);
    }
    return out.toByteArray();
  }

  @Provide
  Arbitrary<List<Window>> windows() {
    Arbitrary<Long> count = Arbitraries.longs().between(0, 1L << 53);
    Arbitrary<Double> number =
        Arbitraries.oneOf(
            Arbitraries.longs().map(Double::longBitsToDouble).filter(d -> !Double.isNaN(d)),
            Arbitraries.integers().map(Integer::doubleValue),
            Arbitraries.of(-0.0, 1e23, 1.0 / 0, -1.0 / 0, Double.MIN_VALUE));
    return Combinators.combine(count.list().ofSize(5), number.list().ofSize(6))
        .as(
            (c, n) ->
                new Window(
                    c.get(0),
                    c.get(1),
                    n.get(0),
                    n.get(1),
                    c.get(2),
                    c.get(3),
                    c.get(4),
                    n.get(2),
                    n.get(3),
                    n.get(4),
                    n.get(5) < 0 ? Double.NaN : n.get(5)))
        .list()
        .ofMaxSize(5);
  }

  @Property
  void windowsReadBackToTheLastBit(@ForAll("windows") List<Window> windows) throws IOException {
    assertEquals(windows, read(write(windows)));
  }

  @Example
  void theFileIsPlain() throws IOException {
    assertEquals(HEADER + "\n", new String(write(List.of()), StandardCharsets.UTF_8));
    assertEquals(
        HEADER + "\n" + ROW + "\n",
        new String(
            write(List.of(new Window(0, 10, 1500, 20, 3, 4, 5, 1.5, 0.25, 2, 0.1))),
            StandardCharsets.UTF_8));
    assertEquals(
        HEADER + "\n" + ROW.replace("0.1", "") + "\n",
        new String(
            write(List.of(new Window(0, 10, 1500, 20, 3, 4, 5, 1.5, 0.25, 2, Double.NaN))),
            StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n\n", "", HEADER + "\n", HEADER + "\r\n\n"})
  void aFileWithoutRows_hasNoWindows(String text) throws IOException {
    assertEquals(List.of(), read(text));
  }

  @Test
  void theOriginalsWayToWriteReadsToo() throws IOException {
    List<Window> expected = read(HEADER + "\n" + ROW + "\n");
    assertEquals(1, expected.size());
    for (String text :
        List.of(
            HEADER + "\r\n" + ROW + "\r\n",
            HEADER + "\n0,10,1500.0,20.0,3,4,5,1.5,0.25,2.0,0.1\n",
            HEADER + "\n\"0\",1e1,1.5e3,20,3,4,5,1.5,.25,2,0.1\n",
            "\n" + HEADER + "\n\n" + ROW + "\n\n")) {
      assertEquals(expected, read(text), text);
    }
  }

  /** Cut off in a number, the rest still reads as one. */
  @Test
  void aFileWithoutItsLastLineEnd_wasCutOff() {
    assertDamaged(
        "line 1: is cut off, no line end after it", HEADER.getBytes(StandardCharsets.UTF_8));
    assertDamaged(
        "line 2: is cut off, no line end after it",
        (HEADER + "\n" + ROW).getBytes(StandardCharsets.UTF_8));
  }

  private static void assertDamaged(String message, byte[] bytes) {
    ArtifactException e = assertThrows(ArtifactException.class, () -> read(bytes));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,10,x,20,3,4,5,1.5,0.25,2,0.1|total_bytes must be a number but is x",
        "0,10,,20,3,4,5,1.5,0.25,2,0.1|total_bytes must be a number but is ''",
        "0,10,NaN,20,3,4,5,1.5,0.25,2,0.1|total_bytes must be a number but is NaN",
        "0,10,1,20,3.5,4,5,1,1,2,0|unique_source_ips must be a whole number from 0 but is 3.5",
        "0,-1,1,20,3,4,5,1,1,2,0|total_flows must be a whole number from 0 but is -1",
        "1e30,1,1,20,3,4,5,1,1,2,0|window_id must be a whole number from 0 but is 1e30",
        "inf,1,1,20,3,4,5,1,1,2,0|window_id must be a whole number from 0 but is inf",
        "0,10,1500,20,3,4,5,1.5,0.25,2|must have 11 fields but has 10",
        "0,10,1500,20,3,4,5,1.5,0.25,2,0.1,9|must have 11 fields but has 12",
        "0|must have 11 fields but has 1",
      })
  void damagedRow_isNamedWithLineAndColumn(String row, String message) {
    String what = message.replace("''", "");
    assertDamaged("line 2: " + what, (HEADER + "\n" + row + "\n").getBytes(StandardCharsets.UTF_8));
    assertDamaged(
        "line 4: " + what,
        (HEADER + "\n" + ROW + "\n" + ROW + "\n" + row + "\n" + ROW + "\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void damagedLastRowWithoutLineEnd_isNamedWithItsLine() {
    assertDamaged(
        "line 3: attack_ratio must be a number but is x",
        (HEADER + "\n" + ROW + "\n" + ROW.replace("0.1", "x")).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void otherColumns_areRefused() {
    assertDamaged(
        "line 1: the columns must be " + HEADER + " but are " + HEADER.replace("bytes", "octets"),
        (HEADER.replace("bytes", "octets") + "\n").getBytes(StandardCharsets.UTF_8));
    assertDamaged(
        "line 1: must have 11 fields but has 2", "a,b\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textThatIsNotUtf8_isRefused() {
    byte[] bytes = (HEADER + "\n" + ROW + "\n" + ROW + "é\n").getBytes(StandardCharsets.ISO_8859_1);
    ArtifactException e = assertThrows(ArtifactException.class, () -> read(bytes));
    assertEquals(true, e.getMessage().startsWith("line "), e.getMessage());
  }

  @Test
  void hugeField_isRefused() {
    byte[] bytes =
        (HEADER + "\n" + "1".repeat(100_000) + ROW + "\n").getBytes(StandardCharsets.UTF_8);
    assertDamaged("line 2: not readable as CSV", bytes);
  }

  @Test
  void bytesThatCannotBeRead_areAnIoException() {
    assertThrows(
        IOException.class,
        () ->
            WindowsCsv.reader(
                new java.io.InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new IOException("the disk is gone");
                  }
                }));
  }
}
