package io.logsentinel.core.evaluate;

import io.logsentinel.core.evaluate.EvaluationInput.IncidentWindows;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import io.logsentinel.core.evaluate.Verdicts.Verdict;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Windows, verdicts and incidents made up from a seed. */
record Cases(
    List<LabelledWindow> windows,
    List<Optional<Verdict>> verdicts,
    List<IncidentWindows> incidents) {
  private static final int FLOWS = 200;
  private static final List<String> ATTACKS = List.of("Bot", "DDoS", "PortScan");

  /** Few distinct scores give many ties, and every kind of window is likely. */
  static Cases of(long seed) {
    Random random = new Random(seed);
    List<LabelledWindow> windows = new ArrayList<>();
    List<Optional<Verdict>> verdicts = new ArrayList<>();
    List<IncidentWindows> incidents = new ArrayList<>();
    int scores = 1 + random.nextInt(12);
    double unseen = random.nextBoolean() ? 0 : 0.1;
    int files = 1 + random.nextInt(3);
    for (int f = 0; f < files; f++) {
      int count = random.nextInt(25);
      for (int id = 0; id < count; id++) {
        windows.add(window("f" + f, id, random));
        double score = random.nextInt(scores) / 4.0 - 1;
        verdicts.add(
            random.nextDouble() < unseen
                ? Optional.empty()
                : Optional.of(new Verdict(score, random.nextInt(3) == 0)));
      }
      for (int i = random.nextInt(6); i > 0 && count > 0; i--) {
        List<Long> ids = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
          int id = random.nextInt(count);
          // incidents are made of what was judged
          if (verdicts.get(verdicts.size() - count + id).isPresent()) {
            ids.add((long) id);
          }
        }
        if (!ids.isEmpty()) {
          incidents.add(new IncidentWindows("i" + i, "f" + f, ids));
        }
      }
    }
    return new Cases(windows, verdicts, incidents);
  }

  private static LabelledWindow window(String file, long id, Random random) {
    int attacks =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> random.nextInt(5);
          default -> random.nextInt(FLOWS + 1);
        };
    int benign = random.nextInt(3) == 0 ? 0 : random.nextInt(FLOWS - attacks + 1);
    String attack = attacks == 0 ? "" : ATTACKS.get(random.nextInt(ATTACKS.size()));
    return new LabelledWindow(file, id, FLOWS, benign, attacks, attack);
  }

  EvaluationInput input() {
    return new EvaluationInput(
        FLOWS,
        windows,
        new LabelCounts(),
        0,
        List.of(Verdicts.of(Subject.DETECTOR, verdicts)),
        incidents,
        Optional.empty(),
        OptionalDouble.empty());
  }

  Evaluation evaluation(double minAttackShare) {
    return Evaluation.of(input(), minAttackShare);
  }
}
