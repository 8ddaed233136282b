package io.logsentinel.bench.measure;

import io.logsentinel.bench.SimulatedStream;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.IncidentCorrelator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A measure of confidences: over networks, how often an incident that says it is sure has the right
 * name and is an attack. The table that it prints is the one that incidents state; each network is
 * held against a table made without it.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar
 * io.logsentinel.bench.measure.ConfidenceMeasure NETWORKS POOLS}: folders of captures with their
 * attacks, and of attacks of another network.
 */
public final class ConfidenceMeasure {
  private static final List<Integer> WINDOW_SIZES = List.of(50, 100);
  private static final List<Double> SHARES = List.of(0.05, 0.1, 0.3);
  private static final int STORIES = 4;
  private static final int LONG_STORY = 8;
  private static final long SEED = 14;
  private static final double PRIOR = 10;
  private static final double WEEK_SCALE = 0.05;
  private static final int WEEKS = 3;
  private static final int FIRST_WEEK = 31;

  /** What an incident said and what was true. */
  private record Case(
      String network, AttackPattern pattern, int windows, double share, boolean right) {
    String key() {
      return pattern + (windows > 1 ? ", several" : ", one");
    }
  }

  private final List<Case> cases = new ArrayList<>();

  private ConfidenceMeasure() {}

  /** Arguments: the folder of networks, and that of pools. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: ConfidenceMeasure NETWORKS POOLS");
      System.exit(2);
    }
    ConfidenceMeasure measure = new ConfidenceMeasure();
    List<Transplant> attacks = new ArrayList<>();
    for (Path folder : List.of(Path.of(args[0], "attacks"), Path.of(args[1]))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          if (!file.getFileName().toString().startsWith("benign")) {
            attacks.add(Transplant.read(file));
            if (file.getFileName().toString().startsWith("DoS")) {
              attacks.add(Transplant.read(file).atPort("6000"));
              attacks.add(Transplant.read(file).atPort("6000").ofManySources());
            }
          }
        }
      }
    }
    for (NetworkCapture capture : NetworkCapture.all(Path.of(args[0]))) {
      if (capture.name().endsWith("-day1")) {
        continue; // the second day is held against it
      }
      for (int size : WINDOW_SIZES) {
        measure.add(capture, size, attacks);
      }
      System.err.println(capture.name());
    }
    for (int size : List.of(200, 500)) {
      for (int seed = FIRST_WEEK; seed < FIRST_WEEK + WEEKS; seed++) {
        measure.addWeek(size, seed);
      }
      System.err.println("weeks of windows of " + size);
    }
    System.out.print(measure.page());
  }

  private void add(NetworkCapture capture, int size, List<Transplant> attacks) throws IOException {
    Detector detector =
        Detector.learn(
            LabelledProfile.profiles(
                capture.profiles(NetworkCapture.windows(capture.baseline(), size), size)));
    List<List<String>> rows = NetworkCapture.windows(capture.monitored(), size);
    List<LabelledProfile> usual = capture.profiles(rows, size);
    for (Incident incident : incidents(detector, usual)) {
      // what the Internet sends to a host is no attack of the network's, and yet it is what it is
      // called: nobody labelled what it was
      if (incident.windows().stream().allMatch(w -> usual.get((int) (long) w).attackRatio() == 0)) {
        add(capture.name(), incident, false);
      }
    }
    Random random = new Random(SEED);
    String host = capture.busiestHost();
    for (Transplant attack : attacks) {
      for (double share : SHARES) {
        int count = (int) Math.max(1, Math.rint(share * size));
        for (int s = 0; s < STORIES; s++) {
          int windows = s % 2 == 0 ? 1 : LONG_STORY;
          int first = random.nextInt(rows.size() - windows + 1);
          int from = random.nextInt(attack.rows().size());
          List<List<String>> mixed = new ArrayList<>();
          for (int w = 0; w < windows; w++) {
            mixed.add(
                attack.into(rows.get(first + w), from + w * count, count, s < 2, host, random));
          }
          for (Incident incident : incidents(detector, capture.profiles(mixed, size))) {
            boolean right = AttackFamily.isRightOf(attack.label(), incident.pattern().label());
            add(capture.name(), incident, right);
          }
        }
      }
    }
  }

  private void add(String network, Incident incident, boolean right) {
    int windows = incident.windows().size();
    cases.add(new Case(network, incident.pattern(), windows, incident.confidence(), right));
  }

  private static List<Incident> incidents(Detector detector, List<LabelledProfile> windows) {
    IncidentCorrelator correlator = new IncidentCorrelator();
    List<Incident> incidents = new ArrayList<>();
    for (LabelledProfile window : windows) {
      Finding finding = detector.judge(window.profile());
      Optional<Detection> detection =
          Detection.of(
              "",
              window.profile(),
              finding,
              Detector.DEFAULT_FALSE_ALARM_RATE,
              Optional.empty(),
              detector.own(List.of()));
      detection.map(correlator::add).ifPresent(incidents::addAll);
    }
    incidents.addAll(correlator.end());
    return incidents;
  }

  private void addWeek(int size, int seed) throws IOException {
    Detector detector = null;
    for (SimulatedDay day : new SimulatedWeek(WEEK_SCALE, seed).days()) {
      List<LabelledProfile> windows =
          LabelledProfile.read(() -> SimulatedStream.open(day), size, -1);
      if (detector == null) {
        detector = Detector.learn(LabelledProfile.profiles(windows));
        continue;
      }
      var phases = AttackPhases.read(() -> SimulatedStream.open(day), size, windows.size());
      for (Incident incident : incidents(detector, windows)) {
        boolean right =
            phases.stream()
                .filter(phase -> phase.flowsIn(incident.windows()) > 0)
                .anyMatch(
                    phase -> AttackFamily.isRightOf(phase.label(), incident.pattern().label()));
        add("simulated weeks", incident, right);
      }
    }
  }

  private Map<String, double[]> table(String without) {
    Map<String, double[]> table = new TreeMap<>();
    for (Case it : cases) {
      if (!it.network().equals(without)) {
        double[] sums = table.computeIfAbsent(it.key(), any -> new double[2]);
        sums[0]++;
        sums[1] += it.right() ? 1 : 0;
      }
    }
    return table;
  }

  /** Of few incidents little is known: the pattern's own share stands in for ten of them. */
  private static double stated(Map<String, double[]> table, Case of) {
    double[] sums = table.getOrDefault(of.key(), new double[2]);
    double[] all = new double[2];
    table.forEach(
        (key, its) -> {
          if (key.startsWith(of.pattern() + ",")) {
            all[0] += its[0];
            all[1] += its[1];
          }
        });
    boolean isNone =
        of.pattern() == AttackPattern.UNKNOWN || of.pattern() == AttackPattern.DISCOVERY;
    double prior = (all[1] + (isNone ? 0.1 : 1)) / (all[0] + 2);
    return (sums[1] + PRIOR * prior) / (sums[0] + PRIOR);
  }

  private String page() {
    StringBuilder page =
        new StringBuilder(
            DetectorPage.table(
                "Cases", "network | pattern | windows | incidents | right | stated"));
    Map<String, double[]> byNetwork = new TreeMap<>();
    for (Case it : cases) {
      double[] sums =
          byNetwork.computeIfAbsent(
              it.network() + " | " + it.pattern() + " | " + (it.windows() > 1 ? "several" : "one"),
              any -> new double[3]);
      sums[0]++;
      sums[1] += it.right() ? 1 : 0;
      sums[2] += it.share();
    }
    byNetwork.forEach(
        (key, sums) ->
            page.append(
                DetectorPage.format(
                    "| %s | %.0f | %.0f | %.2f |%n", key, sums[0], sums[1], sums[2] / sums[0])));
    page.append(DetectorPage.table("All", "pattern, windows | incidents | right | share"));
    table("")
        .forEach(
            (key, sums) ->
                page.append(
                    DetectorPage.format(
                        "| %s | %.0f | %.0f | %.3f |%n",
                        key, sums[0], sums[1], sums[1] / sums[0])));
    Map<String, Boolean> networks = new LinkedHashMap<>();
    cases.forEach(it -> networks.put(it.network(), true));
    double[][] bins = new double[10][3];
    for (String network : networks.keySet()) {
      Map<String, double[]> table = table(network);
      for (Case it : cases) {
        if (it.network().equals(network)) {
          double stated = stated(table, it);
          double[] bin = bins[Math.min(9, (int) (10 * stated))];
          bin[0]++;
          bin[1] += stated;
          bin[2] += it.right() ? 1 : 0;
        }
      }
    }
    page.append(DetectorPage.table("Left out", "stated | incidents | right"));
    double off = 0;
    for (double[] bin : bins) {
      if (bin[0] > 0) {
        page.append(
            DetectorPage.format(
                "| %.3f | %.0f | %.3f |%n", bin[1] / bin[0], bin[0], bin[2] / bin[0]));
        off += Math.abs(bin[1] - bin[2]);
      }
    }
    page.append(
        DetectorPage.format(
            "%nCalibration error %.3f over %d incidents.%n", off / cases.size(), cases.size()));
    return page.toString();
  }
}
