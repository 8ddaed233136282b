package io.logsentinel.flink;

import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.RejectedRow;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.text.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** What could not be read, as objects of JSON, a line each: where, how much of it, and why. */
final class RejectedText {
  /** Characters of a message that are shown. */
  private static final int SHOWN = 1000;

  private RejectedText() {}

  private static byte[] line(Consumer<JsonWriter> members) {
    JsonWriter json = JsonWriter.line().beginObject();
    members.accept(json);
    return json.endObject().toBytes();
  }

  /** {@return the rows of a file that are no flows, a line for each reason} */
  static byte[] of(String file, RowCounts counts) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (Map.Entry<Rejection, Long> rejected : counts.rejected().entrySet()) {
      RejectedRow first = counts.first().get(rejected.getKey());
      text.write(
          line(
              json -> {
                json.name("file").value(file);
                json.name("reason").value(rejected.getKey().words());
                json.name("rows").value(rejected.getValue());
                if (first != null) {
                  json.name("first_line").value(first.line());
                  json.name("first").value(first.what());
                }
              }));
      text.write('\n');
    }
    return text.toByteArray();
  }

  /** {@return a file that gives no flows} */
  static byte[] of(String file, FlowFileException failure) {
    return line(
        json -> {
          json.name("file").value(file);
          json.name("reason").value(failure.getMessage());
          json.name("rows").value(failure.counts() == null ? 0 : failure.counts().read());
        });
  }

  /** {@return a message of a sensor that is no flow} */
  static String of(String sensor, byte[] message, String reason) {
    String text = new String(message, StandardCharsets.UTF_8);
    return new String(
        line(
            json -> {
              json.name("sensor").value(sensor);
              json.name("reason").value(reason);
              json.name("bytes").value(message.length);
              json.name("message").value(text.substring(0, Math.min(text.length(), SHOWN)));
            }),
        StandardCharsets.US_ASCII);
  }

  /** {@return something else that cannot be used, such as a damaged baseline} */
  static String of(String what, String reason) {
    return new String(
        line(json -> json.name("what").value(what).name("reason").value(reason)),
        StandardCharsets.US_ASCII);
  }
}
