package io.logsentinel.core.incident;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.SharedFolder;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * The law of sentences over flow captures of others, which are not part of the project: each first
 * half is the baseline of the second, at a rate at which anything that could be told is told.
 */
class RealSentencesTest {
  private static final double RATE = 0.3;

  @Test
  void whatIsTold_wasSo() throws IOException {
    TrueSentences all = new TrueSentences();
    int captures = 0;
    try (Stream<Path> files = Files.walk(SharedFolder.of("real"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (int size : new int[] {10, 25, 100}) {
          captures += tell(file, size, all) ? 1 : 0;
        }
      }
    }
    assertTrue(captures >= 20 && all.checked() >= 500, captures + " captures, " + all.checked());
  }

  /** {@return whether the file has windows enough} */
  private static boolean tell(Path file, int size, TrueSentences sentences) throws IOException {
    List<Profile> profiles = new ArrayList<>();
    List<List<FlowRecord>> flows = new ArrayList<>(List.of(new ArrayList<>()));
    Windower windower =
        new Windower(
            size,
            new AccumulatorPool(),
            full -> {
              profiles.add(full.profile());
              flows.add(new ArrayList<>());
            });
    try {
      FlowReader.readAll(
          () -> open(file),
          (batch, none) -> {
            int partial = 0;
            for (int i = 0; i <= batch.size(); i++) {
              while (partial < batch.partials().size()
                  && batch.partials().get(partial).wholeBefore() == i) {
                FlowBatch.PartialFlow its = batch.partials().get(partial++);
                flows.get(flows.size() - 1).add(its.flow());
                windower.addPartial(its, FlowBatch.NO_TIME);
              }
              if (i < batch.size()) {
                flows.get(flows.size() - 1).add(batch.record(i));
                windower.add(batch, i, i + 1, null);
              }
            }
          });
    } catch (FlowFileException e) {
      return false; // one that is not read says so: that is another test's
    }
    int half = profiles.size() / 2;
    if (half < Detector.MIN_WINDOWS) {
      return false;
    }
    List<Profile> baseline = profiles.subList(0, half);
    List<Profile> monitored = profiles.subList(half, profiles.size());
    tell(file, Detector.learn(baseline), monitored, flows, sentences);
    tell(file, Detector.learnInOrder(baseline), monitored, flows, sentences);
    return true;
  }

  private static void tell(
      Path file,
      Detector detector,
      List<Profile> monitored,
      List<List<FlowRecord>> flows,
      TrueSentences sentences) {
    sentences.begin();
    IncidentCorrelator correlator = new IncidentCorrelator();
    List<Incident> incidents = new ArrayList<>();
    Memory memory = detector.memory(RATE);
    for (Profile profile : monitored) {
      Step step = detector.judge(profile, memory);
      memory = step.memory();
      int window = (int) profile.windowId();
      sentences.add(window, flows.get(window), step.finding(), detector.windowsOfBlock());
      Optional<Detection> detection =
          Detection.of(
              file.toString(),
              profile,
              step.finding(),
              RATE,
              Optional.empty(),
              detector.own(List.of()));
      if (detection.isPresent()) {
        sentences.check(detection.get().reason(), detection.get().profile());
        incidents.addAll(correlator.add(detection.get()));
      }
    }
    incidents.addAll(correlator.end());
    incidents.forEach(sentences::check);
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
  }
}
