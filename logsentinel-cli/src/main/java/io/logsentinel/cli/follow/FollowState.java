package io.logsentinel.cli.follow;

import com.google.gson.stream.JsonReader;
import io.logsentinel.cli.append.AppendedFiles;
import io.logsentinel.cli.journal.Journal;
import io.logsentinel.cli.journal.Journal.Change;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * State of a follower, which is replaced as a whole: what it knows of each source, and how long
 * each of its outputs is.
 *
 * @param baseline digest of the baseline that it follows with
 * @param quarantine of the windows of which that adapts; 0 where it does not
 * @param run name of the folder of its findings
 * @param sources in the order in which they appeared
 */
record FollowState(String baseline, int quarantine, String run, List<SavedSource> sources) {
  private static final String NAME = "state.json";
  private static final int FORMAT = 5;

  FollowState {
    sources = List.copyOf(sources);
  }

  /** Reads the state of a folder, the lengths of outputs and the account with it. */
  static Optional<FollowState> read(Path folder, AppendedFiles outputs, FollowReport report)
      throws InputException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = StoredFile.openWhole(file)) {
      return Optional.of(StrictJson.read(in, json -> read(json, outputs, report)));
    } catch (IOException e) {
      throw new InputException(
          file + ": " + e.getMessage() + "; remove " + folder + " to begin anew", e);
    }
  }

  private static FollowState read(JsonReader json, AppendedFiles outputs, FollowReport report)
      throws IOException {
    json.beginObject();
    int format = StrictJson.count(json, "format");
    if (format != FORMAT) {
      throw new IOException("its format must be " + FORMAT + " but is " + format);
    }
    String baseline = StrictJson.string(json, "baseline");
    int quarantine = StrictJson.count(json, "quarantine");
    String run = StrictJson.string(json, "run");
    StrictJson.name(json, "outputs");
    outputs.read(json);
    StrictJson.name(json, "report");
    report.read(json);
    List<SavedSource> sources = StrictJson.list(json, "sources", SavedSource::read);
    json.endObject();
    return new FollowState(baseline, quarantine, run, sources);
  }

  /** Replaces the state of a folder, when the outputs are on disk. */
  void write(Path folder, AppendedFiles outputs, FollowReport report) throws IOException {
    JsonWriter json = JsonWriter.line().beginObject();
    json.name("format").value(FORMAT);
    json.name("baseline").value(baseline);
    json.name("quarantine").value(quarantine);
    json.name("run").value(run);
    json.name("outputs");
    outputs.write(json);
    json.name("report");
    report.write(json);
    json.name("sources").array(sources, source -> source.write(json));
    ByteBuffer bytes = ByteBuffer.wrap(json.endObject().toBytes());
    Path file = folder.resolve(NAME);
    Path beside = folder.resolve(NAME + ".new");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new OutputException(beside, e);
    }
    try {
      Journal.make(List.of(new Change(file, Optional.of(beside))));
    } catch (Journal.Failure e) {
      throw new OutputException(file, e.getCause());
    }
  }

  /** Removes the state of a folder: nothing is to go on from it. */
  static void remove(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }
}
