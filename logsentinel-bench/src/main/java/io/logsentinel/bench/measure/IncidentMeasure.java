package io.logsentinel.bench.measure;

import io.logsentinel.bench.SimulatedStream;
import io.logsentinel.bench.measure.AttackPhases.Phase;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.window.Profile;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A measure of incidents: how well they tell the attacks of simulated weeks, at the pipeline's own
 * false alarm rate. Prints a section of a page.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar
 * io.logsentinel.bench.measure.IncidentMeasure SCALE WINDOW_SIZE SEEDS [FIRST_SEED [static]]};
 * nothing is written to disk.
 */
public final class IncidentMeasure {
  /** Phases that hold less of their windows are told of, and not asked for. */
  private static final double ASKED_FROM = 0.02;

  private static final int FIRST_ENTITIES = 3;

  private final double scale;
  private final int windowSize;
  private final Map<String, PhaseTally> byLabel = new TreeMap<>();
  private final Map<String, double[]> stated = new TreeMap<>();
  private final StringBuilder weeks = new StringBuilder();
  private final StringBuilder failures = new StringBuilder();
  private final PhaseTally all = new PhaseTally();
  private long falseIncidents;
  private long mostFalse;

  private final boolean adaptive;

  private IncidentMeasure(double scale, int windowSize, boolean adaptive) {
    this.adaptive = adaptive;
    this.scale = scale;
    this.windowSize = windowSize;
  }

  /**
   * Arguments: scale, window size, number of seeds, the first of them (default: 1), and {@code
   * adaptive} for the adaptive detector.
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 3 || args.length > 5) {
      System.err.println("usage: IncidentMeasure SCALE WINDOW_SIZE SEEDS [FIRST_SEED [static]]");
      System.exit(2);
    }
    int first = args.length >= 4 ? Integer.parseInt(args[3]) : 1;
    int last = first + Integer.parseInt(args[2]) - 1;
    IncidentMeasure measure =
        new IncidentMeasure(
            Double.parseDouble(args[0]),
            Integer.parseInt(args[1]),
            args.length < 5 || !args[4].equals("static"));
    for (int seed = first; seed <= last; seed++) {
      measure.addWeek(seed);
      System.err.println("week " + seed + ", to " + last);
    }
    System.out.print(measure.page(first, last));
  }

  private void addWeek(int seed) throws IOException {
    PhaseTally ofWeek = new PhaseTally();
    long incidents = 0;
    long detections = 0;
    long lone = 0;
    long ofNone = 0;
    Detector detector = null;
    for (SimulatedDay day : new SimulatedWeek(scale, seed).days()) {
      List<LabelledProfile> windows =
          LabelledProfile.read(() -> SimulatedStream.open(day), windowSize, -1);
      if (detector == null) {
        List<Profile> monday = LabelledProfile.profiles(windows);
        detector = adaptive ? Detector.learnInOrder(monday) : Detector.learn(monday);
        continue;
      }
      ToldIncidents told = ToldIncidents.of(day.fileName(), detector, windows);
      List<Incident> found = new ArrayList<>(told.incidents());
      found.sort(Comparator.comparingLong(Incident::firstWindow));
      detections += told.detections();
      lone += told.lone();
      incidents += found.size();
      List<Phase> phases =
          AttackPhases.read(() -> SimulatedStream.open(day), windowSize, windows.size());
      ofNone += judge(seed, day.fileName(), phases, found, ofWeek);
    }
    falseIncidents += ofNone;
    mostFalse = Math.max(mostFalse, ofNone);
    weeks.append(DetectorPage.row(seed, detections, lone, incidents, ofWeek.cells(), ofNone));
  }

  /** Returns the number of incidents that are of no attack. */
  private long judge(
      int seed, String file, List<Phase> phases, List<Incident> incidents, PhaseTally ofWeek) {
    Map<Phase, List<Incident>> own = new java.util.IdentityHashMap<>();
    long ofNone = 0;
    for (Incident incident : incidents) {
      Phase most = null;
      for (Phase phase : phases) {
        long flows = phase.flowsIn(incident.windows());
        most = flows > (most == null ? 0 : most.flowsIn(incident.windows())) ? phase : most;
      }
      if (most == null) {
        ofNone++;
        failures.append(row(seed, file, "false", incident));
      } else {
        own.computeIfAbsent(most, any -> new ArrayList<>()).add(incident);
        double[] sums = stated.computeIfAbsent(incident.pattern().label(), any -> new double[3]);
        sums[0]++;
        sums[1] += incident.confidence();
        sums[2] += AttackFamily.isRightOf(most.label(), incident.pattern().label()) ? 1 : 0;
      }
    }
    for (Phase phase : phases) {
      if (phase.share(windowSize) < ASKED_FROM) {
        continue;
      }
      List<Incident> touching =
          incidents.stream().filter(incident -> phase.flowsIn(incident.windows()) > 0).toList();
      List<Incident> right =
          touching.stream()
              .filter(i -> AttackFamily.isRightOf(phase.label(), i.pattern().label()))
              .toList();
      boolean addressed = right.stream().anyMatch(incident -> isAddressed(phase, incident));
      List<Incident> its = own.getOrDefault(phase, List.of());
      long tooMany = its.size() - (its.stream().anyMatch(right::contains) ? 1 : 0);
      for (PhaseTally tally :
          List.of(all, ofWeek, byLabel.computeIfAbsent(phase.label(), any -> new PhaseTally()))) {
        tally.add(!touching.isEmpty(), !right.isEmpty(), addressed, tooMany);
      }
      if (!addressed || tooMany > 0) {
        touching.forEach(incident -> failures.append(row(seed, file, phase.label(), incident)));
      }
    }
    return ofNone;
  }

  private static boolean isAddressed(Phase phase, Incident incident) {
    return incident.entities().stream()
        .limit(FIRST_ENTITIES)
        .anyMatch(entity -> phase.has(entity.address()));
  }

  private static String row(int seed, String file, String what, Incident incident) {
    String pattern = incident.pattern().label();
    String windows = incident.firstWindow() + " to " + incident.lastWindow();
    return DetectorPage.row(
        seed, file, what, incident.severity(), pattern, windows, incident.reason());
  }

  private String page(int first, int last) {
    StringBuilder page = new StringBuilder();
    page.append(
        DetectorPage.format(
            "## Simulated weeks of scale %s, windows of %d flows, seeds %d to %d%s%n%nWritten by"
                + " `IncidentMeasure` on %s, at the rate %s. Asked for: every phase of an attack"
                + " that holds %.0f %% of the flows of its windows. An incident is false if none of"
                + " its windows holds an attack flow; it is one too many of the phase it holds most"
                + " of, if it is not the first of the right family there. Intervals are Wilson's,"
                + " of 95 %%.%n",
            scale,
            windowSize,
            first,
            last,
            adaptive ? "" : ", the static detector",
            LocalDate.now(),
            Detector.DEFAULT_FALSE_ALARM_RATE,
            100 * ASKED_FROM));
    page.append(DetectorPage.table("By attack", "attack | " + PhaseTally.COLUMNS));
    byLabel.forEach((label, tally) -> page.append(DetectorPage.row(label, tally.cells())));
    page.append(DetectorPage.row("all", all.cells()));
    page.append(
        DetectorPage.format(
            "%nRight family: %s (%s). False incidents: %d, at most %d a week.%n",
            all.right().rounded(), all.right().interval(), falseIncidents, mostFalse));
    page.append(
        DetectorPage.table(
            "By week",
            "seed | detections | lone ones | incidents | "
                + PhaseTally.COLUMNS
                + " | false incidents"));
    page.append(weeks);
    page.append(
        DetectorPage.table(
            "Confidence, of incidents with attacks",
            "pattern | incidents | stated on average | right family"));
    stated.forEach(
        (pattern, sums) ->
            page.append(
                DetectorPage.format(
                    "| %s | %.0f | %.3f | %.3f |%n",
                    pattern, sums[0], sums[1] / sums[0], sums[2] / sums[0])));
    page.append(
        DetectorPage.table(
            "What is false, too many or misnamed",
            "seed | file | phase | severity | pattern | windows | sentence"));
    return page.append(failures).append('\n').toString();
  }
}
