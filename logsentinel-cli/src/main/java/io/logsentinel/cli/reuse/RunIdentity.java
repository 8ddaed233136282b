package io.logsentinel.cli.reuse;

import io.logsentinel.cli.run.ManifestSettings.Origin;
import io.logsentinel.cli.run.RunFile;
import io.logsentinel.cli.run.RunSettings;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.StandardInput;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.core.text.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Identity of a run of {@code monitor}: a digest of all that its findings follow from. Two runs of
 * one identity find the same.
 *
 * <p>A file of flows is not read for it as a whole, which would take about as long as judging it.
 * It is known by its name, its size, its inode, when it was written to, when the file system last
 * noted any change of it, which no program can set back, and by {@value #SAMPLES} pieces of its
 * bytes from its beginning to its end.
 */
public final class RunIdentity {
  /** Options that decide what is said and where it goes, not what is found. */
  private static final Set<String> OF_NO_FINDING =
      Set.of(
          "state",
          "threads",
          "view",
          "quiet",
          "no-progress",
          "color",
          "strict",
          "fail-on",
          "fail-on-alerts",
          "output",
          "syslog",
          "metrics-file",
          "again",
          "config",
          "debug");

  private static final int SAMPLES = 16;
  private static final int SAMPLE_BYTES = 1 << 16;

  private RunIdentity() {}

  /**
   * {@return the identity, 64 hexadecimal digits; empty where files cannot tell whether they have
   * changed: of standard input, and where the file system does not note changes}
   *
   * @param settings of the run
   */
  public static Optional<String> of(RunSettings settings) {
    List<String> files = settings.input().files();
    if (files.contains(FlowInputs.STANDARD_INPUT)) {
      return Optional.empty();
    }
    StringJoiner text = new StringJoiner("\n").add(RunFile.version());
    try (StandardInput none =
        StandardInput.temporary(InputStream.nullInputStream(), FlowInputs.STANDARD_INPUT)) {
      for (Map.Entry<String, Origin> option : settings.manifest().origins().entrySet()) {
        if (!OF_NO_FINDING.contains(option.getKey())) {
          text.add(option.getKey() + "=" + option.getValue().value());
        }
      }
      for (String name : List.of("allow", "dialect")) {
        Origin file = settings.manifest().origins().get(name);
        text.add(file == null || file.value().isEmpty() ? "" : digest(Path.of(file.value())));
      }
      for (Artifact artifact : Artifact.values()) {
        Path file = settings.folders().path(artifact);
        if (artifact.isOfBaseline()) {
          text.add(Files.exists(file) ? digest(file) : "");
        }
      }
      FlowInputs inputs = FlowInputs.of(files, none);
      text.add(inputs.passedOver().orElse(""));
      text.add(inputs.readOnce().orElse(""));
      for (FlowInput input : inputs.inputs()) {
        text.add(input.name()).add(state(input.file().orElseThrow()));
      }
    } catch (InputException e) {
      return Optional.empty(); // the run will say what is wrong
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
    return Optional.of(Digests.sha256Hex(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = StoredFile.open(file)) {
      return Digests.sha256Hex(in);
    }
  }

  private static String state(Path file) throws IOException {
    Map<String, Object> now = Files.readAttributes(file, "unix:size,ino,lastModifiedTime,ctime");
    return now.get("size")
        + " "
        + now.get("ino")
        + " "
        + now.get("lastModifiedTime")
        + " "
        + now.get("ctime")
        + " "
        + samples(file);
  }

  private static String samples(Path file) throws IOException {
    MessageDigest digest = Digests.algorithm();
    ByteBuffer piece = ByteBuffer.allocate(SAMPLE_BYTES);
    try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
      long last = Math.max(0, bytes.size() - SAMPLE_BYTES);
      for (int i = 0; i < SAMPLES; i++) {
        bytes.position(last / (SAMPLES - 1) * i + last % (SAMPLES - 1) * i / (SAMPLES - 1));
        while (piece.hasRemaining() && bytes.read(piece) >= 0) {
          // goes on to the end of the piece, or of the file
        }
        digest.update(piece.flip());
        piece.clear();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
