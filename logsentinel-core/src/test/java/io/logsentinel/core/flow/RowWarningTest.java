package io.logsentinel.core.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One odd value in an otherwise usual flow, on both sides of what is odd. */
class RowWarningTest {
  private static final FlowRecord USUAL =
      new FlowRecord("10.0.0.1", "10.0.0.2", 1, 2, 6, 4, 5, 6, 7, 8, 9, 10, "BENIGN");

  private static Set<RowWarning> warnings(FlowField field, double value) {
    FlowBatch.Appender rows = new FlowBatch.Appender();
    rows.flow(USUAL).add();
    rows.flow(USUAL).number(field, value).add();
    rows.flow(USUAL).add();
    Set<RowWarning> warnings = EnumSet.noneOf(RowWarning.class);
    for (RowWarning warning : RowWarning.values()) {
      long odd = warning.count(rows.batch(), 0, 3);
      assertEquals(odd, warning.count(rows.batch(), 1, 2), "in the row alone");
      assertEquals(0, warning.count(rows.batch(), 0, 1), "in the row before");
      assertEquals(0, warning.count(rows.batch(), 2, 3), "in the row after");
      if (odd > 0) {
        assertEquals(1, odd);
        warnings.add(warning);
      }
    }
    return warnings;
  }

  @ParameterizedTest
  @CsvSource({
    "SOURCE_PORT, 65535,",
    "SOURCE_PORT, 0,",
    "SOURCE_PORT, 65536, PORT",
    "SOURCE_PORT, -1, PORT",
    "DESTINATION_PORT, 65535.5, PORT",
    "DESTINATION_PORT, 0.5, PORT",
    "FORWARD_PACKETS, -1, COUNT",
    "BACKWARD_PACKETS, 3.7, COUNT",
    "FORWARD_BYTES, -0.5, COUNT",
    "BACKWARD_BYTES, Infinity, COUNT",
    "BACKWARD_BYTES, 0,",
    "BACKWARD_BYTES, 1.7976931348623157e308,",
    "FORWARD_BYTES, 1e300,",
    "FORWARD_BYTES, 4503599627370495.5, COUNT",
    "FORWARD_BYTES, 4503599627370496,",
    "BYTES_PER_SECOND, Infinity, INFINITE_RATE",
    "PACKETS_PER_SECOND, -Infinity, INFINITE_RATE",
    "PACKETS_PER_SECOND, 1.7976931348623157e308,",
    "FLOW_DURATION, -1, NEGATIVE",
    "FLOW_DURATION, 0,",
    "BYTES_PER_SECOND, -0.1, NEGATIVE",
    "PACKETS_PER_SECOND, -1.7976931348623157e308, NEGATIVE",
    "FLOW_DURATION, -Infinity, INFINITE_DURATION",
    "FLOW_DURATION, Infinity, INFINITE_DURATION",
    "FLOW_DURATION, 1.7976931348623157e308,",
    "PROTOCOL, -1, PROTOCOL",
    "PROTOCOL, 0,",
    "PROTOCOL, 254,",
    "PROTOCOL, 255, PROTOCOL",
    "PROTOCOL, 256, PROTOCOL",
    "PROTOCOL, 2048, PROTOCOL",
    "PROTOCOL, 6.5, PROTOCOL",
    "PROTOCOL, Infinity, PROTOCOL",
  })
  void oddValues(FlowField field, double value, RowWarning expected) {
    assertEquals(expected == null ? Set.of() : Set.of(expected), warnings(field, value));
  }

  @Test
  void oddAddresses() {
    FlowBatch.Appender rows = new FlowBatch.Appender();
    rows.flow(USUAL).source("host").label("1.92E+12").add();
    rows.flow(USUAL).source("1.92E+12").add();
    rows.flow(USUAL).source("1.92E+12").destination("10.0.0.0/24").add();
    rows.flow(USUAL).destination("10.0.0.2:80").add();
    FlowBatch batch = rows.batch();
    assertEquals(3, RowWarning.ADDRESS.count(batch, 0, 4));
    assertEquals(0, RowWarning.ADDRESS.count(batch, 0, 1));
    assertEquals(2, RowWarning.ADDRESS.count(batch, 1, 3));
    assertEquals(FlowField.SOURCE_IP, batch.oddAddress(2));
    assertEquals(FlowField.DESTINATION_IP, batch.oddAddress(3));
    rows.clear();
    rows.flow(USUAL).source("10.0.0.2:80").destination("host").add();
    rows.flow(USUAL).source("host").destination("10.0.0.1").add();
    assertEquals(1, RowWarning.ADDRESS.count(batch, 0, 2));
  }

  @Test
  void everyOddityHasWordsOfItsOwn() {
    assertEquals("odd port", RowWarning.PORT.words());
    for (RowWarning warning : RowWarning.values()) {
      assertFalse(warning.words().isBlank());
    }
  }
}
