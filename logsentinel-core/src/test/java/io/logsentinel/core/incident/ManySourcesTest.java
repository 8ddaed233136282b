package io.logsentinel.core.incident;

import static io.logsentinel.core.incident.Detections.VICTIM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.naming.AttackPattern;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An incident of very many sources. It takes a second, and stands apart from the quick ones. */
class ManySourcesTest {
  private static final Detections FLOOD = Detections.of(AttackPattern.FAST_EXHAUSTION);

  @Test
  void thousandsOfSources_leaveThoseWithMostEvidence() {
    IncidentCorrelator correlator = new IncidentCorrelator();
    for (int i = 0; i < 3000; i++) {
      String source = "198.51." + i / 250 + "." + i % 250;
      correlator.add(FLOOD.from(source).graded(100 + i, Severity.CRITICAL).window(i));
    }
    List<Incident> incidents = correlator.end();
    assertEquals(1, incidents.size());
    assertEquals(3000, incidents.get(0).windows().size());
    assertEquals(10, incidents.get(0).entities().size());
    assertEquals(VICTIM, incidents.get(0).entities().get(0).address());
    assertEquals("198.51.11.249", incidents.get(0).entities().get(1).address());
    // those that were counted: the half with the fewest flows is forgotten again and again
    assertTrue(incidents.get(0).more() > 100, "more: " + incidents.get(0).more());
  }
}
