package io.logsentinel.core.incident;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityStats;
import java.io.IOException;
import java.util.List;

/**
 * Incident: detections of one story, with attackers and victims, times and confidence.
 *
 * @param id 12 hexadecimal digits that follow from file, first window and its time, where it has
 *     one
 * @param file name of the windowed file
 * @param pattern what it looks like: that of most evidence among its windows; {@link
 *     AttackPattern#UNKNOWN} where no flows were counted of it
 * @param named patterns of its family that its windows were given, those of the most windows first:
 *     what one attacker did in turn is one story
 * @param severity by how unlikely, how much and how sure it is
 * @param confidence the chance that it is an attack and rightly named, 0 to 1
 * @param decision confirmed where a forest agrees in at least half of its windows
 * @param windows numbers of the windows that alarmed, rising
 * @param firstTime the earliest time of these windows' flows, in milliseconds from 1970 UTC; {@link
 *     FlowBatch#NO_TIME} where the input has none
 * @param lastTime the latest, likewise
 * @param windowFlows flows of these windows, benign ones included
 * @param flows flows of the incident itself, as its sentence tells them: those from attacker to
 *     victim, or to the service; 0 where these are not listed
 * @param pValue the smallest of its windows
 * @param score the largest of its windows
 * @param entities who did it and to whom, at most ten; where nobody's part is known, those who
 *     stood out most
 * @param more how many more than these have the same part, at least
 * @param ports destination ports, likewise; empty for a vertical scan
 * @param evidence of each channel the strongest over the windows, the strongest first, at most ten
 * @param metrics the same of the window's own metrics, at most five
 * @param talkers what attackers, victims and their services add up to, the most flows first, at
 *     most ten
 * @param reason one sentence
 */
public record Incident(
    String id,
    String file,
    AttackPattern pattern,
    List<Named> named,
    Severity severity,
    double confidence,
    Decision decision,
    List<Long> windows,
    long firstTime,
    long lastTime,
    long windowFlows,
    long flows,
    double pValue,
    double score,
    List<Participant> entities,
    long more,
    List<String> ports,
    List<Evidence> evidence,
    List<Evidence> metrics,
    List<EntityTotals> talkers,
    String reason) {

  public Incident {
    named = List.copyOf(named);
    windows = List.copyOf(windows);
    entities = List.copyOf(entities);
    ports = List.copyOf(ports);
    evidence = List.copyOf(evidence);
    metrics = List.copyOf(metrics);
    talkers = List.copyOf(talkers);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("an incident must have a window but has none");
    }
  }

  /**
   * Pattern that windows of an incident were given.
   *
   * @param pattern that they were given
   * @param windows how many, from 1
   */
  public record Named(AttackPattern pattern, int windows) {}

  /** Part of an address in an incident. */
  public enum Role {
    /** It acts against others: a scanner, a flooder, who steers a bot. */
    ATTACKER,
    /** It is acted against: a scanned or flooded host, an infected one. */
    VICTIM,
    /** It stood out; which part it has is not known. */
    INVOLVED
  }

  /**
   * Address that has a part in an incident.
   *
   * @param address as the flows have it, any text
   * @param role its part
   * @param windows in how many of the incident's windows it stood out, from 1
   */
  public record Participant(String address, Role role, int windows) {}

  /** {@return the number of the first window that alarmed within the file, from 0} */
  public long firstWindow() {
    return windows.get(0);
  }

  /** {@return the number of the last window that alarmed within the file, from 0} */
  public long lastWindow() {
    return windows.get(windows.size() - 1);
  }

  /**
   * Sums of an entity over those windows of an incident in which it stood out.
   *
   * @param entity an address, a pair of them or a service
   * @param windows how many windows, from 1
   * @param flows sum of its flows
   * @param packets sum over both directions
   * @param bytes sum of the payload of both directions
   * @param peers the most distinct peers in one window: distinct ones do not add up
   * @param ports the most distinct destination ports in one window
   */
  public record EntityTotals(
      Entity entity,
      int windows,
      long flows,
      double packets,
      double bytes,
      long peers,
      long ports) {

    static EntityTotals of(EntityStats count) {
      return new EntityTotals(
          count.entity(),
          1,
          count.flows(),
          count.packets(),
          count.bytes(),
          count.peers(),
          count.ports());
    }

    static EntityTotals read(JsonReader json) throws IOException {
      json.beginArray();
      EntityTotals totals =
          new EntityTotals(
              Entity.read(json),
              StrictJson.count(json),
              StrictJson.whole(json),
              StrictJson.number(json),
              StrictJson.number(json),
              StrictJson.whole(json),
              StrictJson.whole(json));
      json.endArray();
      return totals;
    }

    void write(JsonWriter json) {
      json.beginArray();
      entity.write(json);
      json.value(windows).value(flows).value(packets).value(bytes).value(peers).value(ports);
      json.endArray();
    }

    /** {@return the totals of the same entity over these windows and others} */
    EntityTotals plus(EntityTotals other) {
      return new EntityTotals(
          entity,
          windows + other.windows,
          flows + other.flows,
          limited(packets + other.packets),
          limited(bytes + other.bytes),
          Math.max(peers, other.peers),
          Math.max(ports, other.ports));
    }

    /** As in profiles: what is beyond all doubles is as large as can be. */
    private static double limited(double sum) {
      return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum));
    }
  }
}
