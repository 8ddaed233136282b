package io.logsentinel.cli.output;

import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.JsonWriter;
import java.util.Locale;

/** Events as our own lines of JSON: flat members, with the names of {@code incidents.json}. */
final class NdjsonEvents {
  private NdjsonEvents() {}

  static void write(JsonWriter json, Event event) {
    json.name("event_id").value(event.id());
    if (event.times().areKnown()) {
      json.name("first_time").value(event.times().start());
      json.name("last_time").value(event.times().end());
    }
    Endpoints endpoints = event.endpoints();
    if (!endpoints.source().isEmpty()) {
      json.name("source").value(endpoints.source());
    }
    if (!endpoints.destination().isEmpty()) {
      json.name("destination").value(endpoints.destination());
    }
    endpoints.port().ifPresent(port -> json.name("destination_port").value(port));
    json.name("reason").value(event.message());
    writeMembers(json, event);
  }

  /**
   * The members that no schema but ours has: those of {@code logsentinel} in an ECS document, in an
   * EVE line, and, but for the evidence, in what OCSF leaves unmapped.
   */
  static void writeMembers(JsonWriter json, Event event) {
    writeOutline(json, event);
    json.name("evidence").objects(event.observations(), observation -> write(json, observation));
  }

  /** All but the evidence, for a schema that has a place for that. */
  static void writeOutline(JsonWriter json, Event event) {
    json.name("kind").value(event.kind());
    event.activity().ifPresent(activity -> json.name("activity").value(activity.word()));
    event.incident().ifPresent(incident -> json.name("id").value(incident.id()));
    json.name("file").value(event.file());
    json.name("windows").array(event.windows(), json::value);
    json.name("time_zone").value(event.times().zone());
    json.name("severity").value(event.severity().name());
    json.name("likely_pattern").value(event.naming().label());
    json.name("decision").value(event.decision().words());
    event.incident().ifPresent(incident -> write(json, incident));
    event.alert().ifPresent(alert -> write(json, alert));
    event.drift().map(Drift::verdict).ifPresent(v -> json.name("drift").value(lower(v)));
    if (!event.observations().isEmpty()) {
      json.name("strongest").object(() -> write(json, event.observations().get(0)));
    }
    json.name("next_step").value(event.naming().nextStep());
  }

  private static void write(JsonWriter json, Incident incident) {
    json.name("confidence").value(incident.confidence());
    json.name("p_value").value(incident.pValue());
    json.name("score").value(incident.score());
    json.name("window_flows").value(incident.windowFlows());
    json.name("flows").value(incident.flows());
    json.name("entities");
    json.objects(
        incident.entities(),
        participant -> {
          json.name("address").value(participant.address());
          json.name("role").value(participant.role().name());
          json.name("windows").value(participant.windows());
        });
    json.name("more_entities").value(incident.more());
    json.name("ports").values(incident.ports());
    json.name("attack_techniques").values(incident.pattern().techniques());
  }

  private static void write(JsonWriter json, Alert alert) {
    json.name("anomaly_index").value(Observation.limited(alert.anomalyIndex()));
    json.name("max_z_score").value(Observation.limited(alert.maxZScore()));
    json.name("trend").value(alert.trendText());
    json.name("window_flows").value(alert.window().totalFlows());
  }

  private static void write(JsonWriter json, Observation observation) {
    json.name("measure").value(observation.measure());
    json.name("kind").value(observation.kind());
    if (!observation.target().isEmpty()) {
      json.name("entity").value(observation.target());
    }
    json.name("observed").value(observation.observed());
    json.name("expected").value(observation.expected());
    json.name("typical_low").value(observation.low());
    json.name("typical_high").value(observation.high());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
