package io.logsentinel.core.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BiConsumer;

/**
 * Writer of a JSON document that is an array of objects.
 *
 * @param <T> what becomes an object
 */
public final class JsonArrayWriter<T> implements Closeable {
  private final OutputStream out;
  private final JsonWriter json = JsonWriter.document().beginArray();
  private final BiConsumer<JsonWriter, T> members;

  /** Begins a document, whose bytes go to a stream that is neither flushed nor closed here. */
  public JsonArrayWriter(OutputStream out, BiConsumer<JsonWriter, T> members) {
    this.out = out;
    this.members = members;
  }

  /** Writes an object. */
  public void write(T value) throws IOException {
    json.beginObject();
    members.accept(json, value);
    json.endObject();
    json.moveTo(out);
  }

  /** Ends the array; what it was written to stays open. */
  @Override
  public void close() throws IOException {
    json.endArray();
    json.moveTo(out);
  }
}
