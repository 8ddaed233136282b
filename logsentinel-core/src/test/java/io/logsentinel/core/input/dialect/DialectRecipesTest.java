package io.logsentinel.core.input.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe.Operation;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes of fields, as they are written and as they are told. */
class DialectRecipesTest {
  private static final Dialect CIC = Dialect.CIC_IDS_2017;

  @ParameterizedTest
  @CsvSource({
    "a * 1000, TIMES, a, '', 1000",
    "a * b * 2, TIMES, a * b, '', 2",
    "a * b, COLUMN, a * b, '', 1",
    "a - b, MINUS, a, b, 1",
    "a + b, PLUS, a, b, 1",
    "a - b + c, MINUS, a, b + c, 1",
    "0, CONSTANT, '', '', 0",
    "' * 2', COLUMN, ' * 2', '', 1",
    "' - b', COLUMN, ' - b', '', 1",
    "Total Fwd Packets, COLUMN, Total Fwd Packets, '', 1",
  })
  void aRecipe_isReadAndToldAgain(
      String text, Operation operation, String first, String second, double operand) {
    Dialect mapped = CIC.with("Flow Duration=" + (text.startsWith(" ") ? "x" : text));
    FieldRecipe recipe =
        text.startsWith(" ") ? FieldRecipe.of(text) : mapped.recipe(FlowField.FLOW_DURATION);
    assertEquals(operation, recipe.operation());
    assertEquals(first, recipe.first());
    assertEquals(second, recipe.second());
    if (operation == Operation.TIMES || operation == Operation.CONSTANT) {
      assertEquals(operand, recipe.operand());
    }
    assertEquals(recipe, FieldRecipe.of(recipe.text()));
    assertTrue(!recipe.text().isEmpty(), text);
  }

  @Test
  void oneFieldFromElsewhere_leavesTheOthers() {
    Dialect mapped = CIC.with(" source ip =client_addr ");
    assertEquals("mapped", mapped.name());
    Map<FlowField, FieldRecipe> expected = new EnumMap<>(CIC.fields());
    expected.put(FlowField.SOURCE_IP, FieldRecipe.column("client_addr"));
    assertEquals(expected, mapped.fields());
    assertEquals(CIC.time(), mapped.time());
    assertEquals(CIC.missing(), mapped.missing());
    assertEquals(CIC.benign(), mapped.benign());
  }

  @Test
  void theTimeFromElsewhere_leavesTheFields() {
    Dialect mapped = CIC.with("TIMESTAMP = seen");
    assertEquals("seen", mapped.time());
    assertEquals(CIC.fields(), mapped.fields());
    assertEquals("", CIC.with("Timestamp=").time());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Client=a", "=a"})
  void aFieldThatIsNone_isRefusedWithThoseThereAre(String recipe) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> CIC.with(recipe));
    String name = recipe.substring(0, recipe.indexOf('='));
    assertTrue(e.getMessage().startsWith("no field is named `" + name + "`: expected "), recipe);
    assertTrue(e.getMessage().endsWith(" or Timestamp, `=` and what it is made of"), recipe);
    assertTrue(e.getMessage().contains("Source IP"), recipe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Source IP", ""})
  void aFieldWithoutItsColumn_isRefusedWithWhatToWrite(String recipe) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> CIC.with(recipe));
    assertEquals(
        "`"
            + recipe
            + "` has no `=`: write a field, `=` and what it is made of, as Source IP=client_addr",
        e.getMessage());
  }

  private static String file(String separator, String more) {
    return Arrays.stream(FlowField.values())
            .map(field -> field.name().toLowerCase(Locale.ROOT).replace('_', '-') + "=x\n")
            .collect(Collectors.joining())
        + "separator="
        + separator
        + "\ntime=t\nmissing=\nbenign=a\nunlabelled=\n"
        + more;
  }

  @Test
  void fieldsThatAreZeroWhereTheyLack() throws IOException {
    String keys = "zero-if-missing=flow-duration|backward-bytes\n";
    assertEquals(
        EnumSet.of(FlowField.FLOW_DURATION, FlowField.BACKWARD_BYTES),
        Dialect.read("x", new StringReader(file(";", keys))).zeroIfMissing());
    assertEquals(Set.of(), Dialect.read("x", new StringReader(file(";", ""))).zeroIfMissing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0080", "\u00e9", "\"", ",\""})
  void aSeparatorThatPartsNoFields_isRefused(String separator) {
    assertThrows(
        IllegalArgumentException.class,
        () -> Dialect.read("x", new StringReader(file(separator, ""))));
  }

  @Test
  void theLastOfAscii_partsFields() throws IOException {
    assertEquals(
        "\u007f", Dialect.read("x", new StringReader(file("\u007f", ""))).layout().separators());
  }
}
