package io.logsentinel.cli.output;

import io.logsentinel.core.text.JsonWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Events as lines of type {@code alert} such as Suricata's {@code eve.json} has. */
final class EveEvents {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxx", Locale.ROOT);

  /** Numbers of signatures that Suricata leaves to everybody's own. */
  private static final int FIRST_SIGNATURE = 1_000_000;

  private static final int SIGNATURES = 900_000;

  private static final List<String> LEVELS = List.of("Low", "Medium", "High");

  private EveEvents() {}

  static void write(JsonWriter json, Event event) {
    if (event.times().areKnown()) {
      json.name("timestamp").value(time(event.times().first()));
    }
    json.name("event_type").value("alert");
    Endpoints endpoints = event.endpoints();
    if (!endpoints.source().isEmpty()) {
      json.name("src_ip").value(canonical(endpoints.source()));
    }
    if (!endpoints.destination().isEmpty()) {
      json.name("dest_ip").value(canonical(endpoints.destination()));
    }
    endpoints.port().ifPresent(port -> json.name("dest_port").value(port));
    json.name("alert").object(() -> writeAlert(json, event));
    if (event.times().areKnown()) {
      json.name("flow")
          .object(
              () -> {
                json.name("start").value(time(event.times().first()));
                json.name("end").value(time(event.times().last()));
              });
    }
    json.name("logsentinel")
        .object(
            () -> {
              json.name("event_id").value(event.id());
              json.name("reason").value(event.message());
              NdjsonEvents.writeMembers(json, event);
            });
  }

  private static void writeAlert(JsonWriter json, Event event) {
    json.name("action").value("allowed");
    json.name("gid").value(1);
    json.name("signature_id").value(signature(event.kind(), event.naming().code()));
    json.name("rev").value(1);
    json.name("signature").value("LogSentinel " + event.naming().label());
    json.name("category").value(event.naming().category());
    json.name("severity").value(Grade.of(event.severity()).eve());
    json.name("metadata").beginObject();
    json.name("confidence").values(List.of(LEVELS.get(event.naming().level() - 1)));
    List<Technique> techniques = event.naming().techniques();
    if (!techniques.isEmpty()) {
      json.name("mitre_technique_id").values(techniques.stream().map(Technique::id).toList());
      json.name("mitre_technique_name").values(techniques.stream().map(Technique::name).toList());
    }
    json.endObject();
  }

  private static String canonical(String address) {
    return Address.ip(address).orElse(address);
  }

  /** {@return a number that follows from the name, so that further patterns change none} */
  static int signature(String kind, String code) {
    return FIRST_SIGNATURE + Math.floorMod((kind + " " + code).hashCode(), SIGNATURES);
  }

  private static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
  }
}
