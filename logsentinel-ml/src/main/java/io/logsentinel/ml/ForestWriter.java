package io.logsentinel.ml;

import io.logsentinel.ml.Splits.AxisSplits;
import io.logsentinel.ml.Splits.HyperplaneSplits;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/** A writer of the JSON of a model file, up to the digest. */
final class ForestWriter {
  private final StringBuilder json = new StringBuilder();

  private ForestWriter() {}

  static String body(ForestModel model) throws ForestFormatException {
    ForestWriter writer = new ForestWriter();
    writer.model(model);
    return writer.json.toString();
  }

  private void model(ForestModel model) throws ForestFormatException {
    IsolationForest forest = model.forest();
    json.append("{\"format\":\"").append(ForestFormat.NAME);
    json.append("\",\"version\":").append(version(forest));
    json.append(",\n\"options\":");
    options(forest.options());
    json.append(",\n\"features\":");
    array(model.featureNames().size(), f -> text(model.featureNames().get(f)));
    json.append(",\n\"attributes\":");
    attributes(model.attributes());
    json.append(",\n\"offset\":").append(Decimal.shortest(forest.offset()));
    json.append(",\n\"sampleSize\":").append(forest.sampleSize());
    json.append(",\n\"trees\":[\n");
    for (int t = 0; t < forest.options().trees(); t++) {
      json.append(t == 0 ? "" : ",\n");
      tree(forest.tree(t));
      ForestFormat.checkSize(json.length(), ForestFormat.MAX_BYTES);
    }
    json.append("\n],\n\"sha256\":\"");
  }

  /** A forest without ranges came from a file of version 1, and is written as one. */
  private static int version(IsolationForest forest) {
    return forest.tree(0).ranges() == null ? ForestFormat.FIRST_VERSION : ForestFormat.VERSION;
  }

  private void options(ForestOptions options) {
    json.append("{\"trees\":").append(options.trees());
    OptionalInt rows = options.sampleSize();
    json.append(",\"sampleSize\":").append(rows.isPresent() ? "" + rows.getAsInt() : "null");
    OptionalDouble share = options.contamination();
    json.append(",\"contamination\":");
    json.append(share.isPresent() ? Decimal.shortest(share.getAsDouble()) : "null");
    json.append(",\"seed\":").append(options.seed());
    json.append(",\"extensionLevel\":").append(options.extensionLevel()).append('}');
  }

  private void attributes(Map<String, String> attributes) {
    json.append('{');
    String separator = "";
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      json.append(separator);
      text(attribute.getKey());
      json.append(':');
      text(attribute.getValue());
      separator = ",";
    }
    json.append('}');
  }

  private void tree(Tree tree) {
    int nodes = tree.nodes();
    json.append("{\"left\":");
    array(nodes, node -> json.append(tree.left(node)));
    if (tree.splits() instanceof AxisSplits axis) {
      json.append(",\"feature\":");
      array(nodes, node -> json.append(axis.feature()[node]));
      json.append(",\"threshold\":");
      numbers(axis.threshold());
    } else if (tree.splits() instanceof HyperplaneSplits planes) {
      json.append(",\"features\":");
      array(nodes, node -> integers(planes.features()[node]));
      json.append(",\"coefficients\":");
      array(nodes, node -> numbers(planes.coefficients()[node]));
      json.append(",\"points\":");
      array(nodes, node -> numbers(planes.points()[node]));
    }
    json.append(",\"samples\":");
    array(nodes, node -> json.append(tree.samples(node)));
    if (tree.ranges() != null) {
      json.append(",\"lowest\":");
      numbers(tree.ranges().lowest());
      json.append(",\"highest\":");
      numbers(tree.ranges().highest());
    }
    json.append('}');
  }

  private void integers(int[] values) {
    array(values.length, i -> json.append(values[i]));
  }

  private void numbers(double[] values) {
    array(values.length, i -> json.append(Decimal.shortest(values[i])));
  }

  private void numbers(float[] values) {
    array(values.length, i -> json.append(Decimal.shortest(values[i])));
  }

  private void array(int length, IntConsumer element) {
    json.append('[');
    for (int i = 0; i < length; i++) {
      json.append(i == 0 ? "" : ",");
      element.accept(i);
    }
    json.append(']');
  }

  /** ASCII only, so that no reader can mistake the encoding. */
  private void text(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        String hex = Integer.toHexString(c);
        json.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
