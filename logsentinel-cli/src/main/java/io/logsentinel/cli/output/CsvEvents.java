package io.logsentinel.cli.output;

import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.text.TableWriter.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Events as rows of a table. A text that a spreadsheet would take for a formula has an apostrophe
 * before it, and so has one that begins with an apostrophe: what reads it takes off one.
 */
final class CsvEvents {
  private static final String TAKEN_FOR_FORMULAS = "=+-@\t\r\n'";

  private CsvEvents() {}

  /** {@return a writer, which has written the header} */
  static TableWriter<Event> writer(OutputStream out, boolean guarded) throws IOException {
    return new TableWriter<>(out, columns(guarded));
  }

  private static List<Column<Event>> columns(boolean guarded) {
    return List.of(
        new Column<>("event_id", Event::id),
        new Column<>("kind", Event::kind),
        new Column<>("incident", event -> event.incident().map(Incident::id).orElse("")),
        new Column<>("first_time", e -> e.times().areKnown() ? e.times().start() : ""),
        new Column<>("last_time", e -> e.times().areKnown() ? e.times().end() : ""),
        new Column<>("time_zone", event -> event.times().zone()),
        new Column<>("severity", event -> event.severity().name()),
        text(guarded, "likely_pattern", event -> event.naming().label()),
        new Column<>("confidence", event -> number(event.naming().confidence())),
        new Column<>("decision", event -> event.decision().words()),
        text(guarded, "source", event -> event.endpoints().source()),
        text(guarded, "destination", event -> event.endpoints().destination()),
        new Column<>("destination_port", CsvEvents::port),
        new Column<>("entities", CsvEvents::entities),
        new Column<>("attack_techniques", CsvEvents::techniques),
        text(guarded, "file", Event::file),
        new Column<>("first_window", event -> Long.toString(event.windows().get(0))),
        new Column<>("windows", event -> Integer.toString(event.windows().size())),
        new Column<>("flows", e -> e.incident().map(i -> Long.toString(i.flows())).orElse("")),
        new Column<>("p_value", event -> number(event, Incident::pValue)),
        new Column<>("score", event -> number(event, Incident::score)),
        text(guarded, "observed", event -> strongest(event).map(Observation::words).orElse("")),
        text(guarded, "reason", Event::message),
        text(guarded, "next_step", event -> event.naming().nextStep()));
  }

  private static Column<Event> text(boolean guarded, String name, Function<Event, String> text) {
    return new Column<>(
        name, event -> guarded ? cell(text.apply(event)) : Event.visible(text.apply(event)));
  }

  /** {@return a text from which one apostrophe is to be taken off where it begins with one} */
  static String cell(String any) {
    String text = Event.visible(any);
    boolean isTaken = !text.isEmpty() && TAKEN_FOR_FORMULAS.indexOf(text.charAt(0)) >= 0;
    return isTaken ? "'" + text : text;
  }

  private static String port(Event event) {
    return event.endpoints().port().isPresent()
        ? Integer.toString(event.endpoints().port().getAsInt())
        : "";
  }

  /** An address may hold any separator, so that only JSON keeps them apart. */
  private static String entities(Event event) {
    JsonWriter json = JsonWriter.line();
    json.objects(
        event.participants(),
        participant -> {
          json.name("address").value(participant.address());
          json.name("role").value(participant.role().name());
        });
    return new String(json.toBytes(), StandardCharsets.US_ASCII);
  }

  private static String techniques(Event event) {
    return event.naming().techniques().stream().map(Technique::id).collect(Collectors.joining(" "));
  }

  private static Optional<Observation> strongest(Event event) {
    return event.observations().stream().findFirst();
  }

  private static String number(Event event, ToDoubleFunction<Incident> number) {
    return event.incident().map(it -> NumberText.write(number.applyAsDouble(it))).orElse("");
  }

  private static String number(OptionalDouble number) {
    return number.isPresent() ? NumberText.write(number.getAsDouble()) : "";
  }
}
