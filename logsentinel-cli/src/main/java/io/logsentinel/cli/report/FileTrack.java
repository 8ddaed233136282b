package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The windows of a file that were monitored, in order.
 *
 * @param file name of the windowed file
 * @param name of the raw file
 * @param isWhole whether all its windows were monitored
 * @param windows of a file that trained in part, those that were held back; else all of them
 */
record FileTrack(String file, String name, boolean isWhole, List<WindowRow> windows) {

  long alarms() {
    return windows.stream().filter(WindowRow::alarms).count();
  }

  boolean isTimed() {
    return windows.stream().allMatch(WindowRow::isTimed);
  }

  /** Whether there are all windows up to the last one. */
  private boolean isContiguous() {
    return windows.isEmpty() || windows.get(windows.size() - 1).number() == windows.size() - 1;
  }

  /** By the number of a window, its place among those that were monitored. */
  Map<Long, Integer> places() {
    Map<Long, Integer> places = new HashMap<>();
    windows.forEach(row -> places.put(row.number(), places.size()));
    return places;
  }

  /**
   * A list per property; the windows' numbers are null where they count from 0 on, and that of
   * times is null where a window has none.
   */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("file", file);
    json.addProperty("name", name);
    json.addProperty("windows", windows.size());
    json.add(
        "numbers", isContiguous() ? JsonNull.INSTANCE : all(row -> JsonTree.number(row.number())));
    json.add("first", isTimed() ? all(row -> JsonTree.number(row.first())) : JsonNull.INSTANCE);
    json.add("last", isTimed() ? all(row -> JsonTree.number(row.last())) : JsonNull.INSTANCE);
    json.add("score", all(row -> JsonTree.number(row.score())));
    json.add("p_value", all(row -> JsonTree.number(row.pValue())));
    json.add("anomaly_index", all(row -> JsonTree.number(row.index())));
    json.add("decision", all(row -> JsonTree.number(row.decision())));
    JsonArray detections = new JsonArray();
    for (WindowRow row : windows) {
      if (row.alarms()) {
        JsonArray detection = new JsonArray();
        detection.add(JsonTree.number(row.number()));
        detection.add(new JsonPrimitive(row.severity()));
        detection.add(new JsonPrimitive(row.pattern()));
        detections.add(detection);
      }
    }
    json.add("detections", detections);
    return json;
  }

  private JsonArray all(Function<WindowRow, JsonElement> value) {
    return JsonTree.array(windows, value);
  }
}
