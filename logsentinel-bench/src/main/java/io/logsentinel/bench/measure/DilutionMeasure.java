package io.logsentinel.bench.measure;

import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Real attacks mixed into unseen benign windows at known shares; pools some folders of them. */
final class DilutionMeasure {
  private static final int WINDOW_SIZE = 100;
  private static final String BASELINE = "Monday-WorkingHours.pcap_ISCX.csv";
  private static final String BENIGN = "benign";
  private static final Pattern NAME = Pattern.compile("-([A-Za-z]+)_([\\d.]+)\\.csv$");
  private static final double NAMED_FROM = 0.1;
  private static final int FIRST = 3;

  private final List<Share> falseAlarms = DetectorPage.noAlarms();
  private final Map<String, Map<Double, Share>> recall = new TreeMap<>();
  private final Map<String, Share> named = new TreeMap<>();
  private final Map<String, Share> addressed = new TreeMap<>();
  private final Map<AttackPattern, Share> right = new TreeMap<>();
  private long windows;

  private DilutionMeasure() {}

  static String section(List<Path> folders) throws IOException {
    DilutionMeasure measure = new DilutionMeasure();
    for (Path folder : folders) {
      measure.add(folder.toAbsolutePath().normalize());
    }
    return measure.page(folders);
  }

  private void add(Path folder) throws IOException {
    Detector detector = Detector.learn(LabelledProfile.profiles(read(folder.resolve(BASELINE))));
    windows += detector.windows();
    Map<String, List<String>> truth = truth(folder.resolveSibling("truth.csv"));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.find()) {
          double share = Double.parseDouble(name.group(2));
          for (LabelledProfile window : read(file)) {
            judge(detector, window, new Cell(file, name.group(1), share), truth);
          }
        }
      }
    }
  }

  private static List<LabelledProfile> read(Path file) throws IOException {
    return LabelledProfile.read(() -> Files.newInputStream(file), WINDOW_SIZE, -1);
  }

  /** Source and destination of the attack, by file and window. */
  private static Map<String, List<String>> truth(Path file) throws IOException {
    Map<String, List<String>> truth = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split(",");
      truth.put(
          fields[0].replace("windowed_cleaned_", "") + " " + fields[1],
          List.of(fields[3], fields[4]));
    }
    return truth;
  }

  /** An attack at a share. */
  private record Cell(Path file, String attack, double share) {}

  private void judge(
      Detector detector, LabelledProfile window, Cell cell, Map<String, List<String>> truth) {
    Finding finding = detector.judge(window.profile());
    if (cell.attack().equals(BENIGN)) {
      for (int r = 0; r < falseAlarms.size(); r++) {
        boolean alarm = detection(cell, window, finding, DetectorPage.RATES.get(r)).isPresent();
        falseAlarms.set(r, falseAlarms.get(r).plus(Share.one(alarm)));
      }
      return;
    }
    Optional<Detection> detection = detection(cell, window, finding, DetectorPage.RATE);
    recall
        .computeIfAbsent(cell.attack(), attack -> new TreeMap<>())
        .merge(cell.share(), Share.one(detection.isPresent()), Share::plus);
    if (detection.isEmpty()) {
      return;
    }
    AttackPattern pattern = detection.get().pattern();
    Share isRight = Share.one(AttackFamily.isRight(cell.attack(), pattern.label()));
    right.merge(pattern, isRight, Share::plus);
    if (cell.share() >= NAMED_FROM) {
      named.merge(cell.attack(), isRight, Share::plus);
      List<String> addresses =
          truth.get(cell.file().getFileName() + " " + window.profile().windowId());
      boolean known =
          detection.get().entities().stream().limit(FIRST).anyMatch(addresses::contains);
      addressed.merge(cell.attack(), Share.one(known), Share::plus);
    }
  }

  private static Optional<Detection> detection(
      Cell cell, LabelledProfile window, Finding finding, double rate) {
    return Detection.of(
        cell.file().getFileName().toString(),
        window.profile(),
        finding,
        rate,
        Optional.empty(),
        address -> false);
  }

  private String page(List<Path> folders) {
    String disguise =
        folders.stream()
            .map(folder -> folder.toAbsolutePath().normalize().getParent().getFileName().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    String heading = "Real attacks at known shares, disguise: " + disguise;
    StringBuilder page = new StringBuilder(DetectorPage.heading(heading));
    page.append(
        DetectorPage.format(
            "%d seeds, windows of %d flows, a baseline of %.0f windows on average. False alarms are"
                + " alarms on unseen benign windows; all else at the rate %.2f.%n",
            folders.size(), WINDOW_SIZE, (double) windows / folders.size(), DetectorPage.RATE));
    page.append(DetectorPage.falseAlarms(falseAlarms));
    appendRecall(page);
    appendNames(page);
    appendCalibration(page);
    return page.append("\n").toString();
  }

  private void appendRecall(StringBuilder page) {
    TreeSet<Double> shares = new TreeSet<>();
    recall.values().forEach(byShare -> shares.addAll(byShare.keySet()));
    String columns = shares.stream().map(share -> " | " + share).collect(Collectors.joining());
    page.append(DetectorPage.table("Recall by share of attack flows", "attack" + columns));
    recall.forEach(
        (attack, byShare) -> {
          page.append("| ").append(attack);
          shares.forEach(share -> page.append(" | ").append(two(byShare.get(share).value())));
          page.append(" |\n");
        });
    page.append("| mean");
    for (double share : shares) {
      double mean =
          recall.values().stream()
              .mapToDouble(byShare -> byShare.get(share).value())
              .average()
              .orElseThrow();
      page.append(DetectorPage.format(" | %.3f", mean));
    }
    page.append(" |\n");
  }

  private void appendNames(StringBuilder page) {
    page.append(
        DetectorPage.table(
            "Names and addresses, alarms at a share of " + NAMED_FROM + " and above",
            "attack | alarms | right pattern family | true address among the first " + FIRST));
    named.forEach((attack, share) -> page.append(name(attack, share, addressed.get(attack))));
    page.append(name("all", sum(named.values()), sum(addressed.values())));
  }

  private static String name(String attack, Share name, Share address) {
    return DetectorPage.row(attack, name.of(), name.rounded(), address.rounded());
  }

  private void appendCalibration(StringBuilder page) {
    page.append(
        DetectorPage.table(
            "Stated confidence and how often the name is right, alarms at all shares",
            "pattern | stated | right | alarms | share right | interval"));
    double off = 0;
    for (Map.Entry<AttackPattern, Share> entry : right.entrySet()) {
      double stated = entry.getKey().confidence(1);
      Share share = entry.getValue();
      page.append(DetectorPage.row(entry.getKey().label(), two(stated), share.cells()));
      off += share.of() * Math.abs(share.value() - stated);
    }
    page.append(
        DetectorPage.format(
            "%nStated and measured lie %.3f apart on average over the alarms.%n",
            off / sum(right.values()).of()));
  }

  private static Share sum(Collection<Share> shares) {
    return shares.stream().reduce(Share.NONE, Share::plus);
  }

  private static String two(double value) {
    return DetectorPage.format("%.2f", value);
  }
}
