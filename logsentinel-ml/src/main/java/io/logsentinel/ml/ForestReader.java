package io.logsentinel.ml;

import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A reader of model files that refuses what {@code ForestFile} does not describe. */
final class ForestReader {
  private static final int DIGEST_DIGITS = 64;

  private final StrictJson json;

  private ForestReader(StrictJson json) {
    this.json = json;
  }

  static ForestModel read(byte[] bytes) throws IOException {
    checkAscii(bytes);
    StrictJson json = new StrictJson(bytes);
    try {
      ForestReader reader = new ForestReader(json);
      ForestModel model = reader.model();
      reader.checkDigest(bytes);
      return model;
    } catch (MalformedJsonException | EOFException e) {
      // the first line names defect and place, the others link to Gson's help
      throw new ForestFormatException("not valid JSON: " + firstLine(e), e);
    } catch (IllegalArgumentException e) {
      throw new ForestFormatException("at " + json.path() + ": " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void checkAscii(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      throw new ForestFormatException("the model file must not be empty, but has 0 bytes");
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        throw new ForestFormatException(
            "byte " + i + " (zero-based) must be ASCII, 0..127, but was " + (bytes[i] & 0xFF));
      }
    }
  }

  private ForestModel model() throws IOException {
    json.beginObject();
    checkFormat(json.key("format").text());
    long version = json.key("version").integer(Long.MIN_VALUE, Long.MAX_VALUE);
    checkVersion(version);
    json.key("options");
    ForestOptions options = options();
    List<String> features = json.key("features").texts(FeatureTable.MAX_FEATURES);
    checkFeatures(features, options);
    Map<String, String> attributes = json.key("attributes").textByKey();
    json.key("offset");
    double offset = offset(options);
    int sampleSize = (int) json.key("sampleSize").integer(1, options.wantedSampleSize());
    json.key("trees");
    TreeReader reader =
        new TreeReader(
            json,
            version > ForestFormat.FIRST_VERSION,
            options.extensionLevel(),
            features.size(),
            sampleSize);
    Tree[] trees = trees(options.trees(), reader);
    IsolationForest forest =
        new IsolationForest(options, features.size(), sampleSize, offset, trees);
    return new ForestModel(forest, features, attributes);
  }

  private void checkFormat(String format) throws IOException {
    if (!format.equals(ForestFormat.NAME)) {
      throw new ForestFormatException(
          "$.format must be '" + ForestFormat.NAME + "', but was '" + format + "'");
    }
  }

  private void checkVersion(long version) throws IOException {
    if (version < ForestFormat.FIRST_VERSION || version > ForestFormat.VERSION) {
      throw new ForestFormatException(
          "$.version must be in %s..%s, but was %s",
          ForestFormat.FIRST_VERSION, ForestFormat.VERSION, version);
    }
  }

  private void checkFeatures(List<String> features, ForestOptions options) throws IOException {
    if (features.size() <= options.extensionLevel()) {
      throw new ForestFormatException(
          "$.features must have more than %s names, $.options.extensionLevel, but has %s",
          options.extensionLevel(), features.size());
    }
    if (features.stream().distinct().count() != features.size()) {
      throw new ForestFormatException("$.features must all be different, but were " + features);
    }
  }

  private ForestOptions options() throws IOException {
    json.beginObject();
    int trees = (int) json.key("trees").integer(1, ForestOptions.MAX_TREES);
    json.key("sampleSize");
    OptionalInt sampleSize =
        json.nextNull()
            ? OptionalInt.empty()
            : OptionalInt.of((int) json.integer(1, ForestOptions.MAX_SAMPLE_SIZE));
    json.key("contamination");
    OptionalDouble contamination =
        json.nextNull() ? OptionalDouble.empty() : OptionalDouble.of(json.number());
    long seed = json.key("seed").integer(Long.MIN_VALUE, Long.MAX_VALUE);
    int extensionLevel =
        (int) json.key("extensionLevel").integer(0, ForestOptions.MAX_EXTENSION_LEVEL);
    json.endObject();
    return new ForestOptions(
        trees, sampleSize, contamination, seed, extensionLevel, ForestOptions.defaultThreads());
  }

  private double offset(ForestOptions options) throws IOException {
    double offset = json.number();
    if (options.contamination().isEmpty() && offset != IsolationForest.AUTO_OFFSET) {
      throw new ForestFormatException(
          "$.offset must be %s where $.options.contamination is null, but was %s",
          IsolationForest.AUTO_OFFSET, offset);
    }
    if (!(offset >= -1 && offset <= 0)) {
      throw new ForestFormatException("$.offset must be in -1..0, but was " + offset);
    }
    return offset;
  }

  private Tree[] trees(int expected, TreeReader reader) throws IOException {
    Tree[] trees = new Tree[expected];
    int read = 0;
    json.beginArray();
    while (json.hasNext()) {
      if (read == trees.length) {
        throw countMismatch(trees.length, "more");
      }
      trees[read++] = reader.read();
    }
    json.endArray();
    if (read < trees.length) {
      throw countMismatch(trees.length, Integer.toString(read));
    }
    return trees;
  }

  private static ForestFormatException countMismatch(int expected, String actual) {
    return new ForestFormatException(
        "$.trees must have " + expected + " elements, $.options.trees, but has " + actual);
  }

  /** Compares the digest, and with it every byte: white space, too, and the order of digits. */
  private void checkDigest(byte[] bytes) throws IOException {
    String stated = json.key("sha256").text();
    json.endObject();
    json.end();
    int end = DIGEST_DIGITS + ForestFormat.END.length();
    int before = Math.max(0, bytes.length - end);
    String tail = new String(bytes, before, bytes.length - before, StandardCharsets.US_ASCII);
    if (stated.length() != DIGEST_DIGITS || !tail.equals(stated + ForestFormat.END)) {
      throw new ForestFormatException(
          "$.sha256 must be %s digits, a quotation mark, a brace and a newline at the end"
              + " of the file, but was '%s'",
          DIGEST_DIGITS, stated);
    }
    String actual = ForestFormat.digest(bytes, before);
    if (!stated.equals(actual)) {
      throw new ForestFormatException(
          "the model file is damaged: $.sha256 is " + stated + ", but its bytes have " + actual);
    }
  }
}
