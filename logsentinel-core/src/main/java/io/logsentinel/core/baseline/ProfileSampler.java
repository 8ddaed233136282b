package io.logsentinel.core.baseline;

import io.logsentinel.core.window.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Bottom-k sample of up to {@link BaselineState#MAX_PROFILES} profiles of any number, in the order
 * of their places. With a half-life those that are kept longest, which is a sample of all that are
 * kept; else those of the least {@linkplain Profile#fingerprint fingerprint}. Either way it does
 * not matter in which parts they come.
 */
final class ProfileSampler {
  /** A profile in the sample, with its window's place among all that trained, from 0. */
  record Placed(int place, Profile profile) {}

  /** The first in order are kept. */
  private record Candidate(double keptUntil, int hash, Placed placed) {}

  private static final Comparator<Candidate> ORDER =
      Comparator.comparingDouble(Candidate::keptUntil)
          .reversed()
          .thenComparingInt(Candidate::hash)
          .thenComparingInt(candidate -> candidate.placed().place());

  private final String dialect;
  private final ExponentialForgetting forgetting;
  private final PriorityQueue<Candidate> kept = new PriorityQueue<>(ORDER.reversed());

  ProfileSampler(String dialect, ExponentialForgetting forgetting) {
    this.dialect = dialect;
    this.forgetting = forgetting;
  }

  /** Adds the profile of a window, its place above all before. */
  void add(int place, List<Double> metrics, Profile profile) {
    int hash = profile.fingerprint(dialect);
    double keptUntil = forgetting.keptUntil(place, metrics);
    kept.add(new Candidate(keptUntil, hash, new Placed(place, profile.toLearnFrom())));
    if (kept.size() > BaselineState.MAX_PROFILES) {
      kept.remove();
    }
  }

  /** Leaves out profiles of windows that are forgotten once that of the place trained. */
  void forget(int latest) {
    kept.removeIf(candidate -> candidate.keptUntil() <= latest);
  }

  /** {@return the profiles that are kept, in the order of their places} */
  List<Placed> profiles() {
    return kept.stream()
        .map(Candidate::placed)
        .sorted(Comparator.comparingInt(Placed::place))
        .toList();
  }
}
