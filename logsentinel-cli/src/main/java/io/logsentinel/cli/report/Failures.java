package io.logsentinel.cli.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run did not look at, as its manifest tells: the error it ended with, files that failed.
 */
final class Failures {
  private Failures() {}

  /** A sentence each; none where all went well. */
  static List<String> of(JsonObject manifest) {
    List<String> failures = new ArrayList<>();
    if (manifest.has("error")) {
      failures.add("The run ended with an error: " + manifest.get("error").getAsString());
    }
    if (manifest.has("inputs")) {
      for (JsonElement input : manifest.getAsJsonArray("inputs")) {
        JsonObject file = input.getAsJsonObject();
        String outcome = file.get("outcome").getAsString();
        if (!outcome.equals("processed")) {
          String why = file.has("message") ? ": " + file.get("message").getAsString() : "";
          failures.add("Not looked at: " + file.get("file").getAsString() + ", " + outcome + why);
        }
      }
    }
    return failures;
  }
}
