package io.logsentinel.ml;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.logsentinel.ml.Splits.AxisSplits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.StreamSupport;

/** A forest exported from scikit-learn, as a forest of ours. */
final class SklearnForest {
  private SklearnForest() {}

  static IsolationForest load(JsonObject json) {
    Tree[] trees =
        StreamSupport.stream(json.getAsJsonArray("trees").spliterator(), false)
            .map(tree -> tree(tree.getAsJsonObject()))
            .toArray(Tree[]::new);
    return new IsolationForest(
        ForestOptions.ofSeed(0).withTrees(trees.length).withContamination(0.05),
        json.getAsJsonArray("features").size(),
        json.get("max_samples").getAsInt(),
        json.get("offset").getAsDouble(),
        trees);
  }

  /** Renumbers breadth first, which puts siblings side by side. */
  private static Tree tree(JsonObject json) {
    JsonArray lefts = json.getAsJsonArray("left");
    JsonArray rights = json.getAsJsonArray("right");
    int nodes = lefts.size();
    int[] left = new int[nodes];
    int[] samples = new int[nodes];
    int[] feature = new int[nodes];
    double[] threshold = new double[nodes];
    Deque<Integer> waiting = new ArrayDeque<>(List.of(0));
    int next = 1;
    for (int node = 0; node < nodes; node++) {
      int theirs = waiting.remove();
      samples[node] = json.getAsJsonArray("samples").get(theirs).getAsInt();
      boolean leaf = lefts.get(theirs).getAsInt() < 0;
      left[node] = leaf ? Tree.LEAF : next;
      feature[node] = leaf ? Tree.LEAF : json.getAsJsonArray("feature").get(theirs).getAsInt();
      if (!leaf) {
        threshold[node] = json.getAsJsonArray("threshold").get(theirs).getAsDouble();
        waiting.add(lefts.get(theirs).getAsInt());
        waiting.add(rights.get(theirs).getAsInt());
        next += 2;
      }
    }
    return new Tree(left, samples, new AxisSplits(feature, threshold), null);
  }

  static List<String> features(JsonObject json) {
    List<String> names = new ArrayList<>();
    for (JsonElement name : json.getAsJsonArray("features")) {
      names.add(name.getAsString());
    }
    return names;
  }
}
