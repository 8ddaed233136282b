package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Evidence.EntityReading;
import io.logsentinel.core.window.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evidence of a window collected by the addresses that it speaks of. */
final class EvidenceByAddress {
  private final ChannelTails tails;
  private final Map<String, List<Evidence>> byAddress = new TreeMap<>();

  EvidenceByAddress(ChannelTails tails) {
    this.tails = tails;
  }

  /** Adds a reading where it is of an entity and beyond the typical. */
  void add(ChannelReading reading) {
    double strength = tails.strength(reading);
    if (strength > 0 && reading.entity().isPresent()) {
      Evidence evidence = tails.evidence(reading, strength, 0);
      Entity entity = reading.entity().get();
      add(entity.source(), evidence);
      if (!entity.destination().equals(entity.source())) {
        add(entity.destination(), evidence);
      }
    }
  }

  private void add(String address, Evidence evidence) {
    if (!address.isEmpty()) {
      byAddress.computeIfAbsent(address, any -> new ArrayList<>()).add(evidence);
    }
  }

  /** {@return all addresses, that with the strongest evidence first, of equal ones by name} */
  List<EntityReading> readings() {
    List<EntityReading> readings = new ArrayList<>();
    byAddress.forEach((address, evidence) -> readings.add(reading(address, evidence)));
    readings.sort(Comparator.comparingDouble(reading -> -reading.evidence().get(0).strength()));
    return readings;
  }

  private static EntityReading reading(String address, List<Evidence> evidence) {
    // p-values fall with the strength, whatever the channel, but not below the least
    evidence.sort(
        Comparator.comparingDouble((Evidence e) -> -e.strength())
            .thenComparing(e -> e.channel().label())
            .thenComparing(e -> e.entity().get().toString()));
    return new EntityReading(address, evidence.get(0).pValue(), evidence);
  }
}
