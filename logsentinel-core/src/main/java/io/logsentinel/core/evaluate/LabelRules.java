package io.logsentinel.core.evaluate;

import io.logsentinel.core.evaluate.LabelRules.LabelKind;
import io.logsentinel.core.input.dialect.Dialect;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules that sort labels into benign, attack and unlabelled.
 *
 * <p>Case does not matter. A label is benign if it contains a benign word, as {@code attack_ratio}
 * of the windowed files has it. Else it says nothing if it is blank or holds a word for unlabelled
 * as a word of its own: {@code Background} is found in {@code flow=Background-TCP}, {@code CIC} not
 * in {@code Cicada}, since an attack taken for unlabelled would be lost. Every other label is an
 * attack; one that ends in {@code - Attempted} counts as asked.
 *
 * @param benign words, none of them blank
 * @param unlabelled words, none of them blank
 * @param attempted kind of {@code X - Attempted}
 */
public record LabelRules(List<String> benign, List<String> unlabelled, LabelKind attempted) {
  /** The meaning of a label. */
  public enum LabelKind {
    /** Usual traffic. */
    BENIGN,
    /** Part of an attack. */
    ATTACK,
    /** Nobody knows: the flow counts as neither. */
    UNLABELLED
  }

  /** The corrected labels of CIC-IDS2017 mark attacks so that had no effect. */
  private static final Pattern ATTEMPTED =
      Pattern.compile("\\s*-\\s*ATTEMPTED$", Pattern.CASE_INSENSITIVE);

  public LabelRules {
    benign = upper(benign);
    unlabelled = upper(unlabelled);
  }

  private static List<String> upper(List<String> words) {
    for (String word : words) {
      if (word.isBlank()) {
        throw new IllegalArgumentException("a label word must not be blank");
      }
    }
    return words.stream().map(word -> word.strip().toUpperCase(Locale.ROOT)).toList();
  }

  /**
   * {@return the rules of a dialect} Attempted attacks are attacks, as they are for {@code
   * attack_ratio}.
   *
   * @param dialect of the flows
   */
  public static LabelRules of(Dialect dialect) {
    return new LabelRules(dialect.benign(), dialect.unlabelled(), LabelKind.ATTACK);
  }

  /**
   * {@return the kind of a label}
   *
   * @param label any text
   */
  public LabelKind kind(String label) {
    String upper = label.strip().toUpperCase(Locale.ROOT);
    if (benign.stream().anyMatch(upper::contains)) {
      return LabelKind.BENIGN;
    }
    if (upper.isEmpty() || unlabelled.stream().anyMatch(word -> hasWord(upper, word))) {
      return LabelKind.UNLABELLED;
    }
    return ATTEMPTED.matcher(upper).find() ? attempted : LabelKind.ATTACK;
  }

  private static boolean hasWord(String text, String word) {
    if (word.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return text.equals(word); // a dash is no word where it stands between two
    }
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
      boolean ends = end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return the attack: the label without blanks around it and without {@code - Attempted}}
   *
   * @param label of an attack
   */
  public String attack(String label) {
    String name = label.strip();
    Matcher attemptedEnd = ATTEMPTED.matcher(name);
    return attemptedEnd.find() && attemptedEnd.start() > 0
        ? name.substring(0, attemptedEnd.start())
        : name;
  }

  /**
   * A frequency table of labels. At most {@value #MAX_LABELS} labels are told apart, so that a file
   * with a label of its own for every flow fits; flows of further labels are counted by kind.
   */
  public static final class LabelCounts {
    /** The most labels that are told apart. */
    public static final int MAX_LABELS = 1000;

    private final Map<String, Count> labels = new TreeMap<>();
    private final Map<LabelKind, Long> others = new EnumMap<>(LabelKind.class);

    /**
     * The flows of a label.
     *
     * @param kind meaning of the label
     * @param flows number of flows, from 1
     */
    public record Count(LabelKind kind, long flows) {}

    /** An empty table. */
    public LabelCounts() {}

    /**
     * Adds flows of one label.
     *
     * @param label any text
     * @param kind meaning of the label
     * @param flows number of flows, from 1
     */
    public void add(String label, LabelKind kind, long flows) {
      if (labels.size() < MAX_LABELS || labels.containsKey(label)) {
        labels.merge(
            label, new Count(kind, flows), (a, b) -> new Count(kind, a.flows() + b.flows()));
      } else {
        others.merge(kind, flows, Long::sum);
      }
    }

    /**
     * Adds all of another table.
     *
     * @param other stays as it is
     */
    public void add(LabelCounts other) {
      other.labels.forEach((label, count) -> add(label, count.kind(), count.flows()));
      other.others.forEach((kind, flows) -> others.merge(kind, flows, Long::sum));
    }

    /** {@return the labels as they came, with their counts, in the order of the labels} */
    public Map<String, Count> labels() {
      return new TreeMap<>(labels);
    }

    /** {@return kind to flows of the labels beyond {@value #MAX_LABELS}; empty where none are} */
    public Map<LabelKind, Long> others() {
      return new EnumMap<>(others);
    }
  }
}
