package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.TrainingHistory;
import io.logsentinel.core.baseline.TrainingHistory.TrainedFile;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BaselineStateJsonTest {
  private static final BaselineState PROFILE =
      new BaselineState(
          "cic",
          List.of("a", "b"),
          20,
          List.of(List.of(1.5, 1.0 / 0)),
          List.of(),
          Optional.of(
              new TrainingHistory(
                  30,
                  List.of(
                      new TrainedFile(
                          "m.csv", "e1", 2, 1, Map.of("from 10.0.0.5", 12L, "port 53", 1L)),
                      new TrainedFile("t", "e2", 3, 2, Map.of())),
                  3,
                  List.of(2),
                  List.of())),
          "d1");

  /** As a version before histories wrote it. */
  private static final BaselineState VERSION_TWO =
      new BaselineState(
          "cic", PROFILE.metrics(), 20, PROFILE.windows(), List.of(), Optional.empty(), "d1");

  private static byte[] write(BaselineState profile) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BaselineStateJson.write(profile, out);
    return out.toByteArray();
  }

  private static BaselineState read(byte[] bytes) throws IOException {
    return BaselineStateJson.read(new ByteArrayInputStream(bytes));
  }

  @Provide
  Arbitrary<BaselineState> profiles() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars('a', '"', '\\', '\n', 'é', '\u2028', '<', '\0')
            .ofMaxLength(6);
    Arbitrary<Double> number =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(d -> !Double.isNaN(d));
    return text.list()
        .ofMaxSize(4)
        .flatMap(
            metrics ->
                Combinators.combine(
                        text,
                        Arbitraries.integers().between(1, 10_000_000),
                        number.list().ofSize(metrics.size()).list().ofMaxSize(4),
                        text)
                    .as(
                        (dialect, windowSize, windows, digest) ->
                            new BaselineState(
                                dialect,
                                metrics,
                                windowSize,
                                windows,
                                List.of(),
                                Optional.of(history(dialect, windows.size(), windowSize)),
                                digest)));
  }

  /** Windows at every third place, of files whose names are hostile. */
  private static TrainingHistory history(String name, int windows, int halfLife) {
    List<Integer> places = IntStream.range(0, windows).map(i -> 3 * i + 2).boxed().toList();
    TrainedFile file = new TrainedFile(name, name, 4 * windows, 3 * windows, Map.of());
    return new TrainingHistory(halfLife, List.of(file), 3 * windows, places, List.of());
  }

  @Property
  void profilesReadBackToTheLastBit(@ForAll("profiles") BaselineState profile) throws IOException {
    assertEquals(profile, read(write(profile)));
  }

  @Test
  void theFileIsPlainAndEndsWithItsDigest() throws IOException {
    String expected =
        """
        {
            "format": "logsentinel-baseline-profile",
            "version": 3,
            "dialect": "cic",
            "metrics": [
                "a",
                "b"
            ],
            "window_size": 20,
            "windows": 1,
            "state": [
                [
                    "1.5",
                    "inf"
                ]
            ],
            "half_life": 30,
            "files": [
                {
                    "name": "m.csv",
                    "digest": "e1",
                    "windows": 2,
                    "trained": 1,
                    "allowed": {
                        "from 10.0.0.5": 12,
                        "port 53": 1
                    }
                },
                {
                    "name": "t",
                    "digest": "e2",
                    "windows": 3,
                    "trained": 2
                }
            ],
            "trained": 3,
            "places": [
                2
            ],
            "profile_places": [],
            "profiles": [],
            "baseline_model_digest": "d1",
            "digest": "%s"
        }""";
    String digest = Digests.sha256Hex(expected.formatted("").getBytes(StandardCharsets.UTF_8));
    assertEquals(expected.formatted(digest), new String(write(PROFILE), StandardCharsets.UTF_8));
  }

  @Test
  void theFilesThatTrained_areReadFromTheBeginningAlone() throws IOException {
    byte[] bytes = write(PROFILE);
    assertEquals(
        List.of("m.csv", "t"), BaselineStateJson.trainedFiles(new ByteArrayInputStream(bytes)));
    String text = new String(bytes, StandardCharsets.UTF_8);
    String beginning = text.substring(0, text.indexOf("\"places\""));
    assertEquals(
        List.of("m.csv", "t"),
        BaselineStateJson.trainedFiles(
            new ByteArrayInputStream(beginning.getBytes(StandardCharsets.UTF_8))));
    assertEquals(
        List.of(), BaselineStateJson.trainedFiles(new ByteArrayInputStream(write(VERSION_TWO))));
    assertThrows(
        IOException.class,
        () -> BaselineStateJson.trainedFiles(new ByteArrayInputStream(new byte[] {'['})));
  }

  @Test
  void theWindowSize_isReadFromTheBeginningAlone() throws IOException {
    String text = new String(write(PROFILE), StandardCharsets.UTF_8);
    String beginning = text.substring(0, text.indexOf("\"state\""));
    assertEquals(PROFILE.windowSize(), windowSize(text));
    assertEquals(PROFILE.windowSize(), windowSize(beginning));
    String size = "\"window_size\": " + PROFILE.windowSize();
    for (String wrong : List.of("\"window_size\": 0", "\"window_size\": 10000001", "\"size\": 1")) {
      assertThrows(
          ArtifactException.class, () -> windowSize(beginning.replace(size, wrong)), wrong);
    }
    assertThrows(ArtifactException.class, () -> windowSize("{}"));
    assertThrows(ArtifactException.class, () -> windowSize("["));
  }

  private static int windowSize(String text) throws IOException {
    return BaselineStateJson.windowSize(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyPrefixIsRefused() throws IOException {
    byte[] whole = write(PROFILE);
    for (int length = 0; length < whole.length; length++) {
      byte[] prefix = Arrays.copyOf(whole, length);
      assertThrows(ArtifactException.class, () -> read(prefix));
    }
  }

  @Test
  void everyChangeOfAByteIsRefusedOrChangesNothing() throws IOException {
    byte[] whole = write(PROFILE);
    int equal = 0;
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      byte before = whole[at];
      for (int change = 1; change < 256; change++) {
        whole[at] = (byte) (before ^ change);
        try {
          // white space for white space, say
          assertEquals(PROFILE, read(whole), "byte " + at + " is " + whole[at]);
          equal++;
        } catch (IOException e) {
          refused++;
        }
      }
      whole[at] = before;
    }
    assertTrue(refused > 100 * equal, refused + " refused, " + equal + " equal");
    assertTrue(equal > 0, "white space may be changed");
  }

  private static void assertRefused(String message, String from, String to) throws IOException {
    String text = new String(write(PROFILE), StandardCharsets.UTF_8);
    assertTrue(text.contains(from), from);
    byte[] changed = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    ArtifactException e = assertThrows(ArtifactException.class, () -> read(changed));
    String digest = text.substring(text.lastIndexOf(' ') + 2, text.lastIndexOf('"'));
    assertEquals(message.replace("DIGEST", digest), e.getMessage());
  }

  @Test
  void damageIsNamed() throws IOException {
    assertRefused("says 2 windows but holds 1", "\"windows\": 1", "\"windows\": 2");
    assertRefused(
        "at $.window_size: expected a number but found STRING",
        "\"window_size\": 20",
        "\"window_size\": \"20\"");
    assertRefused("at $.size: expected `window_size` but found `size`", "window_size", "size");
    assertRefused(
        "at $.dialect: expected a text but found NUMBER", "\"dialect\": \"cic\"", "\"dialect\": 5");
    assertRefused("at $: a window must have 2 numbers but has [NaN, Infinity]", "\"1.5\"", "\"x\"");
  }

  @Test
  void changedContent_doesNotMatchTheDigest() throws IOException {
    for (String[] change :
        new String[][] {
          {"\"cic\"", "\"cid\""},
          {"\"b\"", "\"c\""},
          {": 20", ": 21"},
          {"\"1.5\"", "\"1.25\""},
          {"\"inf\"", "\"-inf\""},
          {"\"d1\"", "\"d2\""}
        }) {
      String text = new String(write(PROFILE), StandardCharsets.UTF_8);
      byte[] changed = text.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8);
      ArtifactException e = assertThrows(ArtifactException.class, () -> read(changed));
      assertTrue(
          e.getMessage()
              .matches(
                  "its content has the digest [0-9a-f]{64} but it says [0-9a-f]{64}: it was"
                      + " changed"),
          e.getMessage());
    }
  }

  @Test
  void anotherFormatOrVersion_isRefused() throws IOException {
    String text = new String(write(PROFILE), StandardCharsets.UTF_8);
    for (String[] change :
        new String[][] {{"\"version\": 3", "\"version\": 4"}, {"baseline-profile\"", "other\""}}) {
      byte[] changed = text.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8);
      ArtifactException e = assertThrows(ArtifactException.class, () -> read(changed));
      assertTrue(
          e.getMessage().startsWith("must be logsentinel-baseline-profile version 1 to 3 but is "),
          e.getMessage());
    }
  }

  private static byte[] withDigest(String text) {
    String empty = text.replaceAll("\"digest\": \"[0-9a-f]{64}\"", "\"digest\": \"\"");
    String digest = Digests.sha256Hex(empty.getBytes(StandardCharsets.UTF_8));
    return empty
        .replace("\"digest\": \"\"", "\"digest\": \"" + digest + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void versionTwo_isReadAndWrittenAsItIs() throws IOException {
    String three = new String(write(PROFILE), StandardCharsets.UTF_8);
    byte[] two =
        withDigest(
            three
                .replace("\"version\": 3", "\"version\": 2")
                .replaceAll("(?s) {4}\"half_life.*(?= {4}\"profiles\")", ""));
    assertEquals(VERSION_TWO, read(two));
    assertArrayEquals(two, write(VERSION_TWO));
  }

  @Test
  void versionOne_isRead() throws IOException {
    byte[] one =
        withDigest(
            new String(write(VERSION_TWO), StandardCharsets.UTF_8)
                .replace("\"version\": 2", "\"version\": 1")
                .replace("    \"profiles\": [],\n", ""));
    assertEquals(VERSION_TWO, read(one));
  }

  @Test
  void aHistoryThatCannotBe_isRefused() throws IOException {
    assertRefused(
        "at $.profile_places: the windows of the files that trained must add up to 4",
        "trained\": 3",
        "trained\": 4");
    assertRefused(
        "at $.profile_places: places must rise and lie below 3 but 3 follows -1",
        "places\": [\n        2",
        "places\": [\n        3");
    assertRefused(
        "at $.profile_places: 3 windows trained but 1 are kept",
        "half_life\": 30",
        "half_life\": 0");
    assertRefused(
        "at $.profile_places: a profile is of a window that is not kept",
        "profile_places\": [",
        "profile_places\": [1");
    assertRefused(
        "at $: 1 windows and 0 profiles must have as many places but there are 1 and 1",
        "profile_places\": [",
        "profile_places\": [2");
  }
}
