package io.logsentinel.cli.workspace;

import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.text.ArtifactException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The incidents of a run, read back. */
public final class StoredIncidents {
  private StoredIncidents() {}

  /**
   * {@return all incidents, each with everything that people are told of it}
   *
   * @param file {@code incidents.json} of a run
   * @throws InputException if it is missing or damaged
   */
  public static List<IncidentsJson.Entry> read(Path file) throws InputException {
    try (InputStream in = StoredFile.openWhole(file)) {
      List<IncidentsJson.Entry> incidents = IncidentsJson.read(in);
      for (int i = 0; i < incidents.size(); i++) {
        if (!incidents.get(i).isWhole()) {
          throw new InputException(file + ": is damaged: incident " + i + " lacks a member");
        }
      }
      return incidents;
    } catch (ArtifactException e) {
      throw new InputException(file + ": is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw InputException.unusable(file, e);
    }
  }
}
