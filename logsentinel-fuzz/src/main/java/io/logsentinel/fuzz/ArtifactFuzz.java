package io.logsentinel.fuzz;

import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.artifact.DecisionsCsv;
import io.logsentinel.core.artifact.DetectionsCsv;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.artifact.MeasureFile;
import io.logsentinel.core.artifact.PartialCsv;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.artifact.TimesFile;
import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.ml.ForestFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Artifacts: the first byte says which one the others are; they are read, or refused. */
public final class ArtifactFuzz {
  private static final int MOST_ROWS = 1 << 16;

  private ArtifactFuzz() {}

  /**
   * Reads an artifact.
   *
   * @param input a letter, and any bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] file = Arrays.copyOfRange(input, 1, input.length);
    try (InputStream in = new ByteArrayInputStream(file)) {
      switch (input[0]) {
        case 'b' -> BaselineJson.read(in);
        case 's' -> BaselineStateJson.read(in);
        case 't' -> BaselineStateJson.trainedFiles(in);
        case 'z' -> BaselineStateJson.windowSize(in);
        case 'c' -> readAll(DecisionsCsv.reader(in));
        case 'd' -> readAll(DetectionsCsv.reader(in));
        case 'w' -> readAll(WindowsCsv.reader(in));
        case 'p' -> readAll(PartialCsv.reader(in));
        case 'i' -> IncidentsJson.read(in);
        case 'm' -> MeasureFile.read(in);
        case 'j' -> ProfilesJsonl.read(new String(file, StandardCharsets.UTF_8), "cic-ids2017");
        case 'f' -> ForestFile.read(in);
        case 'x' -> {
          try (TimesFile.Reader times = new TimesFile.Reader(in)) {
            times.next(MOST_ROWS);
          }
        }
        default -> {}
      }
    } catch (IOException e) {
      // refused
    }
  }

  private static void readAll(TableReader<?> table) throws IOException {
    try (table) {
      for (int row = 0; row < MOST_ROWS && table.next() != null; row++) {
        // read
      }
    }
  }
}
