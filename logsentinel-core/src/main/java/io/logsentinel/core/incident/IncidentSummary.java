package io.logsentinel.core.incident;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Deed;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident.Named;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.text.HumanTime;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Summary of an open incident that is over: its pattern, who has which part, one sentence. */
final class IncidentSummary {
  private static final int MOST = 10;
  private static final int MOST_METRICS = 5;
  private static final int ID_DIGITS = 12;
  private static final int DATE = "2017-07-07T".length();

  private final OpenIncident open;

  /** Whether the zone of the times is known. */
  private final boolean zoned;

  private final Deed deed;

  private IncidentSummary(OpenIncident open, boolean zoned) {
    this.open = open;
    this.zoned = zoned;
    this.deed = open.deed();
  }

  static Incident of(OpenIncident open, boolean zoned) {
    return new IncidentSummary(open, zoned).incident();
  }

  private Incident incident() {
    List<Evidence> all = open.evidence();
    Participants participants = new Participants(open, deed);
    int named = open.named(deed.pattern().family()).stream().mapToInt(Named::windows).sum();
    double confidence = deed.pattern().confidence(Math.max(1, named));
    return new Incident(
        id(),
        open.file,
        deed.pattern(),
        open.named(deed.pattern().family()),
        deed.severity(open.pValue(), confidence, windowsOfDeed()),
        confidence,
        2 * open.agreed() >= open.windows.size() ? Decision.CONFIRMED_ANOMALY : Decision.SUSPICIOUS,
        open.windows,
        open.firstTime(),
        open.lastTime(),
        open.windowFlows(),
        deed.flows().value(),
        open.pValue(),
        open.score(),
        participants.told(),
        participants.more(),
        deed.pattern() == AttackPattern.VERTICAL_SCAN ? List.of() : open.ports.names(MOST),
        all.stream().filter(e -> !e.channel().isOfWindow()).limit(MOST).toList(),
        all.stream().filter(e -> e.channel().isOfWindow()).limit(MOST_METRICS).toList(),
        open.talkers().stream().limit(MOST).toList(),
        what() + when() + "." + phases());
  }

  /**
   * File and first window say all of one file: a window is of one incident, and a file only grows.
   * The time of that window tells apart the files of two days that have one name.
   */
  private String id() {
    String place = open.file + "\n" + open.first();
    if (open.beginning() != FlowBatch.NO_TIME) {
      place += "\n" + open.beginning();
    }
    return Digests.sha256Hex(place.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }

  /** What was counted; where nothing was that a name could be put to, the strongest evidence. */
  private String what() {
    String counted = deed.text();
    if (!counted.isEmpty()) {
      return counted;
    }
    List<Evidence> evidence = open.evidence();
    return evidence.stream()
        .filter(e -> e.entity().isPresent() && 2 * e.strength() >= evidence.get(0).strength())
        .findFirst()
        .or(() -> evidence.stream().findFirst())
        .map(e -> "Unusual: " + (isBound(e) ? "at least " : "") + e.words())
        .orElse("Unusual traffic");
  }

  /** Whether it may be of windows judged as one, which do not list all that they have together. */
  private boolean isBound(Evidence evidence) {
    return open.pace() > 1 && evidence.entity().isPresent() && !evidence.channel().isNovelty();
  }

  /** What one did in turn is one story, and each part of it is told. */
  private String phases() {
    List<Named> named = open.named(deed.pattern().family());
    return named.size() < 2
        ? ""
        : named.stream()
            .map(it -> it.pattern().label() + " in " + windows(it.windows()))
            .collect(Collectors.joining(", ", " Its windows look like: ", "."));
  }

  private static String windows(int count) {
    return HumanNumber.grouped(count) + (count == 1 ? " window" : " windows");
  }

  /** The windows that its flows are in; of what has no flows of its own, all. */
  private int windowsOfDeed() {
    long windows = deed.windows().value();
    return windows == 0 ? open.windows.size() : (int) Math.min(windows, open.windows.size());
  }

  private String when() {
    int windows = open.windows.size() * open.pace();
    // evidence is that of the window, or the windows together, with the most
    boolean isOfOne = deed.pattern() == AttackPattern.UNKNOWN && open.windows.size() > 1;
    boolean isOfSome = deed.windows().value() > 0 && windowsOfDeed() < windows;
    String some =
        (deed.windows().isExact() ? "" : "at least ")
            + HumanNumber.grouped(windowsOfDeed())
            + " of ";
    String one = open.pace() > 1 ? "some of " : "one of ";
    String in = " in " + (isOfOne ? one : isOfSome ? some : "") + windows(windows);
    if (open.firstTime() == FlowBatch.NO_TIME) {
      return in;
    }
    String first = HumanTime.text(open.firstTime(), zoned);
    String last = HumanTime.text(open.lastTime(), zoned);
    if (first.equals(last)) {
      return in + ", at " + first;
    }
    boolean sameDay = first.regionMatches(0, last, 0, DATE);
    return in + ", from " + first + " to " + (sameDay ? last.substring(DATE) : last);
  }
}
