package io.logsentinel.ml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The content of a model file: a forest, and what its user wants to know of it later.
 *
 * @param forest the forest
 * @param featureNames one for each feature, in order, all different
 * @param attributes free texts, kept in order and not interpreted here
 */
public record ForestModel(
    IsolationForest forest, List<String> featureNames, Map<String, String> attributes) {
  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException if the names are not one for each feature, or not different
   * @throws NullPointerException if anything is null
   */
  public ForestModel {
    Objects.requireNonNull(forest, "forest must not be null");
    featureNames = List.copyOf(featureNames);
    if (featureNames.size() != forest.featureCount()) {
      throw Refusal.of(
          "featureNames must be %s, one for each feature, but were %s",
          forest.featureCount(), featureNames.size());
    }
    long different = featureNames.stream().distinct().count();
    if (different != featureNames.size()) {
      throw Refusal.of(
          "featureNames must all be different, but only %s of %s are: %s",
          different, featureNames.size(), featureNames);
    }
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    attributes.forEach(
        (key, value) -> {
          Objects.requireNonNull(key, "an attribute's key must not be null");
          Objects.requireNonNull(value, () -> "attribute '" + key + "' must not be null");
        });
  }
}
