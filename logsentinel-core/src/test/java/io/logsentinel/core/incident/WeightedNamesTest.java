package io.logsentinel.core.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.text.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedNamesTest {
  private static WeightedNames abc() {
    WeightedNames names = new WeightedNames();
    names.add("a", 2);
    names.add("b", 1);
    names.add("b", 1);
    names.add("c", 5);
    names.add("", 9);
    return names;
  }

  private static void assertAbc(WeightedNames names) {
    assertEquals(List.of("c", "a", "b"), names.names(9), "of equal ones by name");
    assertEquals(List.of("c", "a"), names.names(2));
    assertEquals("c", names.first());
    assertEquals(2, names.weight("b"));
    assertEquals(2, names.windows("b"));
    assertEquals(1, names.windows("a"));
    assertEquals(0, names.weight("d"));
    assertEquals(0, names.windows("d"));
    assertTrue(names.contains("a"));
    assertFalse(names.contains(""));
    assertFalse(names.contains("d"));
  }

  @Test
  void namesAreRankedByTheSumOfTheirWeights() {
    assertAbc(abc());
    assertEquals("", new WeightedNames().first());
  }

  @Test
  void rankingsAddUp() {
    WeightedNames sum = new WeightedNames();
    sum.add(abc());
    assertAbc(sum);
    sum.add(abc());
    assertEquals(4, sum.weight("b"));
    assertEquals(4, sum.windows("b"));
    WeightedNames other = new WeightedNames();
    assertFalse(sum.sharesAny(other));
    other.add("d", 1);
    assertFalse(sum.sharesAny(other));
    other.add("a", 1);
    assertTrue(sum.sharesAny(other));
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    JsonWriter json = JsonWriter.line();
    abc().write(json);
    String text = new String(json.toBytes(), StandardCharsets.UTF_8);
    assertAbc(WeightedNames.read(new JsonReader(new StringReader(text))));
  }

  /** Of more than 512 names the lighter half is forgotten. */
  @Test
  void memoryIsBounded() {
    WeightedNames names = new WeightedNames();
    for (int i = 0; i < 512; i++) {
      names.add("name " + i, 1000 - i);
    }
    assertEquals(512, names.names(9999).size());
    names.add("late", 0.5);
    assertEquals(256, names.names(9999).size());
    assertTrue(names.contains("name 255"));
    assertFalse(names.contains("name 256"));
    assertFalse(names.contains("late"));
  }
}
