package io.logsentinel.cli.terminal;

import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.flow.LabelRules.LabelCounts.Count;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.LongFunction;

/** Labels by what they were taken for, the commonest of each kind. */
public final class LabelText {
  private static final int MOST_LABELS = 3;
  private static final int MOST_CHARS = 40;

  private LabelText() {}

  /** As {@code benign: BENIGN 900; attack: DDoS 70, Bot 30, XSS 5 and 4 more}; empty for none. */
  static String of(LabelCounts labels, LongFunction<String> number) {
    StringJoiner kinds = new StringJoiner("; ");
    for (LabelKind kind : LabelKind.values()) {
      String text = of(labels, kind, number);
      if (!text.isEmpty()) {
        kinds.add(kind.word() + ": " + text);
      }
    }
    return kinds.toString();
  }

  /**
   * {@return the labels of whatever kind, as {@code No Label 1000, x 200}, the commonest of each
   * kind}
   *
   * @param labels any labels
   */
  public static String commonest(LabelCounts labels) {
    StringJoiner kinds = new StringJoiner(", ");
    for (LabelKind kind : LabelKind.values()) {
      String text = of(labels, kind, Long::toString);
      if (!text.isEmpty()) {
        kinds.add(text);
      }
    }
    return kinds.toString();
  }

  /** As {@code DDoS 70, Bot 30, XSS 5 and 4 more}; empty for none. */
  private static String of(LabelCounts labels, LabelKind kind, LongFunction<String> number) {
    List<Count> all = labels.of(kind);
    StringJoiner text = new StringJoiner(", ");
    all.stream()
        .limit(MOST_LABELS)
        .forEach(count -> text.add(shown(count.label()) + " " + number.apply(count.flows())));
    int more = all.size() - MOST_LABELS;
    long beyond = labels.others().getOrDefault(kind, 0L);
    if (more > 0) {
      text.add(more + " more labels");
    }
    if (beyond > 0) {
      text.add("labels beyond the first " + LabelCounts.MAX_LABELS + " " + number.apply(beyond));
    }
    return text.toString();
  }

  private static String shown(String label) {
    String word = label.strip();
    if (word.isEmpty()) {
      return "(empty)";
    }
    return SafeText.of(word.length() > MOST_CHARS ? word.substring(0, MOST_CHARS) + "..." : word);
  }
}
