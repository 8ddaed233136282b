package io.logsentinel.cli.output;

import io.logsentinel.core.text.JsonWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Events as documents of the Elastic Common Schema: its fields alone, and {@code logsentinel.*}.
 */
final class EcsEvents {
  private static final String VERSION = "9.4.0";
  private static final long NANOSECONDS = 1_000_000;

  /** With milliseconds in any case: shippers take no time for one without. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  private EcsEvents() {}

  static void write(JsonWriter json, Event event) {
    if (event.times().areKnown()) {
      json.name("@timestamp").value(time(event.times().first()));
    }
    json.name("ecs").object(() -> json.name("version").value(VERSION));
    json.name("message").value(event.message());
    json.name("event").object(() -> writeEvent(json, event));
    json.name("rule").object(() -> writeRule(json, event));
    json.name("observer")
        .object(
            () -> {
              json.name("vendor").value(Product.NAME);
              json.name("product").value(Product.NAME);
              json.name("type").value("ids");
              json.name("version").value(Product.version());
            });
    Endpoints endpoints = event.endpoints();
    if (!endpoints.source().isEmpty()) {
      json.name("source").object(() -> writeAddress(json, endpoints.source()));
    }
    if (!endpoints.destination().isEmpty()) {
      json.name("destination")
          .object(
              () -> {
                writeAddress(json, endpoints.destination());
                endpoints.port().ifPresent(port -> json.name("port").value(port));
              });
    }
    writeRelated(json, event);
    if (!event.naming().techniques().isEmpty()) {
      json.name("threat").object(() -> writeThreat(json, event.naming().techniques()));
    }
    json.name("logsentinel").object(() -> NdjsonEvents.writeMembers(json, event));
  }

  private static void writeEvent(JsonWriter json, Event event) {
    json.name("id").value(event.id());
    json.name("kind").value("alert");
    json.name("category").values(List.of("network", "intrusion_detection"));
    json.name("type").values(List.of("info"));
    json.name("module").value("logsentinel");
    json.name("dataset").value("logsentinel." + event.kind());
    json.name("provider").value("logsentinel");
    json.name("action").value(event.naming().category());
    json.name("code").value(event.naming().code());
    json.name("reason").value(event.message());
    int score = Grade.of(event.severity()).score();
    json.name("severity").value(score);
    json.name("risk_score").value(score);
    if (event.times().areKnown()) {
      json.name("start").value(time(event.times().first()));
      json.name("end").value(time(event.times().last()));
      json.name("duration").value((event.times().last() - event.times().first()) * NANOSECONDS);
    }
  }

  private static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
  }

  private static void writeRule(JsonWriter json, Event event) {
    json.name("id").value(event.naming().code());
    json.name("name").value(event.naming().label());
    json.name("category").value(event.naming().category());
    json.name("ruleset").value("logsentinel");
  }

  private static void writeAddress(JsonWriter json, String address) {
    json.name("address").value(address);
    Address.ip(address).ifPresent(ip -> json.name("ip").value(ip));
  }

  private static void writeRelated(JsonWriter json, Event event) {
    List<String> all =
        Stream.concat(
                Stream.of(event.endpoints().source(), event.endpoints().destination()),
                event.participants().stream().map(participant -> participant.address()))
            .toList();
    List<String> ips = Address.ips(all);
    List<String> hosts = Address.names(all);
    if (ips.isEmpty() && hosts.isEmpty()) {
      return;
    }
    json.name("related").beginObject();
    if (!ips.isEmpty()) {
      json.name("ip").values(ips);
    }
    if (!hosts.isEmpty()) {
      json.name("hosts").values(hosts);
    }
    json.endObject();
  }

  private static void writeThreat(JsonWriter json, List<Technique> candidates) {
    json.name("framework").value("MITRE ATT&CK");
    List<Technique> techniques = Technique.parents(candidates);
    json.name("tactic")
        .object(
            () -> {
              json.name("id").values(texts(techniques, Technique::tacticId));
              json.name("name").values(texts(techniques, Technique::tacticName));
            });
    json.name("technique").beginObject();
    writeTechniques(json, techniques);
    List<Technique> subs = candidates.stream().filter(Technique::isSub).toList();
    if (!subs.isEmpty()) {
      json.name("subtechnique").object(() -> writeTechniques(json, subs));
    }
    json.endObject();
  }

  private static void writeTechniques(JsonWriter json, List<Technique> techniques) {
    json.name("id").values(texts(techniques, Technique::id));
    json.name("name").values(texts(techniques, Technique::name));
    json.name("reference").values(texts(techniques, Technique::reference));
  }

  private static List<String> texts(List<Technique> techniques, Function<Technique, String> text) {
    return techniques.stream().map(text).filter(it -> !it.isEmpty()).distinct().toList();
  }
}
