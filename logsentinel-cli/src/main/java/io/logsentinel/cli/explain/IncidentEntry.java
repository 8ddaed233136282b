package io.logsentinel.cli.explain;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.WindowedFiles;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An incident as {@code incidents.json} has it, as far as its explanation shows it.
 *
 * @param id 12 hexadecimal digits
 * @param file name of the windowed file
 * @param pattern what it looks like
 * @param severity the peak of its windows
 * @param score the largest of its windows
 * @param windows numbers of the windows that alarmed
 * @param reason one sentence
 * @param nextStep what to do first
 */
public record IncidentEntry(
    String id,
    String file,
    @SerializedName("likely_pattern") String pattern,
    String severity,
    double score,
    List<Long> windows,
    String reason,
    @SerializedName("next_step") String nextStep) {

  /** The incident of an id. */
  static IncidentEntry find(Path file, String id) throws InputException {
    if (!Files.exists(file)) {
      throw new InputException(
          "`" + id + "` is no FILE:WINDOW, and there is no " + file + " to look it up in");
    }
    List<IncidentEntry> incidents = read(file);
    for (IncidentEntry incident : incidents) {
      if (incident.id().equals(id)) {
        return incident;
      }
    }
    throw new InputException(
        file
            + ": no incident `"
            + id
            + "` among "
            + incidents.size()
            + "; a window is named as FILE:WINDOW");
  }

  private static List<IncidentEntry> read(Path file) throws InputException {
    try (Reader reader = Files.newBufferedReader(file)) {
      IncidentEntry[] incidents = new Gson().fromJson(reader, IncidentEntry[].class);
      for (int i = 0; incidents != null && i < incidents.length; i++) {
        if (incidents[i] == null || !incidents[i].isWhole()) {
          throw new InputException(file + ": is damaged: incident " + i + " lacks a member");
        }
      }
      return incidents == null ? List.of() : List.of(incidents);
    } catch (JsonParseException e) {
      throw new InputException(file + ": is damaged: no array of incidents as it is written", e);
    } catch (IOException e) {
      throw WindowedFiles.unusable(file, e);
    }
  }

  private boolean isWhole() {
    return id != null
        && file != null
        && pattern != null
        && severity != null
        && windows != null
        && !windows.isEmpty()
        && !windows.contains(null)
        && reason != null
        && nextStep != null;
  }
}
