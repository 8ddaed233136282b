package io.logsentinel.cli.output;

import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Formats of events. All but CSV have a line per event. */
public enum EventFormat {
  /** Lines of JSON with the names of our own artifacts. */
  NDJSON,
  /** Documents of the Elastic Common Schema. */
  ECS,
  /** Detection Findings of the Open Cybersecurity Schema Framework. */
  OCSF,
  /** Lines of the Common Event Format. */
  CEF,
  /** Lines such as Suricata's {@code eve.json} has. */
  EVE,
  /** A table. */
  CSV;

  /** Writer of events in a format to one place. */
  @FunctionalInterface
  interface EventWriter {
    /** Writes an event. */
    void write(Event event) throws IOException;
  }

  /** {@return the name by which it is asked for, in lower case} */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return all names, for people} */
  static String words() {
    return Arrays.stream(values()).map(EventFormat::word).collect(Collectors.joining(", "));
  }

  /** {@return the format of a name, in upper or lower case} */
  static Optional<EventFormat> named(String word) {
    return Arrays.stream(values()).filter(it -> it.word().equalsIgnoreCase(word)).findFirst();
  }

  /** {@return the format that the name of a file tells; empty where it tells none} */
  static Optional<EventFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("eve.json")) {
      return Optional.of(EVE);
    }
    String ending = lower.substring(lower.lastIndexOf('.') + 1);
    return switch (ending) {
      case "ndjson", "jsonl" -> Optional.of(NDJSON);
      case "csv" -> Optional.of(CSV);
      case "cef" -> Optional.of(CEF);
      default -> Optional.empty();
    };
  }

  /**
   * {@return a writer of events; it neither flushes nor closes the stream}
   *
   * @param guarded whether no cell of a table may be taken for a formula
   */
  EventWriter writer(OutputStream out, boolean guarded) throws IOException {
    return switch (this) {
      case NDJSON -> json(out, NdjsonEvents::write);
      case ECS -> json(out, EcsEvents::write);
      case OCSF -> json(out, OcsfEvents::write);
      case EVE -> json(out, EveEvents::write);
      case CEF -> event -> out.write(bytes(CefEvents.line(event) + "\n"));
      case CSV -> {
        TableWriter<Event> table = CsvEvents.writer(out, guarded);
        yield table::write;
      }
    };
  }

  private static EventWriter json(OutputStream out, BiConsumer<JsonWriter, Event> members) {
    return event -> {
      JsonWriter json = JsonWriter.line();
      json.object(() -> members.accept(json, event)).moveTo(out);
      out.write('\n');
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
