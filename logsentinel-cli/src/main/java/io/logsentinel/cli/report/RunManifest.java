package io.logsentinel.cli.report;

import com.google.gson.JsonObject;
import io.logsentinel.cli.workspace.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code run.json} tells of a run.
 *
 * @param json all of it; what a report cannot do without is there
 * @param failures what the run did not look at, the error it ended with first: a sentence each
 */
record RunManifest(JsonObject json, List<String> failures) {
  /** The manifest of a run; empty where it left none. */
  static Optional<RunManifest> read(Path file) throws InputException {
    Optional<JsonObject> read = JsonTree.readObject(file);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    JsonTree.Members all = new JsonTree.Members(file, read.get());
    List<String> failures = new ArrayList<>();
    if (all.has("error")) {
      failures.add("The run ended with an error: " + all.text("error"));
    }
    requireRows(all.members("rows"));
    for (JsonTree.Members input : all.list("inputs")) {
      requireRows(input.members("rows"));
      String outcome = input.text("outcome");
      String name = input.text("file");
      if (!outcome.equals("processed")) {
        String why = input.has("message") ? ": " + input.text("message") : "";
        failures.add("Not looked at: " + name + ", " + outcome + why);
      }
    }
    return Optional.of(new RunManifest(read.get(), List.copyOf(failures)));
  }

  private static void requireRows(JsonTree.Members rows) throws InputException {
    rows.count("read");
    rows.count("kept");
    rows.members("rejected").counts();
  }
}
