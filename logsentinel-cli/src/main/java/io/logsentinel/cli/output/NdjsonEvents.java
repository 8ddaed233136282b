package io.logsentinel.cli.output;

import io.logsentinel.core.text.JsonWriter;

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
    OwnMembers.write(json, event);
  }
}
