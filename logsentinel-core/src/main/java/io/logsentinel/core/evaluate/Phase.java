package io.logsentinel.core.evaluate;

import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A phase of an attack: the attacked windows of one file with the same main attack, with at most
 * {@value #MAX_GAP} other windows between one and the next.
 *
 * @param file name of the windowed file
 * @param attack the main attack of its windows
 * @param windows ids of its windows, ascending, at least one
 * @param attackShare attack flows by all flows of its windows, above 0 to 1
 */
public record Phase(String file, String attack, List<Long> windows, double attackShare) {
  /** An attack pauses, and its windows are ragged: so many windows do not end a phase. */
  public static final int MAX_GAP = 2;

  public Phase {
    windows = List.copyOf(windows);
  }

  AttackShareBand shareBand() {
    return AttackShareBand.of(attackShare);
  }

  /** {@return the id of its first window} */
  public long first() {
    return windows.get(0);
  }

  /** {@return the id of its last window} */
  public long last() {
    return windows.get(windows.size() - 1);
  }

  /** {@return phases as they begin, of windows by file, in file order} */
  static List<Phase> of(List<LabelledWindow> windows, double minAttackShare) {
    Map<List<String>, List<LabelledWindow>> open = new HashMap<>();
    List<List<LabelledWindow>> phases = new ArrayList<>();
    for (LabelledWindow window : windows) {
      if (window.kind(minAttackShare) == LabelledWindow.Kind.ATTACKED) {
        List<String> key = List.of(window.file(), window.attack());
        List<LabelledWindow> phase = open.get(key);
        if (phase == null
            || window.windowId() - phase.get(phase.size() - 1).windowId() > MAX_GAP + 1) {
          phase = new ArrayList<>();
          open.put(key, phase);
          phases.add(phase);
        }
        phase.add(window);
      }
    }
    return phases.stream().map(Phase::of).toList();
  }

  private static Phase of(List<LabelledWindow> windows) {
    long flows = windows.stream().mapToLong(LabelledWindow::flows).sum();
    long attacks = windows.stream().mapToLong(LabelledWindow::attacks).sum();
    LabelledWindow first = windows.get(0);
    return new Phase(
        first.file(),
        first.attack(),
        windows.stream().map(LabelledWindow::windowId).toList(),
        (double) attacks / flows);
  }

  /** Groups phases by a key, each group in their order. */
  static <K> Map<K, List<Phase>> group(List<Phase> phases, Function<Phase, K> key) {
    return phases.stream().collect(Collectors.groupingBy(key));
  }

  /** Bands of attack shares, each of which has a recall of its own. */
  public enum AttackShareBand {
    /** Above 0, below 1 %. */
    BELOW_1(0, 0.01),
    /** From 1 %. */
    FROM_1(0.01, 0.02),
    /** From 2 %. */
    FROM_2(0.02, 0.05),
    /** From 5 %. */
    FROM_5(0.05, 0.1),
    /** From 10 %. */
    FROM_10(0.1, 0.2),
    /** From 20 %. */
    FROM_20(0.2, 0.5),
    /** From 50 to 100 %. */
    FROM_50(0.5, 1);

    private final double from;
    private final double to;

    AttackShareBand(double from, double to) {
      this.from = from;
      this.to = to;
    }

    /** {@return the least share of the band, 0 to 1} */
    public double from() {
      return from;
    }

    /** {@return the share that is in the band no more; of the last one 1, which is in it} */
    public double to() {
      return to;
    }

    static AttackShareBand of(double share) {
      AttackShareBand last = BELOW_1;
      for (AttackShareBand band : values()) {
        last = share >= band.from ? band : last;
      }
      return last;
    }
  }
}
