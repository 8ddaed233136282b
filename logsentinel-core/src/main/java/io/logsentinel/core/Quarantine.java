package io.logsentinel.core;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.baseline.BaselineLearner.Generation.Held;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What speaks against learning from the last windows: alarms, incidents, and the entities that
 * alarms told of.
 *
 * <p>An entity that is usual in the baseline says nothing by being there, such as a server that is
 * scanned. One that is not is watched: windows that list it are held back, those before the alarm
 * too, for as long as it does not stay away. So what was told once is not learned while it goes on,
 * though an adaptive detector has got used to it.
 */
final class Quarantine {
  /** Share of the baseline's windows from which on an entity is usual there. */
  private static final double USUAL = 0.05;

  private static final Comparator<Map.Entry<Entity, Long>> BY_AGE =
      Map.Entry.<Entity, Long>comparingByValue()
          .thenComparing(each -> each.getKey().kind())
          .thenComparing(each -> each.getKey().first())
          .thenComparing(each -> each.getKey().second());

  /** Windows that are looked back at. */
  private final long span;

  private final TreeSet<Long> alarmed = new TreeSet<>();

  /** The last window of an incident by its first. */
  private final TreeMap<Long, Long> incidents = new TreeMap<>();

  /** By entity that an alarm told of, the last window that told of it or listed it. */
  private final Map<Entity, Long> watched = new HashMap<>();

  /** The first window that may train. */
  private long from;

  /** Why a window does not train. */
  record Reason(Held held, Optional<Entity> entity) {
    Reason(Held held) {
      this(held, Optional.empty());
    }
  }

  Quarantine(long span) {
    this.span = span;
  }

  /**
   * Takes the next window that was judged.
   *
   * @param alarming up to this one so many windows alarm together; 0 where none does
   */
  void judged(Profile profile, long alarming) {
    long window = profile.windowId();
    for (long each = Math.max(window - span, window - alarming + 1); each <= window; each++) {
      alarmed.add(each);
    }
    if (!watched.isEmpty()) {
      listed(profile).forEach(entity -> watched.computeIfPresent(entity, (any, before) -> window));
    }
    alarmed.headSet(window - span).clear();
    incidents.values().removeIf(last -> last < window - span);
    watched.values().removeIf(last -> last < window - span);
  }

  /** Takes a detection, whose window was judged just before. */
  void told(Detection detection, Detector detector) {
    Set<Entity> told = new HashSet<>();
    for (String address : detection.entities()) {
      told.add(Entity.source(address));
      told.add(Entity.destination(address));
    }
    String port = detection.port();
    told.add(Entity.pair(detection.attacker(), detection.victim()));
    told.add(Entity.service(detection.victim(), port));
    told.add(new Entity(EntityKind.CLIENT, port, detection.attacker()));
    told.add(new Entity(EntityKind.PORT, port, ""));
    for (Evidence evidence : detection.finding().evidence()) {
      if (evidence.contribution() > 0) {
        evidence.entity().ifPresent(told::add);
      }
    }
    told.removeIf(entity -> detector.share(entity) >= USUAL);
    told.forEach(entity -> watched.put(entity, detection.profile().windowId()));
  }

  /** Takes an incident as it is by now. */
  void told(Incident incident) {
    incidents.put(incident.firstWindow(), incident.lastWindow());
  }

  /** Has only windows from a later one on train. */
  void beginAt(long window) {
    from = window;
  }

  /** {@return why a window does not train; empty where nothing speaks against it} */
  Optional<Reason> heldBack(Profile profile) {
    long window = profile.windowId();
    if (window < from) {
      return Optional.of(new Reason(Held.BEFORE_ROLLBACK));
    }
    if (alarmed.contains(window)) {
      return Optional.of(new Reason(Held.ALARM));
    }
    if (incidents.headMap(window, true).values().stream().anyMatch(last -> last >= window)) {
      return Optional.of(new Reason(Held.INCIDENT));
    }
    return listed(profile)
        .filter(watched::containsKey)
        .findFirst()
        .map(entity -> new Reason(Held.SUSPECT, Optional.of(entity)));
  }

  private static Stream<Entity> listed(Profile profile) {
    return profile.entities().values().stream().flatMap(List::stream).map(EntityStats::entity);
  }

  /** Goes on with what {@link #write} wrote. */
  void read(JsonReader json) throws IOException {
    json.beginObject();
    StrictJson.name(json, "from");
    from = StrictJson.whole(json);
    alarmed.addAll(StrictJson.list(json, "alarmed", StrictJson::whole));
    StrictJson.list(
        json,
        "incidents",
        each -> {
          each.beginArray();
          incidents.put(StrictJson.whole(each), StrictJson.whole(each));
          each.endArray();
          return incidents;
        });
    StrictJson.list(
        json,
        "watched",
        each -> {
          each.beginArray();
          watched.put(Entity.read(each), StrictJson.whole(each));
          each.endArray();
          return watched;
        });
    json.endObject();
  }

  void write(JsonWriter json) {
    json.beginObject();
    json.name("from").value(from);
    json.name("alarmed").beginArray();
    alarmed.forEach(json::value);
    json.endArray();
    json.name("incidents");
    json.array(
        incidents.entrySet(),
        each -> json.beginArray().value(each.getKey()).value(each.getValue()).endArray());
    json.name("watched");
    json.array(
        watched.entrySet().stream().sorted(BY_AGE).toList(),
        each -> {
          json.beginArray();
          each.getKey().write(json);
          json.value(each.getValue()).endArray();
        });
    json.endObject();
  }
}
