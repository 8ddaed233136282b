package io.logsentinel.bench.measure;

import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.IncidentCorrelator;
import io.logsentinel.core.window.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Captures of other networks, in the order of time: learned from the first part, judged on what
 * came after it, without and with attacks put into it.
 */
final class NetworkMeasure {
  static final List<Integer> WINDOW_SIZES = List.of(50, 100);
  static final List<Double> SHARES = List.of(0.03, 0.05, 0.1);
  private static final List<Double> RATES = List.of(0.01, 0.02);

  /** The captures on which choices were made; all others only check them. */
  private static final List<String> CHOSEN_ON = List.of("small-office", "university-host-scanned");

  private static final double MONDAY_SHARE = 0.6;
  private static final long SEED = 20;
  private static final int SINGLES = 20;
  private static final int STORIES = 6;
  private static final int STORY_WINDOWS = 8;
  private static final int FIRST = 3;

  /** Alarms of one cause have at most so many quiet windows between them. */
  private static final int MOST_QUIET = 4;

  private static final int RAMP_STEP = 20;
  private static final double RAMP_END = 0.3;
  private static final int PERSISTENT_WINDOWS = 500;
  private static final double PERSISTENT_SHARE = 0.1;
  private static final List<Integer> SLOW_FLOWS = List.of(1, 2);
  private static final int SLOW_WINDOWS = 64;

  private final List<Transplant> attacks;
  private final StringBuilder networks = new StringBuilder();
  private final RecallCurves curves = new RecallCurves();
  private final StringBuilder ramps = new StringBuilder();
  private final StringBuilder slow = new StringBuilder();
  private long slowFound;
  private long slowInBlocks;
  private long slowAll;
  private final StringBuilder changes = new StringBuilder();
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  private final boolean adaptive;

  private NetworkMeasure(List<Transplant> attacks, boolean adaptive) {
    this.attacks = attacks;
    this.adaptive = adaptive;
  }

  /** What is counted over some networks. */
  private static final class Tally {
    final Share[] falseAlarms = {Share.NONE, Share.NONE};
    final Share[] singles = {Share.NONE, Share.NONE, Share.NONE};
    final Share[] stories = {Share.NONE, Share.NONE, Share.NONE};
    final long[] storyAlarms = new long[SHARES.size()];
    long causes;
    long incidents;
    Share family = Share.NONE;
    Share address = Share.NONE;
  }

  static String section(Path folder, boolean adaptive) throws IOException {
    List<Transplant> attacks = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("attacks"))) {
      for (Path file : files.sorted().toList()) {
        attacks.add(Transplant.read(file));
      }
    }
    NetworkMeasure measure = new NetworkMeasure(attacks, adaptive);
    for (NetworkCapture capture : captures(folder)) {
      for (int size : WINDOW_SIZES) {
        measure.add(capture, size);
      }
      System.err.println(capture.name());
    }
    return measure.page();
  }

  private static List<NetworkCapture> captures(Path folder) throws IOException {
    List<NetworkCapture> captures = NetworkCapture.all(folder);
    Path monday = folder.resolveSibling("detect").resolve("pools").resolve("benign.csv.gz");
    if (Files.exists(monday)) {
      captures.add(NetworkCapture.cut("cic-monday", monday, MONDAY_SHARE));
    }
    return captures;
  }

  private void add(NetworkCapture capture, int size) throws IOException {
    Subject subject = new Subject(capture, size, adaptive);
    boolean chosenOn = CHOSEN_ON.contains(capture.name());
    boolean own = capture.name().equals("cic-monday");
    String group = own ? "CIC's Monday" : chosenOn ? "for choosing" : "for checking";
    Tally tally = new Tally();
    judge(subject, tally);
    for (Transplant attack : attacks) {
      for (int s = 0; s < SHARES.size(); s++) {
        singles(subject, attack, s, tally);
        stories(subject, attack, s, tally);
      }
    }
    networks.append(row(capture.name() + ", " + size, tally, subject));
    add(tally, group + ", " + size);
    add(tally, group);
    if (!own) {
      add(tally, "all, " + size);
      add(tally, "all");
    }
    for (Transplant attack : attacks) {
      slow(subject, attack);
    }
    if (!own) {
      change(subject);
    }
    if (size == 100 && !own) {
      for (Transplant attack : attacks) {
        curve(subject, attack);
        ramp(subject, attack);
      }
    }
  }

  /** A network at a window size, with what was learned and remembered before each window. */
  private static final class Subject {
    final NetworkCapture capture;
    final int size;
    final Detector detector;
    final List<List<String>> rows;
    final List<Profile> windows;
    final List<Memory> before = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();

    Subject(NetworkCapture capture, int size, boolean adaptive) throws IOException {
      this.capture = capture;
      this.size = size;
      List<Profile> baseline = profiles(NetworkCapture.windows(capture.baseline(), size));
      detector = adaptive ? Detector.learnInOrder(baseline) : Detector.learn(baseline);
      rows = NetworkCapture.windows(capture.monitored(), size);
      windows = profiles(rows);
      Memory memory = detector.memory(DetectorPage.RATE);
      for (Profile window : windows) {
        before.add(memory);
        Step step = detector.judge(window, memory);
        findings.add(step.finding());
        memory = step.memory();
      }
    }

    List<Profile> profiles(List<List<String>> windows) throws IOException {
      return LabelledProfile.profiles(capture.profiles(windows, size));
    }

    int flows(double share) {
      return Math.max(1, (int) Math.rint(share * size));
    }
  }

  private static boolean isAlarm(Finding finding) {
    return finding.pValue() < DetectorPage.RATE;
  }

  private void judge(Subject subject, Tally tally) {
    Map<String, Integer> last = new HashMap<>();
    IncidentCorrelator incidents = new IncidentCorrelator();
    for (int w = 0; w < subject.windows.size(); w++) {
      Finding finding = subject.findings.get(w);
      for (int r = 0; r < RATES.size(); r++) {
        boolean alarm = finding.pValue() < RATES.get(r);
        tally.falseAlarms[r] = tally.falseAlarms[r].plus(Share.one(alarm));
      }
      if (isAlarm(finding)) {
        String cause = cause(finding);
        Integer before = last.put(cause, w);
        tally.causes += before == null || w - before > MOST_QUIET + 1 ? 1 : 0;
        tally.incidents +=
            incidents.add(detection(subject, subject.windows.get(w), finding)).size();
      }
    }
    tally.incidents += incidents.end().size();
  }

  private static Detection detection(Subject subject, Profile profile, Finding finding) {
    return Detection.of(
            "",
            profile,
            finding,
            DetectorPage.RATE,
            Optional.empty(),
            subject.detector.own(List.of()))
        .orElseThrow();
  }

  /** The channel and the entity that alarm most. */
  private static String cause(Finding finding) {
    Evidence strongest = finding.evidence().get(0);
    return strongest.channel().label() + " " + strongest.entity().map(Object::toString).orElse("");
  }

  /** Single windows with an attack in them, by number, and where in the attack each begins. */
  private record Mixed(List<Profile> profiles, List<Integer> windows, List<Integer> starts) {
    boolean isAlarm(Subject subject, int i) {
      return NetworkMeasure.isAlarm(finding(subject, i));
    }

    Finding finding(Subject subject, int i) {
      Memory memory = subject.before.get(windows.get(i));
      return subject.detector.judge(profiles.get(i), memory).finding();
    }
  }

  /** Each window as the first of an attack; those that alarm without it are left out. */
  private static Mixed mixed(Subject subject, Transplant attack, int count) throws IOException {
    Random random = new Random(SEED);
    String host = subject.capture.busiestHost();
    List<List<String>> mixed = new ArrayList<>();
    List<Integer> of = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < SINGLES; i++) {
      int w = (2 * i + 1) * subject.windows.size() / (2 * SINGLES);
      int from = random.nextInt(attack.rows().size());
      if (!isAlarm(subject.findings.get(w))) {
        mixed.add(attack.into(subject.rows.get(w), from, count, i % 2 == 0, host, random));
        of.add(w);
        starts.add(from);
      }
    }
    return new Mixed(subject.profiles(mixed), of, starts);
  }

  private void curve(Subject subject, Transplant attack) throws IOException {
    for (int s = 0; s < RecallCurves.SHARES.size(); s++) {
      Mixed mixed = mixed(subject, attack, subject.flows(RecallCurves.SHARES.get(s)));
      for (int i = 0; i < mixed.profiles.size(); i++) {
        Share found = Share.one(mixed.isAlarm(subject, i));
        curves.add(subject.capture.name(), attack.name(), s, found);
      }
    }
  }

  private void singles(Subject subject, Transplant attack, int s, Tally tally) throws IOException {
    String host = subject.capture.busiestHost();
    int count = subject.flows(SHARES.get(s));
    Mixed mixed = mixed(subject, attack, count);
    for (int i = 0; i < mixed.profiles.size(); i++) {
      Finding finding = mixed.finding(subject, i);
      tally.singles[s] = tally.singles[s].plus(Share.one(isAlarm(finding)));
      if (isAlarm(finding) && s == SHARES.size() - 1) {
        Detection detection = detection(subject, mixed.profiles.get(i), finding);
        boolean right = AttackFamily.isRightOf(attack.label(), detection.pattern().label());
        List<String> addresses = attack.addresses(mixed.starts.get(i), count, host);
        boolean known = detection.entities().stream().limit(FIRST).anyMatch(addresses::contains);
        tally.family = tally.family.plus(Share.one(right));
        tally.address = tally.address.plus(Share.one(known));
      }
    }
  }

  /** The same attack through some windows in a row: is it told, and how often? */
  private void stories(Subject subject, Transplant attack, int s, Tally tally) throws IOException {
    Random random = new Random(SEED + 1);
    String host = subject.capture.busiestHost();
    int count = subject.flows(SHARES.get(s));
    for (int i = 0; i < STORIES; i++) {
      int first = i * (subject.windows.size() - STORY_WINDOWS) / (STORIES - 1);
      int from = random.nextInt(attack.rows().size());
      List<List<String>> mixed = new ArrayList<>();
      for (int w = 0; w < STORY_WINDOWS; w++) {
        mixed.add(
            attack.into(
                subject.rows.get(first + w), from + w * count, count, i % 2 == 0, host, random));
      }
      Memory memory = subject.before.get(first);
      long alarms = 0;
      int w = first;
      for (Profile profile : subject.profiles(mixed)) {
        Step step = subject.detector.judge(profile, memory);
        memory = step.memory();
        // an alarm of the network's own is none of the story
        alarms += isAlarm(step.finding()) && !isAlarm(subject.findings.get(w++)) ? 1 : 0;
      }
      tally.stories[s] = tally.stories[s].plus(Share.one(alarms > 0));
      tally.storyAlarms[s] += alarms;
    }
  }

  /** An attacker who grows slowly, and one who stays, in the network's windows again and again. */
  private void ramp(Subject subject, Transplant attack) throws IOException {
    int windows = (int) Math.rint(RAMP_END * 100) * RAMP_STEP;
    List<Boolean> grown = are(alarms(subject, attack, windows, w -> 1 + w / RAMP_STEP));
    int found = grown.indexOf(true);
    int staying = subject.flows(PERSISTENT_SHARE);
    List<Boolean> stays = are(alarms(subject, attack, PERSISTENT_WINDOWS, w -> staying));
    ramps.append(
        DetectorPage.row(
            subject.capture.name(),
            attack.name(),
            found < 0 ? "never" : 1 + found / RAMP_STEP + " %",
            stays.contains(true) ? stays.indexOf(true) + 1 : "never",
            stays.stream().filter(alarm -> alarm).count(),
            stays.lastIndexOf(true) + 1));
  }

  private static List<Boolean> are(List<Optional<Finding>> alarms) {
    return alarms.stream().map(Optional::isPresent).toList();
  }

  /** An attacker of very few flows in each window. */
  private void slow(Subject subject, Transplant attack) throws IOException {
    List<Object> cells = new ArrayList<>();
    cells.add(subject.capture.name() + ", " + subject.size);
    cells.add(subject.detector.windowsOfBlock() > 1 ? "yes" : "no");
    cells.add(attack.name());
    for (int flows : SLOW_FLOWS) {
      List<Optional<Finding>> alarms = alarms(subject, attack, SLOW_WINDOWS, w -> flows);
      int first = 0;
      while (first < alarms.size() && alarms.get(first).isEmpty()) {
        first++;
      }
      boolean isFound = first < alarms.size();
      boolean isOfBlock = isFound && alarms.get(first).get().block().isPresent();
      cells.add(isFound ? (first + 1) + (isOfBlock ? ", as a block" : "") : "never");
      cells.add(alarms.stream().filter(Optional::isPresent).count());
      slowFound += isFound ? 1 : 0;
      slowInBlocks += isOfBlock ? 1 : 0;
      slowAll++;
    }
    slow.append(DetectorPage.row(cells.toArray()));
  }

  /** By window, what alarms but would not without the attack. */
  private static List<Optional<Finding>> alarms(
      Subject subject, Transplant attack, int windows, IntUnaryOperator count) throws IOException {
    Random random = new Random(SEED + 2);
    String host = subject.capture.busiestHost();
    List<List<String>> mixed = new ArrayList<>();
    int from = random.nextInt(attack.rows().size());
    for (int w = 0; w < windows; w++) {
      List<String> rows = subject.rows.get(w % subject.rows.size());
      mixed.add(attack.into(rows, from, count.applyAsInt(w), false, host, random));
      from += count.applyAsInt(w);
    }
    Memory without = subject.detector.memory(DetectorPage.RATE);
    Memory with = subject.detector.memory(DetectorPage.RATE);
    List<Optional<Finding>> alarms = new ArrayList<>();
    List<Profile> profiles = subject.profiles(mixed);
    for (int w = 0; w < windows; w++) {
      Step usual = subject.detector.judge(subject.windows.get(w % subject.windows.size()), without);
      Step attacked = subject.detector.judge(profiles.get(w), with);
      without = usual.memory();
      with = attacked.memory();
      boolean isOfAttack = isAlarm(attacked.finding()) && !isAlarm(usual.finding());
      alarms.add(isOfAttack ? Optional.of(attacked.finding()) : Optional.empty());
    }
    return alarms;
  }

  /** The network is another one from now on: no attack. */
  private void change(Subject subject) throws IOException {
    String service = subject.capture.busiestService();
    List<String> hosts = subject.capture.hosts();
    change(
        subject,
        service.replace(',', ' ') + " is moved",
        row -> NetworkCapture.moved(row, service));
    change(
        subject,
        hosts.size() == 1 ? "a host is renumbered" : hosts.size() + " hosts are renumbered",
        row -> NetworkCapture.renumbered(row, hosts));
    change(subject, "a proxy takes the web's calls", row -> NetworkCapture.proxied(row, hosts));
  }

  private void change(Subject subject, String what, UnaryOperator<String> changed)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (List<String> window : subject.rows) {
      rows.add(window.stream().map(changed).toList());
    }
    IncidentCorrelator correlator = new IncidentCorrelator();
    List<Incident> incidents = new ArrayList<>();
    Memory memory = subject.detector.memory(DetectorPage.RATE);
    long alarms = 0;
    for (Profile profile : subject.profiles(rows)) {
      Step step = subject.detector.judge(profile, memory);
      memory = step.memory();
      if (isAlarm(step.finding())) {
        alarms++;
        incidents.addAll(correlator.add(detection(subject, profile, step.finding())));
      }
    }
    incidents.addAll(correlator.end());
    Map<String, Integer> looks = new TreeMap<>();
    int about = 0;
    for (Incident incident : incidents) {
      if (incident.entities().stream().anyMatch(who -> NetworkCapture.isNew(who.address()))) {
        about++;
        looks.merge(incident.pattern().label(), incident.windows().size(), Integer::sum);
      }
    }
    changes.append(
        DetectorPage.row(
            subject.capture.name() + ", " + subject.size,
            what,
            alarms + " of " + rows.size(),
            about,
            looks.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(look -> look.getKey() + " " + look.getValue())
                .collect(Collectors.joining(", "))));
  }

  private void add(Tally more, String group) {
    Tally sum = tallies.computeIfAbsent(group, any -> new Tally());
    for (int r = 0; r < RATES.size(); r++) {
      sum.falseAlarms[r] = sum.falseAlarms[r].plus(more.falseAlarms[r]);
    }
    for (int s = 0; s < SHARES.size(); s++) {
      sum.singles[s] = sum.singles[s].plus(more.singles[s]);
      sum.stories[s] = sum.stories[s].plus(more.stories[s]);
      sum.storyAlarms[s] += more.storyAlarms[s];
    }
    sum.causes += more.causes;
    sum.incidents += more.incidents;
    sum.family = sum.family.plus(more.family);
    sum.address = sum.address.plus(more.address);
  }

  private static String row(String name, Tally tally, Subject subject) {
    String learned =
        subject == null
            ? ""
            : subject.detector.windows()
                + " ("
                + Math.round(subject.detector.independentWindows())
                + ")";
    return DetectorPage.row(
        name,
        learned,
        tally.falseAlarms[0].of(),
        rounded(tally.falseAlarms[0]),
        rounded(tally.falseAlarms[1]),
        DetectorPage.format("%.2f", 100.0 * tally.causes / tally.falseAlarms[1].of()),
        DetectorPage.format("%.2f", 100.0 * tally.incidents / tally.falseAlarms[1].of()),
        three(tally.singles),
        three(tally.stories),
        DetectorPage.format(
            "%.1f", (double) tally.storyAlarms[2] / Math.max(1, tally.stories[2].count())),
        rounded(tally.family),
        rounded(tally.address));
  }

  private static String rounded(Share share) {
    return share.of() == 0 ? "-" : DetectorPage.format("%.3f", share.value());
  }

  private static String three(Share[] shares) {
    return Stream.of(shares)
        .map(share -> share.of() == 0 ? "-" : DetectorPage.format("%.2f", share.value()))
        .collect(Collectors.joining(" / "));
  }

  private String page() {
    String columns =
        " | learned from (independent) | windows | alarms at 0.01 | at 0.02 | causes per 100 | incidents"
            + " per 100 | recall at 3 / 5 / 10 % | over eight windows | alarms a story | right family |"
            + " true address";
    StringBuilder page =
        new StringBuilder(
            DetectorPage.heading(
                "Other networks, in the order of time: the "
                    + (adaptive ? "adaptive" : "static")
                    + " detector"));
    page.append(
        DetectorPage.format(
            "The first %.0f %% of a capture, or the day before, is learned from, the rest monitored"
                + " in its order. Choices were made on %s; the others only check them. A cause:"
                + " alarms of one channel and entity with at most %d quiet windows between; an"
                + " incident: what becomes of alarms that belong together, lone low ones aside."
                + " Attacks: %s; the inside party has the address of the network's busiest host."
                + " Recall, stories, names at the rate %.2f, in windows that do not alarm without"
                + " them; alarms a story, names and addresses at 10 %%.%n",
            100 * NetworkCapture.BASELINE_SHARE,
            String.join(" and ", CHOSEN_ON),
            MOST_QUIET,
            attacks.stream().map(Transplant::name).collect(Collectors.joining(", ")),
            DetectorPage.RATE));
    page.append(DetectorPage.table("By network and window size", "network" + columns));
    page.append(networks);
    page.append(DetectorPage.table("Pooled", "networks" + columns));
    tallies.forEach((group, tally) -> page.append(row(group, tally, null)));
    page.append(curves.table());
    page.append(
        DetectorPage.table(
            "Attackers who wait, windows of 100",
            "network | attack | found as it grows by 1 % every 20 windows, at | found where it"
                + " stays at 10 %, after windows | alarms in 500 windows | the last after"));
    page.append(ramps);
    page.append(
        DetectorPage.table(
            "Slow attackers, 64 windows",
            "network | blocks judged | attack | 1 flow a window: found after windows | alarms"
                + " | 2 flows a window: found after windows | alarms"));
    page.append(slow);
    page.append(
        DetectorPage.format(
            "%n%d of %d are found, %d of them first as a block of windows.%n",
            slowFound, slowAll, slowInBlocks));
    page.append(
        DetectorPage.table(
            "A network that changes",
            "network | change | windows that alarm | incidents about new addresses | looking like,"
                + " in windows"));
    return page.append(changes).append('\n').toString();
  }
}
