package io.logsentinel.core.evaluate;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A counter of the labels of a file's flows by window: window i holds flows i * size to (i + 1) *
 * size - 1 and the partial flows that stand before the last of them, as {@link
 * io.logsentinel.core.window.Windower} cuts them. Not thread-safe.
 */
public final class WindowLabeller {
  /** More attacks than these in one window are counted as flows, but none is the main one. */
  private static final int MAX_ATTACKS = 4096;

  private final String file;
  private final int windowSize;
  private final UnaryOperator<LabelRules> words;

  /** The rules of whoever wrote the labels, and those that labels are taken by. */
  private LabelRules own = LabelRules.USUAL;

  private LabelRules rules;
  private final List<LabelledWindow> windows = new ArrayList<>();
  private final List<Double> attackRatios = new ArrayList<>();
  private final Map<String, Meaning> meanings = new HashMap<>();
  private final Map<String, Long> attacksOfWindow = new HashMap<>();
  private LabelCounts labels = new LabelCounts();
  private long benign;
  private long attacks;
  private long wholeAttacks;
  private long wholeLabelled;
  private long partials;
  private int flows;

  /** The meaning of a label, made out once. */
  private record Meaning(LabelKind kind, String attack) {}

  /**
   * Begins with window 0.
   *
   * @param file name of the windowed file
   * @param windowSize flows per window, from 1
   * @param words the rules that sort labels, given those of whoever wrote them
   */
  public WindowLabeller(String file, int windowSize, UnaryOperator<LabelRules> words) {
    this.file = file;
    this.windowSize = windowSize;
    this.words = words;
    this.rules = words.apply(own);
  }

  /** {@return the name of the windowed file} */
  public String file() {
    return file;
  }

  /** Forgets everything and begins again with window 0. */
  public void restart() {
    windows.clear();
    attackRatios.clear();
    labels = new LabelCounts();
    clear();
  }

  private void clear() {
    attacksOfWindow.clear();
    benign = 0;
    attacks = 0;
    wholeAttacks = 0;
    wholeLabelled = 0;
    partials = 0;
    flows = 0;
  }

  /**
   * Adds the flows of a batch, the partial ones where they stand among the others.
   *
   * @param batch any batch
   */
  public void add(FlowBatch batch) {
    int from = 0;
    for (int i = 0; i < batch.partials().size(); i++) {
      PartialFlow partial = batch.partials().get(i);
      add(batch, from, (int) partial.wholeBefore());
      addPartial(batch.partialLabel(i));
      from = (int) partial.wholeBefore();
    }
    add(batch, from, batch.size());
  }

  /**
   * Adds whole flows of a batch.
   *
   * @param batch any batch
   * @param from the first row, from 0
   * @param to the row after the last, at most the batch's size
   */
  public void add(FlowBatch batch, int from, int to) {
    if (!batch.labelRules().equals(own)) {
      own = batch.labelRules();
      rules = words.apply(own);
      meanings.clear();
    }
    String run = null;
    long length = 0;
    for (int row = from; row < to; row++) {
      String label = batch.label(row);
      Meaning meaning = meaning(label);
      if (!label.equals(run)) {
        count(run, length);
        run = label;
        length = 0;
      }
      length++;
      LabelKind kind = batch.labelKind(row);
      wholeAttacks += kind == LabelKind.ATTACK ? 1 : 0;
      wholeLabelled += kind == LabelKind.UNLABELLED ? 0 : 1;
      add(meaning);
      endOfFlow();
    }
    count(run, length);
  }

  /**
   * Adds a partial flow to the window of the next whole one.
   *
   * @param label of the flow, empty for none
   */
  public void addPartial(String label) {
    add(meaning(label));
    count(label, 1);
    partials++;
  }

  private void count(@Nullable String label, long count) {
    if (label != null) {
      labels.add(label, meaning(label).kind(), count);
    }
  }

  private Meaning meaning(String label) {
    Meaning known = meanings.get(label);
    if (known == null) {
      LabelKind kind = rules.kind(label);
      known = new Meaning(kind, kind == LabelKind.ATTACK ? rules.attack(label) : "");
      if (meanings.size() >= LabelCounts.MAX_LABELS) {
        meanings.clear();
      }
      meanings.put(label, known);
    }
    return known;
  }

  private void add(Meaning meaning) {
    if (meaning.kind() == LabelKind.BENIGN) {
      benign++;
    } else if (meaning.kind() == LabelKind.ATTACK) {
      attacks++;
      String attack = meaning.attack();
      if (attacksOfWindow.size() < MAX_ATTACKS || attacksOfWindow.containsKey(attack)) {
        attacksOfWindow.merge(attack, 1L, Long::sum);
      }
    }
  }

  private void endOfFlow() {
    flows++;
    if (flows == windowSize) {
      long all = windowSize + partials;
      String main = mainAttack();
      List<String> others =
          attacksOfWindow.keySet().stream().filter(it -> !it.equals(main)).sorted().toList();
      windows.add(new LabelledWindow(file, windows.size(), all, benign, attacks, main, others));
      attackRatios.add(wholeLabelled == 0 ? Double.NaN : (double) wholeAttacks / wholeLabelled);
      clear();
    }
  }

  private String mainAttack() {
    String main = "";
    long most = 0;
    for (Map.Entry<String, Long> attack : attacksOfWindow.entrySet()) {
      int more = Long.compare(attack.getValue(), most);
      if (more > 0 || (more == 0 && attack.getKey().compareTo(main) < 0)) {
        main = attack.getKey();
        most = attack.getValue();
      }
    }
    return main;
  }

  /** {@return the whole windows so far, in file order} */
  public List<LabelledWindow> windows() {
    return List.copyOf(windows);
  }

  /**
   * {@return the attack ratios of the whole windows so far, whatever the words: those that their
   * {@link io.logsentinel.core.window.Window}s have, in file order, 0 to 1, NaN where no flow is
   * labelled}
   */
  public List<Double> attackRatios() {
    return List.copyOf(attackRatios);
  }

  /** {@return the labels of all flows so far} */
  public LabelCounts labels() {
    return labels;
  }

  /** {@return the rules that the labels of the last flows were taken by} */
  public LabelRules rules() {
    return rules;
  }

  /** {@return the number of whole flows after the last whole window, 0 to window size - 1} */
  public int leftOver() {
    return flows;
  }

  /**
   * A window's flows by their labels.
   *
   * @param file name of the windowed file
   * @param windowId place of the window in its file, from 0
   * @param flows of the window, partial ones included, from 1
   * @param benign flows labelled as benign
   * @param attacks flows labelled as attacks; all others are unlabelled
   * @param attack name of the attack with the most flows, of several the first by name; empty where
   *     there is none
   * @param others names of further attacks, in their order
   */
  public record LabelledWindow(
      String file,
      long windowId,
      long flows,
      long benign,
      long attacks,
      String attack,
      List<String> others) {

    /**
     * A window with flows of one attack at most.
     *
     * @param file name of the windowed file
     * @param windowId place of the window in its file, from 0
     * @param flows of the window, partial ones included, from 1
     * @param benign flows labelled as benign
     * @param attacks flows labelled as attacks; all others are unlabelled
     * @param attack its name; empty where there is none
     */
    public LabelledWindow(
        String file, long windowId, long flows, long benign, long attacks, String attack) {
      this(file, windowId, flows, benign, attacks, attack, List.of());
    }

    /** The role of a window in an evaluation. */
    public enum Kind {
      /** Without an attack flow: an alarm is a false one. */
      BENIGN,
      /** With the least share of attack flows or more: no alarm is a miss. */
      ATTACKED,
      /** With attack flows, but fewer: left out. */
      BELOW_SHARE,
      /** Without a labelled flow: left out. */
      UNLABELLED
    }

    public LabelledWindow {
      others = List.copyOf(others);
      if (flows < 1 || benign < 0 || attacks < 0 || benign + attacks > flows) {
        throw new IllegalArgumentException(
            "a window of " + flows + " flows cannot have " + benign + " benign and " + attacks);
      }
    }

    /** {@return attack flows by all flows, unlabelled ones included: 0 to 1} */
    public double attackShare() {
      return (double) attacks / flows;
    }

    /**
     * {@return the kind of the window}
     *
     * @param minAttackShare from which share of attack flows on a window is attacked, 0 to 1; at 0
     *     any attack flow will do
     */
    public Kind kind(double minAttackShare) {
      if (attacks > 0) {
        return attackShare() >= minAttackShare ? Kind.ATTACKED : Kind.BELOW_SHARE;
      }
      return benign > 0 ? Kind.BENIGN : Kind.UNLABELLED;
    }
  }
}
