package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.calibrated.BaselineTraffic;
import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.ChannelReading;
import io.logsentinel.core.detect.calibrated.ChannelTails;
import io.logsentinel.core.detect.calibrated.EntityReading;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.MetricReading;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says what is behind a finding. */
public final class Explainer {
  private final BaselineTraffic seen;
  private final ChannelTails tails;

  public Explainer(BaselineTraffic seen, ChannelTails tails) {
    this.seen = seen;
    this.tails = tails;
  }

  public Explanation explain(Profile profile, Finding finding) {
    PatternRules naming = new PatternRules(profile, finding, SuspectRanking.of(profile, finding));
    PatternRules.Name name = naming.name();
    return new Explanation(
        finding,
        metrics(profile, finding),
        entities(profile),
        name.pattern(),
        name.sentence(),
        new RulingOut(naming).but(name.pattern()));
  }

  private List<MetricReading> metrics(Profile profile, Finding finding) {
    List<MetricReading> metrics = new ArrayList<>();
    for (ChannelReading reading : seen.read(profile, List.of())) {
      if (reading.channel() < ProfileMetric.values().length) {
        Channel channel = seen.channels().name(reading.channel());
        double contribution =
            finding.evidence().stream()
                .filter(evidence -> evidence.channel().equals(channel))
                .mapToDouble(Evidence::contribution)
                .sum();
        metrics.add(
            new MetricReading(
                ProfileMetric.values()[reading.channel()],
                reading.observed(),
                tails.typical(reading),
                tails.chance(reading),
                contribution));
      }
    }
    return metrics;
  }

  private List<EntityReading> entities(Profile profile) {
    Map<String, List<Evidence>> byAddress = new TreeMap<>();
    for (ChannelReading reading : seen.readAll(profile)) {
      double strength = tails.strength(reading);
      if (strength > 0 && reading.entity().isPresent()) {
        Evidence evidence = tails.evidence(reading, strength, 0);
        Entity entity = reading.entity().get();
        add(byAddress, entity.source(), evidence);
        if (!entity.destination().equals(entity.source())) {
          add(byAddress, entity.destination(), evidence);
        }
      }
    }
    List<EntityReading> entities = new ArrayList<>();
    byAddress.forEach((address, evidence) -> entities.add(entity(address, evidence)));
    // of equal ones, by name
    entities.sort(Comparator.comparingDouble(entity -> -entity.evidence().get(0).strength()));
    return entities;
  }

  private static void add(
      Map<String, List<Evidence>> byAddress, String address, Evidence evidence) {
    if (!address.isEmpty()) {
      byAddress.computeIfAbsent(address, any -> new ArrayList<>()).add(evidence);
    }
  }

  private static EntityReading entity(String address, List<Evidence> evidence) {
    // p-values fall with the strength, whatever the channel, but not below the least
    evidence.sort(
        Comparator.comparingDouble((Evidence e) -> -e.strength())
            .thenComparing(e -> e.channel().group() + " " + e.channel().name())
            .thenComparing(e -> e.entity().get().toString()));
    return new EntityReading(address, evidence.get(0).pValue(), evidence);
  }
}
