package io.logsentinel.core.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Streaming writer of JSON: numbers in their shortest form, an object or array open at a time. A
 * document is indented and UTF-8; text on one line is ASCII, everything else escaped. What is
 * written stays in memory until it is moved on.
 *
 * <p>That names and values alternate, and that what begins ends, is the caller's business.
 */
public final class JsonWriter {
  private static final String NAMED_CONTROLS = "\b\t\n\f\r";
  private static final String THEIR_NAMES = "btnfr";
  private static final int LONGEST_ESCAPE = "\\u0000".length();

  /** Below, a whole number is one as a double too, and written plain, without a text between. */
  private static final long PLAIN = 1_000_000_000_000_000L;

  /** Blanks per level; 0 for text on one line. */
  private final int indent;

  private byte[] text = new byte[1 << 12];
  private int length;
  private int depth;
  private boolean first;

  /** Of the member whose value comes next; null where none was written. */
  private String name;

  /**
   * Writer of a document that is an array of objects.
   *
   * @param <T> what becomes an object
   */
  public static final class Array<T> implements Closeable {
    private final OutputStream out;
    private final JsonWriter json = document().beginArray();
    private final BiConsumer<JsonWriter, T> members;

    /** Begins a document, whose bytes go to a stream that is neither flushed nor closed here. */
    public Array(OutputStream out, BiConsumer<JsonWriter, T> members) {
      this.out = out;
      this.members = members;
    }

    /** Writes an object. */
    public void write(T value) throws IOException {
      json.object(() -> members.accept(json, value)).moveTo(out);
    }

    /** Ends the array; what it was written to stays open. */
    @Override
    public void close() throws IOException {
      json.endArray().moveTo(out);
    }
  }

  private JsonWriter(int indent) {
    this.indent = indent;
  }

  /** {@return a writer of a document with four blanks per level, as artifacts have it} */
  public static JsonWriter document() {
    return document(4);
  }

  /** {@return a writer of a document with so many blanks per level, from 1} */
  public static JsonWriter document(int indent) {
    return new JsonWriter(indent);
  }

  /** {@return a writer of text on one line} */
  public static JsonWriter line() {
    return new JsonWriter(0);
  }

  /** Begins an object; its members come next. */
  public JsonWriter beginObject() {
    return begin('{');
  }

  /** Ends the object at hand. */
  public JsonWriter endObject() {
    return end('}');
  }

  /** Begins an array; its elements come next. */
  public JsonWriter beginArray() {
    return begin('[');
  }

  /** Ends the array at hand. */
  public JsonWriter endArray() {
    return end(']');
  }

  /** Begins a member of an object; its value comes next. */
  public JsonWriter name(String name) {
    separate();
    quote(name);
    put(':');
    if (indent > 0) {
      put(' ');
    }
    this.name = name;
    return this;
  }

  /** Writes a text; a lone surrogate becomes a question mark in a document. */
  public JsonWriter value(String value) {
    beforeValue();
    quote(value);
    return this;
  }

  /** Writes a whole number. */
  public JsonWriter value(long value) {
    return -PLAIN < value && value < PLAIN ? value((double) value) : word(Long.toString(value));
  }

  /** Writes a number, which must be finite: JSON has none for others. */
  public JsonWriter value(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          (name == null ? "an element" : name) + " must be finite but is " + value);
    }
    beforeValue();
    makeRoom(NumberText.LONGEST);
    length = NumberText.write(value, text, length);
    return this;
  }

  /** Writes a truth value. */
  public JsonWriter value(boolean value) {
    return word(Boolean.toString(value));
  }

  /** Writes a null. */
  public JsonWriter nullValue() {
    return word("null");
  }

  /** Writes an array of texts. */
  public JsonWriter values(List<String> values) {
    return array(values, this::value);
  }

  /** Writes an array of what is written of each element. */
  public <T> JsonWriter array(Iterable<T> elements, Consumer<T> element) {
    beginArray();
    elements.forEach(element);
    return endArray();
  }

  /** Writes an array of objects, of the members that are written of each element. */
  public <T> JsonWriter objects(Iterable<T> elements, Consumer<T> members) {
    return array(elements, element -> object(() -> members.accept(element)));
  }

  /** Writes an object of the members that are written. */
  public JsonWriter object(Runnable members) {
    beginObject();
    members.run();
    return endObject();
  }

  /** Writes a value that is JSON already, as it is. */
  public JsonWriter json(byte[] json) {
    beforeValue();
    put(json);
    return this;
  }

  private JsonWriter word(String ascii) {
    return json(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /** Moves what was written since the last time into a stream, which is not flushed. */
  public void moveTo(OutputStream out) throws IOException {
    out.write(text, 0, length);
    length = 0;
  }

  /** {@return the bytes of what was written since the last time} */
  public byte[] toBytes() {
    return Arrays.copyOf(text, length);
  }

  private JsonWriter begin(char bracket) {
    beforeValue();
    put(bracket);
    depth++;
    first = true;
    return this;
  }

  private JsonWriter end(char bracket) {
    depth--;
    if (!first) {
      breakLine();
    }
    first = false;
    put(bracket);
    return this;
  }

  private void beforeValue() {
    if (name == null) {
      separate();
    }
    name = null;
  }

  private void separate() {
    if (depth > 0) {
      if (!first) {
        put(',');
      }
      breakLine();
    }
    first = false;
  }

  private void breakLine() {
    if (indent > 0) {
      put('\n');
      for (int blanks = indent * depth; blanks > 0; blanks--) {
        put(' ');
      }
    }
  }

  private void quote(String value) {
    makeRoom(LONGEST_ESCAPE * value.length() + 2);
    put('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c >= ' ' && c <= '~') {
        text[length++] = (byte) c;
      } else if (indent == 0) {
        escape(c);
      } else {
        i += putUnicode(value, i);
      }
    }
    put('"');
  }

  /** Puts a character as UTF-8, or escaped; returns how many surrogates followed it. */
  private int putUnicode(String value, int at) {
    char c = value.charAt(at);
    int named = NAMED_CONTROLS.indexOf(c);
    if (named >= 0) {
      put('\\');
      put(THEIR_NAMES.charAt(named));
    } else if (c < ' ' || c == '\u2028' || c == '\u2029') { // JavaScript takes these as line ends
      escape(c);
    } else {
      int end = value.offsetByCodePoints(at, 1);
      put(value.substring(at, end).getBytes(StandardCharsets.UTF_8));
      return end - at - 1;
    }
    return 0;
  }

  private void escape(char c) {
    put('\\');
    put('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(Character.forDigit(c >> shift & 0xF, 16));
    }
  }

  private void put(char ascii) {
    makeRoom(1);
    text[length++] = (byte) ascii;
  }

  private void put(byte[] bytes) {
    makeRoom(bytes.length);
    System.arraycopy(bytes, 0, text, length, bytes.length);
    length += bytes.length;
  }

  private void makeRoom(int bytes) {
    if (text.length - length < bytes) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + bytes));
    }
  }
}
