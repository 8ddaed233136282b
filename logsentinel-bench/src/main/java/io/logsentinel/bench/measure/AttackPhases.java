package io.logsentinel.bench.measure;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The truth of a file: its attacks, as the flows' labels and times tell them. */
final class AttackPhases {
  /** A label that pauses longer begins a phase of its own. */
  private static final long PAUSE_MILLIS = 10 * 60_000;

  /** Flows of one label without a pause. */
  static final class Phase {
    private final String label;
    private final Map<Long, Long> flowsByWindow = new TreeMap<>();
    private final Set<String> addresses = new HashSet<>();
    private long lastTime;

    private Phase(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    long flows() {
      return flowsByWindow.values().stream().mapToLong(Long::longValue).sum();
    }

    Set<Long> windows() {
      return flowsByWindow.keySet();
    }

    long flowsIn(List<Long> windows) {
      return windows.stream().mapToLong(window -> flowsByWindow.getOrDefault(window, 0L)).sum();
    }

    /** Of the flows of its windows. */
    double share(int windowSize) {
      return (double) flows() / windowSize / flowsByWindow.size();
    }

    boolean has(String address) {
      return addresses.contains(address);
    }
  }

  private AttackPhases() {}

  /** The phases that begin in whole windows. */
  static List<Phase> read(FlowSource source, int windowSize, long windows) throws IOException {
    List<Phase> phases = new ArrayList<>();
    Map<String, Phase> current = new HashMap<>();
    long row = 0;
    try (FlowReader flows = FlowReader.open(source)) {
      for (FlowBatch batch = flows.next(); batch != null; batch = flows.next()) {
        for (int i = 0; i < batch.size(); i++, row++) {
          if (batch.labelKind(i) == LabelKind.ATTACK && row / windowSize < windows) {
            Phase phase = current.get(batch.label(i));
            if (phase == null || batch.localTime(i) - phase.lastTime > PAUSE_MILLIS) {
              phase = new Phase(batch.label(i));
              current.put(phase.label, phase);
              phases.add(phase);
            }
            phase.lastTime = batch.localTime(i);
            phase.flowsByWindow.merge(row / windowSize, 1L, Long::sum);
            phase.addresses.add(batch.address(batch.sourceKey(i)));
            phase.addresses.add(batch.address(batch.destinationKey(i)));
          }
        }
      }
    }
    return phases;
  }
}
