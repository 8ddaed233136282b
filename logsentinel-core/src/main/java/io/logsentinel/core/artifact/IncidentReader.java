package io.logsentinel.core.artifact;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.logsentinel.core.evaluate.EvaluationInput.IncidentWindows;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads of {@code incidents.json}, an array of incidents, what an evaluation needs. */
public final class IncidentReader {
  private IncidentReader() {}

  /**
   * Reads the windows of all incidents; members of other names are passed over.
   *
   * @param in the bytes; closed by the caller
   * @return in the order of the file
   * @throws ArtifactException if it is damaged; the message says where
   * @throws IOException if the bytes cannot be read
   */
  public static List<IncidentWindows> read(InputStream in) throws IOException {
    return StrictJson.read(in, IncidentReader::incidents);
  }

  private static List<IncidentWindows> incidents(JsonReader json) throws IOException {
    List<IncidentWindows> incidents = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      incidents.add(incident(json));
    }
    json.endArray();
    return incidents;
  }

  private static IncidentWindows incident(JsonReader json) throws IOException {
    String id = "";
    String file = null;
    List<Long> windows = new ArrayList<>();
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "id" -> id = json.nextString();
        case "file" -> file = json.nextString();
        case "windows" -> windows.addAll(ids(json));
        default -> json.skipValue();
      }
    }
    if (file == null || windows.isEmpty()) {
      throw new ArtifactException(
          "at " + json.getPath() + ": an incident must have a file and at least one window");
    }
    json.endObject();
    return new IncidentWindows(id, file, windows);
  }

  private static List<Long> ids(JsonReader json) throws IOException {
    List<Long> ids = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() != JsonToken.NUMBER) {
        throw new ArtifactException(
            "at " + json.getPath() + ": expected a number but found " + json.peek());
      }
      ids.add(json.nextLong());
    }
    json.endArray();
    return ids;
  }
}
