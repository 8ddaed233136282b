package io.logsentinel.core.flow;

import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.NumberText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rules that sort labels into benign, attack and unlabelled.
 *
 * <p>Case does not matter, nor do blanks around a label. Words are compared as words, not as parts
 * of one: {@code Background} is found in {@code flow=Background-TCP}, {@code None} not in {@code
 * Nonesuch}. A label that says nothing may be written with other signs between its words, or none:
 * {@code NoLabel}, {@code no_label}. A word without a letter must be the whole label: {@code -} is
 * not found in {@code DoS - Hulk}, and {@code 0} is in {@code 0.0}, which is the same number, but
 * not in {@code port 0}.
 *
 * <p>A label is benign if it has a benign word. Else it says nothing if it is blank or has a word
 * for unlabelled. Every other label is an attack; one that ends in {@code - Attempted} counts as
 * asked.
 *
 * @param benign words, none of them blank
 * @param unlabelled words, none of them blank
 * @param attempted kind of {@code X - Attempted}
 */
public record LabelRules(List<String> benign, List<String> unlabelled, LabelKind attempted) {
  /** The meaning of a label. */
  public enum LabelKind {
    /** Usual traffic. */
    BENIGN("BENIGN"),
    /** Part of an attack. */
    ATTACK("ATTACK"),
    /** Nobody knows: the flow counts as neither. */
    UNLABELLED("Unlabelled");

    private final String usualLabel;

    LabelKind(String usualLabel) {
      this.usualLabel = usualLabel;
    }

    /** {@return the kind as a word in lower case} */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The rules of CIC-IDS2017's labels, and of those of cleaned files. */
  public static final LabelRules USUAL =
      new LabelRules(
          List.of("BENIGN"),
          List.of(
              "CIC",
              "No Label",
              "NeedManualLabel",
              "Unknown",
              "Unlabeled",
              "Unlabelled",
              "-",
              "NaN",
              "None",
              "Background"),
          LabelKind.ATTACK);

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
    return words.stream().map(word -> word.strip().toUpperCase(Locale.ROOT)).distinct().toList();
  }

  /**
   * {@return the kind of a label}
   *
   * @param label any text
   */
  public LabelKind kind(String label) {
    String upper = Blanks.strip(label).toUpperCase(Locale.ROOT);
    if (hasOneOf(upper, benign)) {
      return LabelKind.BENIGN;
    }
    if (upper.isEmpty() || hasOneOf(upper, unlabelled) || isWritten(upper, unlabelled)) {
      return LabelKind.UNLABELLED;
    }
    boolean isAttempted = upper.endsWith("ATTEMPTED") && ATTEMPTED.matcher(upper).find();
    return isAttempted ? attempted : LabelKind.ATTACK;
  }

  /**
   * {@return the label of a flow whose halves have two: that of an attack, else a benign one, of
   * two of a kind the first}
   *
   * @param first label of the half that was sent first
   * @param second label of the other
   */
  public String ofBoth(String first, String second) {
    LabelKind a = kind(first);
    LabelKind b = kind(second);
    boolean isSecond = a != b && (b == LabelKind.ATTACK || a == LabelKind.UNLABELLED);
    return isSecond ? second : first;
  }

  private static boolean hasOneOf(String label, List<String> words) {
    for (String word : words) {
      if (hasLetter(word)
          ? hasWord(label, word)
          : label.equals(word) || NumberText.parse(label) == NumberText.parse(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasLetter(String word) {
    for (int at = 0; at < word.length(); at += Character.charCount(word.codePointAt(at))) {
      if (Character.isLetter(word.codePointAt(at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasWord(String text, String word) {
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

  /** Words of one name are written with blanks, with other signs or with nothing between them. */
  private static boolean isWritten(String label, List<String> words) {
    String joined = joined(label);
    return !joined.isEmpty() && words.stream().anyMatch(word -> joined(word).equals(joined));
  }

  private static String joined(String words) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (c != '_' && c != '-' && c != ' ' && (c < '\t' || c > '\r')) {
        joined.append(c);
      }
    }
    return joined.toString();
  }

  /**
   * {@return what says by the {@link #USUAL} rules what a label says by these: the label as it is
   * where it does, else {@code BENIGN}, {@code ATTACK} or {@code Unlabelled}}
   *
   * @param label any text
   */
  public String usual(String label) {
    LabelKind kind = kind(label);
    return USUAL.kind(label) == kind ? label : kind.usualLabel;
  }

  /**
   * {@return the attack: the label without blanks around it and without {@code - Attempted}}
   *
   * @param label of an attack
   */
  public String attack(String label) {
    String name = Blanks.strip(label);
    Matcher attemptedEnd = ATTEMPTED.matcher(name);
    return attemptedEnd.find() && attemptedEnd.start() > 0
        ? name.substring(0, attemptedEnd.start())
        : name;
  }

  /**
   * {@return rules with the words of both; attempted attacks are what they are here}
   *
   * @param other rules
   */
  public LabelRules and(LabelRules other) {
    return new LabelRules(
        Stream.concat(benign.stream(), other.benign.stream()).toList(),
        Stream.concat(unlabelled.stream(), other.unlabelled.stream()).toList(),
        attempted);
  }

  /**
   * A frequency table of labels. At most {@value #MAX_LABELS} labels are told apart, so that a file
   * with a label of its own for every flow fits; flows of further labels are counted by kind.
   */
  public static final class LabelCounts {
    /** The most labels that are told apart. */
    public static final int MAX_LABELS = 100;

    private final Map<LabelKind, Map<String, Long>> labels = new EnumMap<>(LabelKind.class);
    private final Map<LabelKind, Long> others = new EnumMap<>(LabelKind.class);
    private int size;

    /**
     * The flows of a label.
     *
     * @param label without blanks around it
     * @param kind meaning of the label
     * @param flows number of flows, from 1
     */
    public record Count(String label, LabelKind kind, long flows) {}

    /** An empty table. */
    public LabelCounts() {}

    /**
     * Adds flows of one label.
     *
     * @param label any text
     * @param kind meaning of the label: of two dialects, the same text may have two
     * @param flows number of flows, from 1
     */
    public void add(String label, LabelKind kind, long flows) {
      count(Blanks.strip(label), kind, flows);
    }

    private void count(String label, LabelKind kind, long flows) {
      Map<String, Long> ofKind = labels.computeIfAbsent(kind, none -> new TreeMap<>());
      if (ofKind.containsKey(label)) {
        ofKind.merge(label, flows, Long::sum);
      } else if (size < MAX_LABELS) {
        ofKind.put(label, flows);
        size++;
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
      other.labels().forEach(count -> add(count.label(), count.kind(), count.flows()));
      other.others.forEach((kind, flows) -> others.merge(kind, flows, Long::sum));
    }

    /** {@return the labels with their counts, in the order of the labels} */
    public List<Count> labels() {
      List<Count> all = new ArrayList<>();
      for (LabelKind kind : LabelKind.values()) {
        all.addAll(of(kind));
      }
      all.sort((one, other) -> one.label().compareTo(other.label()));
      return List.copyOf(all);
    }

    /**
     * {@return the labels of a kind: those of the most flows first, of equally many in their order}
     *
     * @param kind any kind
     */
    public List<Count> of(LabelKind kind) {
      List<Count> counts = new ArrayList<>();
      labels
          .getOrDefault(kind, Map.of())
          .forEach((label, flows) -> counts.add(new Count(label, kind, flows)));
      counts.sort((one, other) -> Long.compare(other.flows(), one.flows()));
      return List.copyOf(counts);
    }

    /** {@return kind to flows of the labels beyond {@value #MAX_LABELS}; empty where none are} */
    public Map<LabelKind, Long> others() {
      return new EnumMap<>(others);
    }
  }
}
