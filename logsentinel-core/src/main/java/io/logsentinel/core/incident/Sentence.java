package io.logsentinel.core.incident;

import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Profile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Locale;

/** An incident in one sentence. */
final class Sentence {
  private static final int DATE = "2017-07-07T".length();

  /** Beyond, doubles are no longer exact to one, and plain text is long. */
  private static final double EXACT = 1e15;

  private final OpenIncident story;
  private final EntityTotals deed;

  private Sentence(OpenIncident story, EntityTotals deed) {
    this.story = story;
    this.deed = deed;
  }

  /** {@code deed} is what was done, null where that is not known. */
  static String of(OpenIncident story, AttackPattern pattern, EntityTotals deed) {
    Sentence sentence = new Sentence(story, deed);
    return sentence.what(pattern) + sentence.when() + ".";
  }

  private String what(AttackPattern pattern) {
    return switch (pattern) {
      case VERTICAL_SCAN ->
          attacker()
              + " tried "
              + atLeast(deed == null ? 0 : deed.ports(), "port", "ports")
              + " of "
              + victim()
              + with();
      case HORIZONTAL_SCAN ->
          attacker()
              + " tried "
              + atLeast(deed == null ? 0 : deed.peers(), "address", "addresses")
              + with();
      case FLOOD, DISTRIBUTED_FLOOD -> doers() + " flooded " + service() + with();
      case FAST_EXHAUSTION -> doers() + " pressed " + service() + with();
      case SLOW_EXHAUSTION -> doers() + " held" + connections("slow ") + " to " + service();
      case BRUTE_FORCE -> doers() + " tried to log in to " + service() + with();
      case BOT -> doers() + " called " + service() + " outside" + with();
      case WEB_ATTACK -> doers() + " talked at length to " + service() + with();
      case EXFILTRATION -> attacker() + " and " + victim() + " moved " + bytes() + with();
      case UNKNOWN -> "Unusual traffic" + between() + strongest();
    };
  }

  private String attacker() {
    String first = story.sources().first();
    return first.isEmpty() ? "Somebody" : first;
  }

  private String victim() {
    String first = story.destinations().first();
    return first.isEmpty() ? "an unknown host" : first;
  }

  private String service() {
    String port = story.ports().first();
    return victim() + (port.isEmpty() ? "" : " port " + port);
  }

  /** The attacker where the deed is his alone, else how many there are. */
  private String doers() {
    return deed != null && deed.peers() > 1
        ? "At least " + number(deed.peers()) + " sources"
        : attacker();
  }

  /** Distinct ones do not add up over windows; those of one window are a lower bound. */
  private static String atLeast(long count, String one, String many) {
    return count == 0
        ? "many " + many
        : "at least " + number(count) + " " + (count == 1 ? one : many);
  }

  private String with() {
    return deed == null ? "" : " with" + connections("");
  }

  private String connections(String kind) {
    String count = deed == null ? " " : " " + number(deed.flows()) + " ";
    return count + kind + (deed != null && deed.flows() == 1 ? "connection" : "connections");
  }

  private String bytes() {
    return deed == null ? "more bytes than usual" : number(Math.rint(deed.bytes())) + " bytes";
  }

  private String between() {
    String source = story.sources().first();
    String destination = story.destinations().first();
    if (source.isEmpty() && destination.isEmpty()) {
      return "";
    }
    if (destination.isEmpty()) {
      return " from " + source;
    }
    return (source.isEmpty() ? "" : " from " + source) + " to " + destination;
  }

  private String strongest() {
    return story.evidence().stream().findFirst().map(Sentence::strongest).orElse("");
  }

  private static String strongest(Evidence evidence) {
    return ": "
        + evidence.channel().name()
        + evidence.entity().map(entity -> " of " + entity).orElse("")
        + " was "
        + three(evidence.observed())
        + ", where "
        + three(evidence.expected())
        + " is usual,";
  }

  private String when() {
    int windows = story.windows().size();
    String in = windows == 1 ? " in 1 window" : " in " + number(windows) + " windows";
    if (story.firstTime() == Profile.NO_TIME) {
      return in;
    }
    String first = Instant.ofEpochMilli(story.firstTime()).toString();
    String last = Instant.ofEpochMilli(story.lastTime()).toString();
    if (first.equals(last)) {
      return in + ", at " + first;
    }
    boolean sameDay = first.regionMatches(0, last, 0, DATE);
    return in + ", from " + first + " to " + (sameDay ? last.substring(DATE) : last);
  }

  private static String number(double value) {
    return value < EXACT ? String.format(Locale.ROOT, "%,.0f", value) : three(value);
  }

  /** Three digits that count. */
  private static String three(double value) {
    return NumberText.write(new BigDecimal(value).round(new MathContext(3)).doubleValue());
  }
}
