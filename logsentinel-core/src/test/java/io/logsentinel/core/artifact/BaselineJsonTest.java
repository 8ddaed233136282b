package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.SharedFolder;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineJsonTest {
  private static final String FILE =
      """
      {
          "total_flows": {
              "mean": 20,
              "std": 1
          },
          "total_bytes": {
              "mean": 1234.5,
              "std": 0.1
          },
          "total_packets": {
              "mean": -3,
              "std": 1e23
          },
          "unique_source_ips": {
              "mean": 0,
              "std": 0
          },
          "unique_destination_ips": {
              "mean": 5e-324,
              "std": 1
          },
          "unique_destination_ports": {
              "mean": 1,
              "std": 1
          },
          "avg_flow_bytes_per_sec": {
              "mean": 1,
              "std": 1
          },
          "avg_flow_packets_per_sec": {
              "mean": 1,
              "std": 1
          },
          "avg_packets_per_flow": {
              "mean": 1,
              "std": 1
          }
      }""";

  private static final Baseline BASELINE =
      new Baseline(
          List.of(
              new Spread(20, 1),
              new Spread(1234.5, 0.1),
              new Spread(-3, 1e23),
              new Spread(0, 0),
              new Spread(Double.MIN_VALUE, 1),
              new Spread(1, 1),
              new Spread(1, 1),
              new Spread(1, 1),
              new Spread(1, 1)));

  private static Baseline read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Baseline read(byte[] bytes) throws IOException {
    return BaselineJson.read(new ByteArrayInputStream(bytes));
  }

  private static byte[] write(Baseline baseline) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BaselineJson.write(baseline, out);
    return out.toByteArray();
  }

  @Test
  void theFileIsAsTheOriginalHasIt() throws IOException {
    assertEquals(FILE, new String(write(BASELINE), StandardCharsets.UTF_8));
    assertEquals(BASELINE, read(FILE));
    assertEquals(BASELINE, read(FILE.replace("20,", "20.0,")), "the original's way");
    assertEquals(BASELINE, read(FILE.replaceAll("\\s", "") + "\n"));
  }

  @Provide
  Arbitrary<Baseline> baselines() {
    Arbitrary<Double> number =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    return Combinators.combine(number, number)
        .as((mean, std) -> new Spread(mean, Math.abs(std)))
        .list()
        .ofSize(9)
        .map(Baseline::new);
  }

  @Property
  void baselinesReadBackToTheLastBit(@ForAll("baselines") Baseline baseline) throws IOException {
    assertEquals(baseline, read(write(baseline)));
  }

  @Test
  void theOrderOfMetricsDoesNotMatter() throws IOException {
    String last = FILE.substring(FILE.indexOf("    \"avg_packets_per_flow\""), FILE.length() - 2);
    String turned = "{" + last + "," + FILE.substring(1, FILE.indexOf(last) - 2) + "}";
    assertEquals(BASELINE, read(turned));
  }

  @Test
  void everyPrefixIsRefused() {
    byte[] whole = FILE.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] prefix = Arrays.copyOf(whole, length);
      ArtifactException e = assertThrows(ArtifactException.class, () -> read(prefix));
      assertTrue(
          e.getMessage().startsWith("ends too early") || e.getMessage().startsWith("at $"),
          e.getMessage());
    }
  }

  private static void assertRefused(String message, String text) {
    ArtifactException e = assertThrows(ArtifactException.class, () -> read(text));
    assertEquals(message, e.getMessage());
  }

  @Test
  void otherMetricsAreRefused() {
    assertRefused(
        "lacks the metric avg_packets_per_flow",
        FILE.substring(0, FILE.indexOf(",\n    \"avg_packets_per_flow\"")) + "}");
    assertRefused("lacks the metric total_flows", "{}");
    assertRefused(
        "`total_octets` is no metric; they are " + Metric.NAMES,
        FILE.replace("total_bytes", "total_octets"));
    assertRefused("total_flows stands there twice", FILE.replace("total_bytes", "total_flows"));
    for (String more : List.of("{}", "x", "\0", "]", FILE)) {
      assertThrows(ArtifactException.class, () -> read(FILE + more));
    }
    assertRefused(
        "at $.total_flows.std: expected `mean` but found `std`",
        FILE.replace("\"mean\": 20,\n", "").replace("\"std\": 1\n", "\"std\": 1, \"mean\": 20\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "nan",
        "inf",
        "1e999",
        "-1e999",
        "\"20\"",
        "null",
        "true",
        "[20]",
        "{}",
        "+20",
        "020",
        "20.",
        ".5",
        "0x14",
        "20f",
        "2O",
        "",
        "20, \"mean\": 20"
      })
  void aMeanThatIsNoFiniteNumber_isRefused(String mean) {
    assertThrows(
        ArtifactException.class, () -> read(FILE.replace("\"mean\": 20", "\"mean\": " + mean)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"20\"|at $.total_flows.mean: expected a number but found STRING",
        "null|at $.total_flows.mean: expected a number but found NULL",
      })
  void aMeanOfAnotherType_isNamed(String mean, String message) {
    assertRefused(message, FILE.replace("\"mean\": 20", "\"mean\": " + mean));
  }

  @Test
  void aNegativeDeviation_isRefused() {
    ArtifactException e =
        assertThrows(
            ArtifactException.class, () -> read(FILE.replace("\"std\": 0.1", "\"std\": -0.1")));
    assertTrue(
        e.getMessage()
            .endsWith("mean and std must be finite and std from 0 but they are 1234.5 and -0.1"),
        e.getMessage());
  }

  @Test
  void aFileTooLarge_isRefused() {
    byte[] blanks = new byte[StrictJson.MAX_BYTES + 1];
    Arrays.fill(blanks, (byte) ' ');
    ArtifactException e = assertThrows(ArtifactException.class, () -> read(blanks));
    assertEquals("is larger than 67108864 bytes", e.getMessage());
  }

  @Test
  void textThatIsNotUtf8_saysWhere() {
    byte[] bytes = FILE.replace("total_bytes", "é").getBytes(StandardCharsets.ISO_8859_1);
    ArtifactException e = assertThrows(ArtifactException.class, () -> read(bytes));
    assertTrue(e.getMessage().contains("UTF-8"), e.getMessage());
  }

  @Test
  void noJsonOfTheTestSuiteIsABaseline_andOnlyIoExceptionsSaySo() throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> list = Files.list(SharedFolder.of("corpus/json"))) {
      for (Path file : list.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        assertThrows(IOException.class, () -> read(bytes), name);
        assertThrows(
            IOException.class, () -> BaselineStateJson.read(new ByteArrayInputStream(bytes)), name);
        // the same where a value is expected
        String value = new String(bytes, StandardCharsets.ISO_8859_1);
        byte[] inside =
            FILE.replace("\"mean\": 20", "\"mean\": " + value)
                .getBytes(StandardCharsets.ISO_8859_1);
        if (name.startsWith("n_")) {
          assertThrows(IOException.class, () -> read(inside), name);
        } else {
          try {
            assertEquals(9, read(inside).spreads().size());
          } catch (IOException e) {
            assertTrue(e.getMessage() != null, name);
          }
        }
        files.add(name);
      }
    }
    assertTrue(files.stream().filter(name -> name.startsWith("n_")).count() > 180, "" + files);
  }
}
