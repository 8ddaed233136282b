package io.logsentinel.core.incident;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Alert correlation over the detections of one file, in the order of their windows.
 *
 * <p>A detection goes on with an open incident of its family and of one of its addresses; else it
 * opens one. An incident is over when its last window lies further back than a gap may be long.
 * Then it becomes part of another near it whose edge it is, or it is final. Windows that hardly
 * alarm are none, where they are alone or no more than come by chance.
 *
 * <p>A final incident never changes: no later detection is of it, and its windows are of no other.
 * So what is returned for some detections is the same whatever follows them. It becomes final with
 * the first detection that lies more than 15 windows behind its last one (three gaps: its own, and
 * those before and within a small incident that might turn out to be part of it), mostly sooner. Of
 * blocks of windows that are judged as one it becomes final five blocks behind. Incidents become
 * final in any order; sort those of a file by {@link Incident#firstWindow()} where that matters.
 *
 * <p>Holds sums of what is open, nothing of what is final; not safe for use by several threads.
 */
public final class IncidentCorrelator {
  /** In the order of their first windows. */
  private final List<OpenIncident> open = new ArrayList<>();

  private long latest = -1;
  private long lone;

  private final boolean zoned;

  /** Begins a file whose flows' times are in UTC. */
  public IncidentCorrelator() {
    this(true);
  }

  /**
   * Begins a file.
   *
   * @param zoned whether the zone of the flows' times is known: sentences state UTC only then
   */
  public IncidentCorrelator(boolean zoned) {
    this.zoned = zoned;
  }

  /**
   * {@return a correlator that goes on where another one was written}
   *
   * @param json stands before what {@link #write} wrote
   * @param file name of the windowed file
   * @param zoned whether the zone of the flows' times is known
   * @throws IOException if something else stands there; the message says where
   */
  public static IncidentCorrelator read(JsonReader json, String file, boolean zoned)
      throws IOException {
    IncidentCorrelator correlator = new IncidentCorrelator(zoned);
    json.beginObject();
    StrictJson.name(json, "latest");
    correlator.latest = StrictJson.signed(json);
    StrictJson.name(json, "lone");
    correlator.lone = StrictJson.whole(json);
    correlator.open.addAll(StrictJson.list(json, "open", each -> new OpenIncident(file, each)));
    json.endObject();
    return correlator;
  }

  /**
   * Writes what is open, as an object; what is final is not of it any more.
   *
   * @param json takes it as its next value
   */
  public void write(JsonWriter json) {
    json.beginObject();
    json.name("latest").value(latest);
    json.name("lone").value(lone);
    json.name("open").array(open, it -> it.write(json));
    json.endObject();
  }

  /**
   * {@return the incidents that are final after the next detection, which is in none of them, in
   * the order of their first windows}
   *
   * @param detection of a later window of the same file than those before
   * @throws IllegalArgumentException if the window is not a later one
   */
  public List<Incident> add(Detection detection) {
    long window = detection.profile().windowId();
    if (window <= latest) {
      String order = window + " comes after " + latest;
      throw new IllegalArgumentException(
          "detections must come in the order of their windows, but " + order);
    }
    latest = window;
    List<Incident> settled = settle(window);
    open.stream()
        .filter(incident -> !CorrelationRules.isOver(incident, window))
        .filter(incident -> CorrelationRules.goesOn(incident, detection))
        .max(
            Comparator.comparing((OpenIncident incident) -> sharesBoth(incident, detection))
                .thenComparing(OpenIncident::last))
        .ifPresentOrElse(
            incident -> incident.add(detection), () -> open.add(new OpenIncident(detection)));
    return settled;
  }

  private static boolean sharesBoth(OpenIncident incident, Detection detection) {
    return incident.sources.contains(detection.attacker())
        && incident.destinations.contains(detection.victim());
  }

  /**
   * {@return all incidents that {@link #add} did not return, in the order of their first windows}
   * Ends the file.
   */
  public List<Incident> end() {
    return settle(Long.MAX_VALUE);
  }

  /**
   * {@return whether a detection is in an incident even where it is alone} Its p-value is below
   * 0.001, or, where its pattern {@linkplain AttackPattern#isAttack is no attack}, below 0.00001.
   *
   * @param pValue of the detection
   * @param pattern what it looks like
   */
  public static boolean isToldAlone(double pValue, AttackPattern pattern) {
    return pValue < CombinedPValues.leastTold(pattern);
  }

  /**
   * {@return how many detections are in no incident: those not {@linkplain #isToldAlone told
   * alone}, that are alone or few together; of all once {@link #end} was called, before that of
   * those that are settled}
   */
  public long lone() {
    return lone;
  }

  /**
   * {@return the incidents that are not final, as they are by now, in the order of their first
   * windows} Lone detections of which there may be no incident are not among them.
   */
  public List<Incident> open() {
    return open.stream()
        .filter(OpenIncident::isTold)
        .map(incident -> IncidentSummary.of(incident, zoned))
        .toList();
  }

  private List<Incident> settle(long window) {
    while (uniteOne(window)) {
      // what is united may be part of another, or another of it
    }
    List<Incident> settled = new ArrayList<>();
    for (OpenIncident incident : List.copyOf(open)) {
      if (CorrelationRules.isOver(incident, window) && !waits(incident, window)) {
        open.remove(incident);
        if (incident.isTold()) {
          settled.add(IncidentSummary.of(incident, zoned));
        } else {
          lone += incident.windows.size();
        }
      }
    }
    return settled;
  }

  /** Makes the first incident that is over part of another; false where there is none. */
  private boolean uniteOne(long window) {
    for (OpenIncident incident : open) {
      Optional<OpenIncident> whole =
          CorrelationRules.isOver(incident, window) ? wholeOf(incident) : Optional.empty();
      if (whole.isPresent()) {
        unite(incident, whole.get());
        return true;
      }
    }
    return false;
  }

  private Optional<OpenIncident> wholeOf(OpenIncident part) {
    return open.stream()
        .filter(other -> other != part && CorrelationRules.isNear(part, other))
        .filter(other -> CorrelationRules.belongs(part, other))
        .max(
            Comparator.comparingDouble(OpenIncident::score).thenComparing(other -> -other.first()));
  }

  private void unite(OpenIncident part, OpenIncident whole) {
    boolean partIsFirst = part.first() < whole.first();
    OpenIncident first = partIsFirst ? part : whole;
    OpenIncident second = partIsFirst ? whole : part;
    first.add(second);
    open.remove(second);
  }

  /** One that is not over, and small, may yet turn out to be the edge of an incident. */
  private boolean waits(OpenIncident incident, long window) {
    return open.stream()
        .filter(other -> other != incident && !CorrelationRules.isOver(other, window))
        .anyMatch(
            other -> CorrelationRules.isSmall(other) && CorrelationRules.isNear(incident, other));
  }
}
