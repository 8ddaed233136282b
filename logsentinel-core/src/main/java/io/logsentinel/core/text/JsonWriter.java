package io.logsentinel.core.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private @Nullable String name;

  /**
   * Writer of a document that is an array of objects.
   *
   * @param <T> what becomes an object
   */
  public static final class Array<T> implements Closeable {
    private final OutputStream out;
    private final JsonWriter json = document().beginArray();
    private final BiConsumer<JsonWriter, T> members;

    /**
     * Begins a document.
     *
     * @param out takes its bytes; neither flushed nor closed here
     * @param members writes those of an object
     */
    public Array(OutputStream out, BiConsumer<JsonWriter, T> members) {
      this.out = out;
      this.members = members;
    }

    /**
     * Writes an object.
     *
     * @param value becomes the object
     */
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

  /**
   * {@return a writer of a document}
   *
   * @param indent blanks per level, from 1
   */
  public static JsonWriter document(int indent) {
    return new JsonWriter(indent);
  }

  /** {@return a writer of text on one line} */
  public static JsonWriter line() {
    return new JsonWriter(0);
  }

  /** {@return this, with an object begun: its members come next} */
  public JsonWriter beginObject() {
    return begin('{');
  }

  /** {@return this, with the object at hand ended} */
  public JsonWriter endObject() {
    return end('}');
  }

  /** {@return this, with an array begun: its elements come next} */
  public JsonWriter beginArray() {
    return begin('[');
  }

  /** {@return this, with the array at hand ended} */
  public JsonWriter endArray() {
    return end(']');
  }

  /**
   * {@return this, with a member of an object begun: its value comes next}
   *
   * @param name of the member
   */
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

  /**
   * {@return this, with a text}
   *
   * @param value any; a lone surrogate becomes a question mark in a document
   */
  public JsonWriter value(String value) {
    beforeValue();
    quote(value);
    return this;
  }

  /**
   * {@return this, with a whole number}
   *
   * @param value any
   */
  public JsonWriter value(long value) {
    return -PLAIN < value && value < PLAIN ? value((double) value) : word(Long.toString(value));
  }

  /**
   * {@return this, with a number}
   *
   * @param value finite: JSON has none for others
   */
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

  /**
   * {@return this, with a truth value}
   *
   * @param value any
   */
  public JsonWriter value(boolean value) {
    return word(Boolean.toString(value));
  }

  /** {@return this, with a null} */
  public JsonWriter nullValue() {
    return word("null");
  }

  /**
   * {@return this, with an array of texts}
   *
   * @param values any
   */
  public JsonWriter values(List<String> values) {
    return array(values, this::value);
  }

  /**
   * {@return this, with an array}
   *
   * @param <T> an element
   * @param elements of the array
   * @param element writes one
   */
  public <T> JsonWriter array(Iterable<T> elements, Consumer<T> element) {
    beginArray();
    elements.forEach(element);
    return endArray();
  }

  /**
   * {@return this, with an array of objects}
   *
   * @param <T> an element
   * @param elements of the array
   * @param members writes those of one
   */
  public <T> JsonWriter objects(Iterable<T> elements, Consumer<T> members) {
    return array(elements, element -> object(() -> members.accept(element)));
  }

  /**
   * {@return this, with an object}
   *
   * @param members writes those of the object
   */
  public JsonWriter object(Runnable members) {
    beginObject();
    members.run();
    return endObject();
  }

  /**
   * {@return this, with a value that is JSON already}
   *
   * @param json written as it is
   */
  public JsonWriter json(byte[] json) {
    beforeValue();
    put(json);
    return this;
  }

  private JsonWriter word(String ascii) {
    return json(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Moves what was written since the last time into a stream.
   *
   * @param out not flushed
   */
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
    } else if (isObeyed(c)) {
      escape(c);
    } else {
      int end = value.offsetByCodePoints(at, 1);
      put(value.substring(at, end).getBytes(StandardCharsets.UTF_8));
      return end - at - 1;
    }
    return 0;
  }

  /** Whether a terminal, an editor or JavaScript does more than show it. */
  private static boolean isObeyed(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
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
