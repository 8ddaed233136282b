package io.logsentinel.core.incident;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.core.window.WindowAccumulator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Detections made up: flows of one attacker to a service of one victim, and a name for them. */
public record Detections(
    String file,
    AttackPattern pattern,
    String attacker,
    String victim,
    String port,
    double score,
    Severity severity,
    List<FlowRecord> flows,
    long firstTime,
    Optional<OutlierVerdict> opinion) {

  static final String ATTACKER = "203.0.113.7";
  static final String VICTIM = "10.0.0.5";

  public static Detections of(AttackPattern pattern) {
    return new Detections(
        "a.csv",
        pattern,
        ATTACKER,
        VICTIM,
        "80",
        100,
        Severity.CRITICAL,
        pattern == AttackPattern.VERTICAL_SCAN
            ? scan(ATTACKER, VICTIM)
            : List.of(flow(ATTACKER, VICTIM, 80)),
        FlowBatch.NO_TIME,
        Optional.empty());
  }

  /** Fewer ports are no scan. */
  private static List<FlowRecord> scan(String from, String to) {
    return List.of(flow(from, to, 80), flow(from, to, 81), flow(from, to, 82));
  }

  static FlowRecord flow(String from, String to, double port) {
    return new FlowRecord(from, to, 50_000, port, 6, 1000, 2, 2, 100, 400, 1, 1, "x");
  }

  public Detections from(String source) {
    return new Detections(
        file,
        pattern,
        source,
        victim,
        port,
        score,
        severity,
        between(source, victim, port),
        firstTime,
        opinion);
  }

  Detections to(String destination, String service) {
    return new Detections(
        file,
        pattern,
        attacker,
        destination,
        service,
        score,
        severity,
        between(attacker, destination, service),
        firstTime,
        opinion);
  }

  /** What is named has a flow, unless other flows were given. */
  private List<FlowRecord> between(String source, String destination, String service) {
    if (pattern == AttackPattern.VERTICAL_SCAN && !source.isEmpty() && !destination.isEmpty()) {
      return scan(source, destination);
    }
    boolean isNamed = !source.isEmpty() && !destination.isEmpty() && !service.isEmpty();
    return isNamed && flows.size() == 1
        ? List.of(flow(source, destination, Double.parseDouble(service)))
        : flows;
  }

  Detections graded(double much, Severity grade) {
    return new Detections(
        file, pattern, attacker, victim, port, much, grade, flows, firstTime, opinion);
  }

  Detections with(List<FlowRecord> others) {
    return new Detections(
        file, pattern, attacker, victim, port, score, severity, others, firstTime, opinion);
  }

  public Detections at(long time) {
    return new Detections(
        file, pattern, attacker, victim, port, score, severity, flows, time, opinion);
  }

  public Detections thought(boolean anomalous) {
    OutlierVerdict other = new OutlierVerdict(-0.5, anomalous);
    return new Detections(
        file,
        pattern,
        attacker,
        victim,
        port,
        score,
        severity,
        flows,
        firstTime,
        Optional.of(other));
  }

  public Detection window(long id) {
    WindowAccumulator accumulator = new WindowAccumulator();
    for (int i = 0; i < flows.size(); i++) {
      long time = firstTime == FlowBatch.NO_TIME ? firstTime : firstTime + 1000L * i;
      accumulator.add(Batches.of(flows.get(i)), 0, 1, new long[] {time});
    }
    Evidence evidence =
        new Evidence(
            new Channel.OfEntities(EntityKind.PAIR, EntityMeasure.FLOWS, port, false),
            Optional.of(new Entity(EntityKind.PAIR, attacker, victim)),
            12,
            0.25,
            new TypicalRange(0, 0.75),
            0.5,
            score,
            0.015625,
            score);
    Evidence metric =
        new Evidence(
            new Channel.OfMetric(ProfileMetric.SHAPES),
            Optional.empty(),
            1,
            4.5,
            new TypicalRange(4, 5),
            1,
            1,
            0.125,
            0);
    double pValue =
        switch (severity) {
          case LOW -> 2e-3;
          case MEDIUM -> 1e-4;
          case HIGH -> 1e-6;
          case CRITICAL -> 1e-12;
        };
    return new Detection(
        file,
        accumulator.profile(id),
        new Finding(score, pValue, 1, false, List.of(evidence, metric), Optional.empty()),
        severity,
        pattern,
        pattern.confidence(1),
        attacker.isEmpty() || victim.isEmpty() ? List.of() : List.of(attacker, victim),
        attacker,
        victim,
        port,
        opinion,
        opinion.isPresent() && opinion.get().anomalous()
            ? Decision.CONFIRMED_ANOMALY
            : Decision.SUSPICIOUS,
        "said of one window");
  }

  public static List<Incident> incidents(Detection... detections) {
    IncidentCorrelator correlator = new IncidentCorrelator();
    List<Incident> incidents = new ArrayList<>();
    for (Detection detection : detections) {
      incidents.addAll(correlator.add(detection));
    }
    incidents.addAll(correlator.end());
    incidents.sort(Comparator.comparingLong(Incident::firstWindow));
    return incidents;
  }
}
