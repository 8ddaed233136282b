package io.logsentinel.flink;

import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.FirstRow;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.text.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What could not be read, as objects of JSON, a line each: where, how much of it, and why. */
final class RejectedText {
  /** Characters of a message that are shown. */
  private static final int SHOWN = 1000;

  private RejectedText() {}

  private static String line(String part, String name, String reason, Consumer<JsonWriter> more) {
    JsonWriter json = JsonWriter.line().beginObject();
    json.name(part).value(name);
    json.name("reason").value(reason);
    more.accept(json);
    return new String(json.endObject().toBytes(), StandardCharsets.US_ASCII);
  }

  /** {@return the rows of a file that are no flows, a line for each reason} */
  static List<String> of(String file, RowCounts counts) {
    List<String> lines = new ArrayList<>();
    counts
        .rejected()
        .forEach(
            (reason, rows) -> {
              FirstRow first = counts.first().get(reason);
              Consumer<JsonWriter> more =
                  json -> {
                    json.name("rows").value(rows);
                    if (first != null) {
                      json.name("first_line").value(first.line());
                      json.name("first").value(first.what());
                    }
                  };
              lines.add(line("file", file, reason.words(), more));
            });
    return lines;
  }

  /** {@return a file that gives no flows} */
  static String of(String file, FlowFileException failure) {
    long rows = failure.counts() == null ? 0 : failure.counts().read();
    return line("file", file, failure.getMessage(), json -> json.name("rows").value(rows));
  }

  /** {@return a message of a sensor that is no flow} */
  static String of(String sensor, byte[] message, String reason) {
    String text = new String(message, StandardCharsets.UTF_8);
    return line(
        "sensor",
        sensor,
        reason,
        json -> {
          json.name("bytes").value(message.length);
          json.name("message").value(text.substring(0, Math.min(text.length(), SHOWN)));
        });
  }

  /** {@return something else that cannot be used, such as a damaged baseline} */
  static String of(String what, String reason) {
    return line("what", what, reason, json -> {});
  }
}
