package io.logsentinel.cli.append;

import io.logsentinel.cli.append.FindingParts.Part;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.AlertsCsv;
import io.logsentinel.core.artifact.DecisionsCsv;
import io.logsentinel.core.artifact.DetectionsCsv;
import io.logsentinel.core.text.ArtifactException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The artifacts of what was found, put together of the parts of all sources when these have ended:
 * the same bytes that a run over their finished files writes.
 *
 * @param folder of the parts
 * @param sources by name, in order
 */
public record FindingFiles(Path folder, List<String> sources) {
  private record Element(long window, byte[] bytes) {}

  /**
   * Writes all artifacts, which appear together.
   *
   * @param run folders that they appear in
   * @param detector settings that the findings were made with
   * @throws IOException if a part cannot be read, or an artifact not be written
   */
  public void write(Workspace run, DetectorSettings detector) throws IOException {
    try (ArtifactSet set = new ArtifactSet()) {
      detector.write(set.open(run.path(Artifact.DETECTOR)));
      OutputStream decisions = set.open(run.path(Artifact.DECISIONS));
      DecisionsCsv.writer(decisions);
      rows(Part.DECISIONS, decisions);
      OutputStream alerts = set.open(run.path(Artifact.ALERTS));
      AlertsCsv.writer(alerts);
      rows(Part.ALERTS, alerts);
      OutputStream detections = set.open(run.path(Artifact.DETECTIONS));
      DetectionsCsv.writer(detections);
      rows(Part.DETECTIONS, detections);
      array(Part.EVIDENCE, set.open(run.path(Artifact.DETECTIONS_JSON)));
      array(Part.INCIDENTS, set.open(run.path(Artifact.INCIDENTS)));
      set.commit();
    }
  }

  private void rows(Part part, OutputStream out) throws IOException {
    for (String source : sources) {
      try (InputStream in = StoredFile.open(part.file(folder, source))) {
        in.transferTo(out);
      }
    }
  }

  /** Elements of a source in the order of their windows. */
  private void array(Part part, OutputStream out) throws IOException {
    out.write('[');
    boolean isFirst = true;
    for (String source : sources) {
      List<Element> elements = new ArrayList<>();
      try (InputStream in = new BufferedInputStream(StoredFile.open(part.file(folder, source)))) {
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          String[] words = line.split(" ");
          int length = Integer.parseInt(words[1]);
          byte[] bytes = in.readNBytes(length);
          if (bytes.length < length) {
            throw new ArtifactException(part.file(folder, source) + ": is cut off");
          }
          if (part == Part.INCIDENTS) {
            elements.add(new Element(Long.parseLong(words[0]), bytes));
          } else { // they came in order, and may be many
            isFirst = separate(isFirst, out);
            out.write(bytes);
          }
        }
      }
      elements.sort(Comparator.comparingLong(Element::window));
      for (Element element : elements) {
        isFirst = separate(isFirst, out);
        out.write(element.bytes());
      }
    }
    out.write((isFirst ? "]" : "\n]").getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean separate(boolean isFirst, OutputStream out) throws IOException {
    if (!isFirst) {
      out.write(',');
    }
    return false;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  /**
   * Removes the parts.
   *
   * @throws IOException if one cannot be removed
   */
  public void removeParts() throws IOException {
    for (String source : sources) {
      for (Part part : Part.values()) {
        Files.deleteIfExists(part.file(folder, source));
      }
    }
    Files.deleteIfExists(folder);
  }
}
