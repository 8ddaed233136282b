package io.logsentinel.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.logsentinel.cli.compare.CompareRun;
import io.logsentinel.cli.compare.Comparison;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.core.artifact.IncidentsJson.Entry;

/** What became of the incidents of an earlier run, for the page. */
final class EarlierRun {
  private EarlierRun() {}

  static JsonObject json(CompareRun runs) throws InputException {
    Comparison comparison = runs.compare();
    JsonObject json = new JsonObject();
    json.addProperty("run", runs.earlier().findings().getFileName().toString());
    json.addProperty("settings_equal", runs.areSettingsEqual());
    json.add("new", JsonTree.array(comparison.fresh(), entry -> new JsonPrimitive(entry.id())));
    json.add(
        "ongoing",
        JsonTree.array(
            comparison.ongoing(),
            ongoing -> {
              JsonObject both = new JsonObject();
              both.addProperty("id", ongoing.now().id());
              both.add("before", JsonTree.array(ongoing.before(), EarlierRun::entry));
              return both;
            }));
    json.add("gone", JsonTree.array(comparison.gone(), EarlierRun::entry));
    return json;
  }

  private static JsonElement entry(Entry incident) {
    JsonObject json = new JsonObject();
    json.addProperty("id", incident.id());
    json.addProperty("severity", incident.severity());
    json.addProperty("likely_pattern", incident.pattern());
    json.addProperty("reason", incident.reason());
    return json;
  }
}
