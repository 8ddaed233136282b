package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Incidents as {@code incidents.json} has them, of long lists the beginning and how long they are.
 */
final class IncidentTrees {
  /** With more incidents than this, less is told of each. */
  static final int FEW = 200;

  private static final List<String> SEVERITIES = List.of("LOW", "MEDIUM", "HIGH", "CRITICAL");

  /** How much of each list is told, where there are few incidents, and where there are many. */
  private static final Map<String, int[]> LONGEST =
      Map.of(
          "entities", new int[] {12, 4},
          "ports", new int[] {20, 8},
          "evidence", new int[] {8, 3},
          "metrics", new int[] {4, 2},
          "top_talkers", new int[] {8, 2});

  /** Members of evidence that no card shows. */
  private static final List<String> NOT_SHOWN = List.of("group", "strength", "expected");

  private IncidentTrees() {}

  /**
   * The incidents for the page.
   *
   * @param incidents of {@code incidents.json}
   * @param verdict text behind one, by its place; empty where there is none
   */
  static JsonArray of(JsonArray incidents, IntFunction<Optional<String>> verdict) {
    Set<Integer> explained = gravest(incidents);
    JsonArray trees = new JsonArray();
    for (int place = 0; place < incidents.size(); place++) {
      JsonObject tree = cut(incidents.get(place).getAsJsonObject(), incidents.size() > FEW ? 1 : 0);
      if (explained.contains(place)) {
        verdict.apply(place).ifPresent(text -> tree.addProperty("explanation", text));
      }
      trees.add(tree);
    }
    return trees;
  }

  /** Places of the most severe incidents, as many as are explained. */
  private static Set<Integer> gravest(JsonArray incidents) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < incidents.size(); place++) {
      places.add(place);
    }
    places.sort(
        Comparator.comparingInt(
            (Integer place) ->
                -SEVERITIES.indexOf(
                    incidents.get(place).getAsJsonObject().get("severity").getAsString())));
    return new HashSet<>(places.subList(0, Math.min(FEW, places.size())));
  }

  private static JsonObject cut(JsonObject incident, int many) {
    JsonObject tree = new JsonObject();
    for (Map.Entry<String, JsonElement> member : incident.entrySet()) {
      String name = member.getKey();
      if (!LONGEST.containsKey(name) || !member.getValue().isJsonArray()) {
        tree.add(name, member.getValue());
        continue;
      }
      JsonArray all = member.getValue().getAsJsonArray();
      JsonArray some = new JsonArray();
      for (int i = 0; i < Math.min(all.size(), LONGEST.get(name)[many]); i++) {
        some.add(shown(all.get(i)));
      }
      tree.add(name, some);
      if (some.size() < all.size()) {
        tree.addProperty(name + "_in_all", all.size());
      }
    }
    return tree;
  }

  private static JsonElement shown(JsonElement element) {
    if (element.isJsonObject()) {
      NOT_SHOWN.forEach(element.getAsJsonObject()::remove);
    }
    return element;
  }
}
