package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.ml.Splits.AxisSplits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with a right digest that are not a forest, and what is said of them. */
class ForestFormatTest {
  private static final String AXIS =
      """
      {"format":"logsentinel-isolation-forest","version":2,
      "options":{"trees":1,"sampleSize":4,"contamination":null,"seed":5,"extensionLevel":0},
      "features":["a","b"],
      "attributes":{"k":"v"},
      "offset":-0.5,
      "sampleSize":4,
      "trees":[
      {"left":[1,3,-1,-1,-1],"feature":[0,1,-1,-1,-1],"threshold":[5.5,-1E+22,0,0,0],"samples":[4,3,1,2,1],"lowest":[0.5,-3.777893186295716E+22],"highest":[6,0.25]}
      ],
      "sha256":"\
      """;

  private static final String PLANES =
      """
      {"format":"logsentinel-isolation-forest","version":2,
      "options":{"trees":1,"sampleSize":4,"contamination":null,"seed":5,"extensionLevel":1},
      "features":["a","b"],
      "attributes":{},
      "offset":-0.5,
      "sampleSize":4,
      "trees":[
      {"left":[1,-1,-1],"features":[[0,1],[],[]],"coefficients":[[1,-2],[],[]],"points":[[0.5,7],[],[]],"samples":[4,3,1],"lowest":[-1,0],"highest":[1,9]}
      ],
      "sha256":"\
      """;

  private static byte[] signed(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String digest = ForestFormat.digest(bytes, bytes.length);
    return (body + digest + ForestFormat.END).getBytes(StandardCharsets.UTF_8);
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(ForestFormatException.class, () -> TestData.read(bytes)).getMessage();
  }

  @Test
  void validFilesAreReadAndWrittenAlike() throws IOException {
    for (String body : new String[] {AXIS, PLANES}) {
      byte[] bytes = signed(body);
      assertEquals(
          new String(bytes, StandardCharsets.US_ASCII),
          new String(TestData.bytes(TestData.read(bytes)), StandardCharsets.US_ASCII));
    }
  }

  /** Other writers may space and write numbers their own way; the order of keys is fixed. */
  @Test
  void otherSpellingsAreRead() throws IOException {
    String spaced = AXIS.replace(":[", " : [ ").replace("5.5", "0.55e1");
    IsolationForest forest = TestData.read(signed(spaced)).forest();
    assertEquals(5.5, ((AxisSplits) forest.tree(0).splits()).threshold()[0]);
  }

  @Test
  void countsMayBeSpreadInAnyWayThatAddsUp() throws IOException {
    String body = AXIS.replace("[4,3,1,2,1]", "[4,3,1,1,2]");
    byte[] bytes = TestData.bytes(TestData.read(signed(body)));
    assertTrue(new String(bytes, StandardCharsets.US_ASCII).startsWith(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "format":"logsentinel-isolation-forest" | "format":"other" | $.format must be 'logsentinel-isolation-forest', but was 'other'
          "version":2          | "version":3            | $.version must be in 1..2, but was 3
          "version":2          | "version":0            | $.version must be in 1..2, but was 0
          "version":2          | "version":1            | expected the object's end at $.trees[0].samples, but found NAME
          "version":2          | "version":2.0          | $.version must be an integer in -9223372036854775808..9223372036854775807, but was 2.0
          "version":2          | "version":"2"          | expected an integer at $.version, but found STRING
          "trees":1            | "trees":2              | $.trees must have 2 elements, $.options.trees, but has 1
          "trees":1            | "trees":0              | $.options.trees must be an integer in 1..10000, but was 0
          "trees":1            | "trees":99999999999999999999 | $.options.trees must be an integer in 1..10000, but was 99999999999999999999
          "sampleSize":4,"     | "sampleSize":16777217,"| $.options.sampleSize must be an integer in 1..16777216, but was 16777217
          "sampleSize":4,"     | "sampleSize":3,"       | $.sampleSize must be an integer in 1..3, but was 4
          "contamination":null | "contamination":0.6    | at $.options: contamination must be above 0 and at most 0.5, but was 0.6
          "seed":5             | "seed":05              | not valid JSON:
          "seed":5             | "sead":5               | expected key 'seed' at $.options.sead, but found 'sead'
          "seed":5,            | "seed":5,"seed":5,     | expected key 'extensionLevel' at $.options.seed, but found 'seed'
          "extensionLevel":0   | "extensionLevel":0,"x":1 | expected the object's end at $.options.extensionLevel, but found NAME
          "extensionLevel":0   | "extensionLevel":2     | $.features must have more than 2 names, $.options.extensionLevel, but has 2
          "extensionLevel":0   | "extensionLevel":1     | expected key 'features' at $.trees[0].feature, but found 'feature'
          ["a","b"]            | ["a","a"]              | $.features must all be different, but were [a, a]
          ["a","b"]            | ["a",5]                | expected a text at $.features[1], but found NUMBER
          {"k":"v"}            | {"k":"v","k":"v"}      | key at $.attributes.k must occur once, but was found again
          {"k":"v"}            | {"k":null}             | expected a text at $.attributes.k, but found NULL
          "offset":-0.5        | "offset":-0.4          | $.offset must be -0.5 where $.options.contamination is null, but was -0.4
          "offset":-0.5        | "offset":NaN           | not valid JSON:
          null,"seed":5,"extensionLevel":0},~"features":["a","b"],~"attributes":{"k":"v"},~"offset":-0.5 | 0.1,"seed":5,"extensionLevel":0},~"features":["a","b"],~"attributes":{"k":"v"},~"offset":0.1 | $.offset must be in -1..0, but was 0.1
          "left":[1,3          | "left":[1,1            | $.trees[0].left[1] must be -1 or in 2..3, but was 1
          "left":[1,3          | "left":[1,2            | $.trees[0].left[1] must be a child of one node only, but 2 is also another's
          "left":[1,3          | "left":[1,4            | $.trees[0].left[1] must be -1 or in 2..3, but was 4
          "left":[1,3          | "left":[0,3            | $.trees[0].left[0] must be -1 or in 1..3, but was 0
          "left":[1,3          | "left":[1,-2           | $.trees[0].left[1] must be an integer in -1..7, but was -2
          "left":[1,3          | "left":[1,-1           | $.trees[0].left must have 3 elements, one for each node, but has 5
          "left":[1,3,-1,-1,-1]| "left":[]              | $.trees[0].left must have 1 elements, one for each node, but has 0
          "left":[1,3,-1,-1,-1]| "left":[1,3,-1,5,-1,-1,-1] | $.trees[0].left[3] must be -1 at depth 2, the deepest for 4 rows, but was 5
          "left":[1,3,-1,-1,-1]| "left":[1,3,-1,-1,-1,-1,-1,-1] | $.trees[0].left[7] is one too many: the array must have at most 7 elements
          "feature":[0         | "feature":[2           | $.trees[0].feature[0] must be an integer in -1..1, but was 2
          "feature":[0         | "feature":[-1          | $.trees[0].feature[0] must be in 0..1, but was -1
          "feature":[0,1,-1    | "feature":[0,1,0       | $.trees[0].feature[2] must be -1 at a leaf, but was 0
          "feature":[0,1,-1,   | "feature":[0,1,        | $.trees[0].feature must have 5 elements, one for each node, but has 4
          5.5                  | NaN                    | not valid JSON:
          5.5                  | Infinity               | not valid JSON:
          5.5                  | 1e999                  | $.trees[0].threshold[0] must be within a double's range, but was 1e999
          5.5                  | "5.5"                  | expected a number at $.trees[0].threshold[0], but found STRING
          5.5                  | null                   | expected a number at $.trees[0].threshold[0], but found NULL
          -1E+22,0              | -1E+22,1                | $.trees[0].threshold[2] must be 0 at a leaf, but was 1.0
          -1E+22,0              | -1E+22                  | $.trees[0].threshold must have 5 elements, one for each node, but has 4
          "samples":[4         | "samples":[3           | $.trees[0].samples[0] must be 4, $.sampleSize, but was 3
          "samples":[4,3       | "samples":[4,2         | $.trees[0].samples[0] must be 3, the sum of its children, but was 4
          "samples":[4,3,1,2,1]| "samples":[4,3,1,3,0]  | $.trees[0].samples[4] must be an integer in 1..4, but was 0
          "samples":[4,3,1,2,1]| "samples":[4,3,1,1,1]  | $.trees[0].samples[1] must be 2, the sum of its children, but was 3
          ,"lowest":[0.5,-3.777893186295716E+22],"highest":[6,0.25]} | } | expected key 'lowest' at $.trees[0].samples, but found END_OBJECT
          "lowest":[0.5,        | "lowest":[          | $.trees[0].lowest must have 2 elements, one for each feature, but has 1
          "highest":[6,         | "highest":[6,6,     | $.trees[0].highest[2] is one too many: the array must have at most 2 elements
          "highest":[6,0.25]    | "highest":[]        | $.trees[0].highest must have 2 elements, one for each feature, but has 0
          "lowest":[0.5,        | "lowest":[NaN,      | not valid JSON:
          "lowest":[0.5,        | "lowest":[0.1,      | $.trees[0].lowest[0] must be a float32, but was 0.1
          "highest":[6,         | "highest":[1E+39,   | $.trees[0].highest[0] must be a float32, but was 1.0E39
          "highest":[6,         | "highest":[0.25,    | $.trees[0].highest[0] must be at least 0.5, the lowest, but was 0.25
          "highest":[6,         | "highest":[5.5,     | $.trees[0].threshold[0] must be at least the lowest and below the highest value of feature 0, 0.5 and 5.5, but was 5.5
          "lowest":[0.5,        | "lowest":[5.75,     | $.trees[0].threshold[0] must be at least the lowest and below the highest value of feature 0, 5.75 and 6, but was 5.5
          "left"               | 'left'                 | not valid JSON:
          "left"               | left                   | not valid JSON:
          -1],"feature         | -1,],"feature          | not valid JSON:
          "features"           | /* */"features"        | not valid JSON:
          """)
  void whatIsNotAForestIsRefused(String part, String replacement, String message) {
    String from = part.replace('~', '\n');
    assertTrue(AXIS.contains(from), from);
    byte[] bytes = signed(AXIS.replace(from, replacement.replace('~', '\n')));
    String refusal = refusal(bytes);
    assertTrue(refusal.startsWith(message), refusal);
    boolean whole = !message.endsWith(":");
    assertEquals(whole ? message : refusal, refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          [[0,1],   | [[1,0],   | $.trees[0].features[0] must rise, but 0 follows 1
          [[0,1],   | [[0,0],   | $.trees[0].features[0] must rise, but 0 follows 0
          [[0,1],   | [[0,2],   | $.trees[0].features[0][1] must be an integer in 0..1, but was 2
          [[0,1],   | [[0,1,1], | $.trees[0].features[0][2] is one too many: the array must have at most 2 elements
          [[0,1],   | [[],      | $.trees[0].features[0] must have at least 1 element, but has 0
          [[0,1],[],| [[0,1],[0],| $.trees[0].features[1] must have 0 elements at a leaf, but has 1
          [[0,1],[],| [[0,1],   | $.trees[0].features must have 3 elements, one for each node, but has 2
          [[0,1],   | [[0,1],[],| $.trees[0].features[3] is one too many: the array must have at most 3 elements
          [[1,-2],  | [[1],     | $.trees[0].coefficients[0] must have 2 elements, one for each feature, but has 1
          [[1,-2],[]| [[1,-2],[1]| $.trees[0].coefficients[1] must have 0 elements, one for each feature, but has 1
          [[1,-2],  | [[1,1e999],| $.trees[0].coefficients[0][1] must be within a double's range, but was 1e999
          "lowest":[-1,0] | "lowest":[2,0] | $.trees[0].highest[0] must be at least 2, the lowest, but was 1
          [[0.5,7], | [[0.5],   | $.trees[0].points[0] must have 2 elements, one for each feature, but has 1
          """)
  void whatIsNotAnExtendedForestIsRefused(String part, String replacement, String message) {
    assertTrue(PLANES.contains(part), part);
    assertEquals(message, refusal(signed(PLANES.replace(part, replacement))));
  }

  @Test
  void damageIsTold() {
    byte[] bytes = signed(AXIS);
    String text = new String(bytes, StandardCharsets.US_ASCII);
    String damaged = refusal(text.replace("5.5", "5.4").getBytes(StandardCharsets.US_ASCII));
    assertTrue(damaged.startsWith("the model file is damaged: $.sha256 is "), damaged);
    String truncated = refusal(text.substring(0, 300).getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        "not valid JSON: End of input at line 8 column 73 path $.trees[0].threshold[2]", truncated);
    String trailing = refusal((text + " ").getBytes(StandardCharsets.US_ASCII));
    assertTrue(trailing.startsWith("$.sha256 must be 64 digits, a quotation mark"), trailing);
    String second = refusal((text + "{}").getBytes(StandardCharsets.US_ASCII));
    assertTrue(second.startsWith("not valid JSON: "), second);
    assertEquals("the model file must not be empty, but has 0 bytes", refusal(new byte[0]));
    assertEquals(
        "byte 0 (zero-based) must be ASCII, 0..127, but was 239",
        refusal(("\ufeff" + text).getBytes(StandardCharsets.UTF_8)));
    assertTrue(refusal("[]".getBytes(StandardCharsets.US_ASCII)).startsWith("expected an object"));
    assertTrue(refusal(new byte[] {'{'}).startsWith("not valid JSON: End of input"));
  }
}
