package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.function.Function;

/**
 * The windows of a monitored file, in order.
 *
 * @param file name of the windowed file
 * @param name of the raw file
 * @param windows all of them, from window 0 on
 */
record FileTrack(String file, String name, List<WindowRow> windows) {

  long alarms() {
    return windows.stream().filter(WindowRow::alarms).count();
  }

  boolean isTimed() {
    return windows.stream().allMatch(WindowRow::isTimed);
  }

  /** A list per property; that of times is null where a window has none. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("file", file);
    json.addProperty("name", name);
    json.addProperty("windows", windows.size());
    json.add("first", isTimed() ? all(row -> JsonTree.number(row.first())) : JsonNull.INSTANCE);
    json.add("last", isTimed() ? all(row -> JsonTree.number(row.last())) : JsonNull.INSTANCE);
    json.add("score", all(row -> JsonTree.number(row.score())));
    json.add("p_value", all(row -> JsonTree.number(row.pValue())));
    json.add("anomaly_index", all(row -> JsonTree.number(row.index())));
    json.add("decision", all(row -> JsonTree.number(row.decision())));
    JsonArray detections = new JsonArray();
    for (int window = 0; window < windows.size(); window++) {
      WindowRow row = windows.get(window);
      if (row.alarms()) {
        JsonArray detection = new JsonArray();
        detection.add(JsonTree.number(window));
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
