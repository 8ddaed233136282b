package io.logsentinel.bench.measure;

import io.logsentinel.bench.SimulatedStream;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A measure of confidences: over networks, how often an incident that says it is sure has the right
 * name and is an attack. Of the table that it prints incidents state the first two columns; each
 * network is held against a table made without it.
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
  private static final int BINS = 10;
  private static final double WEEK_SCALE = 0.05;
  private static final int WEEKS = 3;
  private static final int FIRST_WEEK = 31;

  /** An incident and whether it was right. */
  private record Case(
      String network, AttackPattern pattern, boolean isOfSeveral, boolean isRight) {}

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
            if (file.getFileName().toString().startsWith("PortScan")) {
              attacks.add(Transplant.read(file).atPort("6000")); // asked again, and no flood
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
        Detector.learnInOrder(
            LabelledProfile.profiles(
                capture.profiles(NetworkCapture.windows(capture.baseline(), size), size)));
    List<List<String>> rows = NetworkCapture.windows(capture.monitored(), size);
    List<LabelledProfile> usual = capture.profiles(rows, size);
    for (Incident incident : ToldIncidents.of("", detector, usual).incidents()) {
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
          for (Incident incident :
              ToldIncidents.of("", detector, capture.profiles(mixed, size)).incidents()) {
            boolean right = AttackFamily.isRightOf(attack.label(), incident.pattern().label());
            add(capture.name(), incident, right);
          }
        }
      }
    }
  }

  private void add(String network, Incident incident, boolean isRight) {
    boolean isOfSeveral = incident.named().stream().mapToInt(Named::windows).sum() > 1;
    cases.add(new Case(network, incident.pattern(), isOfSeveral, isRight));
  }

  private void addWeek(int size, int seed) throws IOException {
    Detector detector = null;
    for (SimulatedDay day : new SimulatedWeek(WEEK_SCALE, seed).days()) {
      List<LabelledProfile> windows =
          LabelledProfile.read(() -> SimulatedStream.open(day), size, -1);
      if (detector == null) {
        detector = Detector.learnInOrder(LabelledProfile.profiles(windows));
        continue;
      }
      var phases = AttackPhases.read(() -> SimulatedStream.open(day), size, windows.size());
      for (Incident incident : ToldIncidents.of("", detector, windows).incidents()) {
        boolean right =
            phases.stream()
                .filter(phase -> phase.flowsIn(incident.windows()) > 0)
                .anyMatch(
                    phase -> AttackFamily.isRightOf(phase.label(), incident.pattern().label()));
        add("simulated weeks", incident, right);
      }
    }
  }

  private ConfidenceTable table(Predicate<Case> of) {
    ConfidenceTable table = new ConfidenceTable();
    cases.stream()
        .filter(of)
        .forEach(it -> table.add(it.pattern(), it.isOfSeveral(), it.isRight()));
    return table;
  }

  private String page() {
    return byNetwork() + confidences() + leftOut();
  }

  private String byNetwork() {
    Map<String, Share> rows = new TreeMap<>();
    for (Case it : cases) {
      String windows = it.isOfSeveral() ? "several" : "one";
      String row = it.network() + " | " + it.pattern().label() + " | " + windows;
      rows.merge(row, Share.one(it.isRight()), Share::plus);
    }
    StringBuilder page =
        new StringBuilder(
            DetectorPage.table("Incidents", "network | pattern | windows | incidents | right"));
    rows.forEach((row, share) -> page.append(DetectorPage.row(row, share.of(), share.count())));
    return page.toString();
  }

  private String confidences() {
    ConfidenceTable table = table(any -> true);
    StringBuilder page =
        new StringBuilder(
            DetectorPage.table(
                "Confidences", "pattern | one window | several | right of one | right of several"));
    for (AttackPattern pattern : AttackPattern.values()) {
      page.append(
          DetectorPage.row(
              pattern.label(),
              DetectorPage.format("%.2f", table.stated(pattern, false)),
              DetectorPage.format("%.2f", table.stated(pattern, true)),
              rightOf(table.counted(pattern, false)),
              rightOf(table.counted(pattern, true))));
    }
    return page.toString();
  }

  private static String rightOf(Share counted) {
    return counted.count() + " of " + counted.of();
  }

  /** Each network held against the others, in bins of what would be stated. */
  private String leftOut() {
    double[] stated = new double[BINS];
    Share[] right = new Share[BINS];
    Arrays.fill(right, Share.NONE);
    for (String network : cases.stream().map(Case::network).distinct().toList()) {
      ConfidenceTable others = table(it -> !it.network().equals(network));
      for (Case it : cases) {
        if (it.network().equals(network)) {
          double share = others.stated(it.pattern(), it.isOfSeveral());
          int bin = Math.min(BINS - 1, (int) (BINS * share));
          stated[bin] += share;
          right[bin] = right[bin].plus(Share.one(it.isRight()));
        }
      }
    }
    StringBuilder page =
        new StringBuilder(DetectorPage.table("Left out", "stated | incidents | right"));
    double off = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (right[bin].of() > 0) {
        page.append(
            DetectorPage.row(
                DetectorPage.format("%.3f", stated[bin] / right[bin].of()),
                right[bin].of(),
                DetectorPage.format("%.3f", right[bin].value())));
        off += Math.abs(stated[bin] - right[bin].count());
      }
    }
    String error = "%nCalibration error %.3f over %d incidents.%n";
    return page + DetectorPage.format(error, off / cases.size(), cases.size());
  }
}
