package io.logsentinel.core;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.EntityTotals;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What speaks against learning from the last windows: those that alarmed, incidents, and the
 * entities that incidents told of.
 *
 * <p>An entity that is usual in the baseline says nothing by being there, such as a server that is
 * scanned. One that is not is watched: windows that list it are held back, those before the
 * incident too, for as long as it does not stay away. So what was told once is never learned while
 * it goes on, though the detector may have got used to it.
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

  /** By entity that an incident told of, the last window that told of it or listed it. */
  private final Map<Entity, Long> watched = new HashMap<>();

  /** The first window that may train. */
  private long from;

  /** Why a window does not train. */
  record Reason(Adaptation.Held held, Optional<Entity> entity) {
    Reason(Adaptation.Held held) {
      this(held, Optional.empty());
    }
  }

  Quarantine(long span) {
    this.span = span;
  }

  /** Takes the next window that was judged. */
  void judged(Profile profile, boolean alarms) {
    long window = profile.windowId();
    if (alarms) {
      alarmed.add(window);
    }
    if (!watched.isEmpty()) {
      forEach(profile, entity -> watched.computeIfPresent(entity, (any, last) -> window));
    }
    alarmed.headSet(window - span).clear();
    incidents.values().removeIf(last -> last < window - span);
    watched.values().removeIf(last -> last < window - span);
  }

  /** Takes an incident as it is by now. */
  void told(Incident incident, Detector detector) {
    long window = incident.lastWindow();
    incidents.put(incident.firstWindow(), window);
    for (Participant participant : incident.entities()) {
      watch(Entity.source(participant.address()), window, detector);
      watch(Entity.destination(participant.address()), window, detector);
    }
    for (EntityTotals talker : incident.talkers()) {
      watch(talker.entity(), window, detector);
    }
    for (Evidence evidence : incident.evidence()) {
      evidence.entity().ifPresent(entity -> watch(entity, window, detector));
    }
  }

  private void watch(Entity entity, long window, Detector detector) {
    if (detector.share(entity) < USUAL) {
      watched.merge(entity, window, Math::max);
    }
  }

  /** Has only windows from a later one on train. */
  void beginAt(long window) {
    from = window;
  }

  /** {@return why a window does not train; empty where nothing speaks against it} */
  Optional<Reason> heldBack(Profile profile) {
    long window = profile.windowId();
    if (window < from) {
      return Optional.of(new Reason(Adaptation.Held.BEFORE_ROLLBACK));
    }
    if (alarmed.contains(window)) {
      return Optional.of(new Reason(Adaptation.Held.ALARM));
    }
    if (incidents.headMap(window, true).values().stream().anyMatch(last -> last >= window)) {
      return Optional.of(new Reason(Adaptation.Held.INCIDENT));
    }
    for (List<EntityStats> listed : profile.entities().values()) {
      for (EntityStats count : listed) {
        if (watched.containsKey(count.entity())) {
          return Optional.of(new Reason(Adaptation.Held.SUSPECT, Optional.of(count.entity())));
        }
      }
    }
    return Optional.empty();
  }

  private static void forEach(Profile profile, Consumer<Entity> taker) {
    profile.entities().values().forEach(listed -> listed.forEach(it -> taker.accept(it.entity())));
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
