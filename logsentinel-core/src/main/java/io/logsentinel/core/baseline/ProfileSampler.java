package io.logsentinel.core.baseline;

import io.logsentinel.core.artifact.ProfileJson;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Keeps up to {@link BaselineState#MAX_PROFILES} profiles of any number, in the order of their
 * places. With a half-life those that are kept longest, which is a sample of all that are kept;
 * else by the hash of their content. Either way it does not matter in which parts they come.
 */
public final class ProfileSampler {
  /**
   * A profile in the sample.
   *
   * @param place of its window among all that trained, from 0
   * @param profile the profile
   */
  public record Placed(int place, Profile profile) {}

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

  /**
   * An empty sample.
   *
   * @param dialect name of the dialect of the flows
   * @param forgetting of the windows
   */
  public ProfileSampler(String dialect, ExponentialForgetting forgetting) {
    this.dialect = dialect;
    this.forgetting = forgetting;
  }

  /**
   * Adds a profile.
   *
   * @param place of its window, above all before
   * @param metrics of its window
   * @param profile the profile
   */
  public void add(int place, List<Double> metrics, Profile profile) {
    int hash = ProfileJson.write(profile, dialect).hashCode();
    double keptUntil = forgetting.keptUntil(place, metrics);
    kept.add(new Candidate(keptUntil, hash, new Placed(place, profile)));
    if (kept.size() > BaselineState.MAX_PROFILES) {
      kept.remove();
    }
  }

  /**
   * Leaves out profiles of windows that are forgotten.
   *
   * @param latest place of the window that trained last
   */
  public void forget(int latest) {
    kept.removeIf(candidate -> candidate.keptUntil() <= latest);
  }

  /**
   * The profiles that are kept.
   *
   * @return at most {@link BaselineState#MAX_PROFILES}, in the order of their places
   */
  public List<Placed> profiles() {
    List<Placed> inOrder = new ArrayList<>();
    kept.forEach(candidate -> inOrder.add(candidate.placed()));
    inOrder.sort(Comparator.comparingInt(Placed::place));
    return inOrder;
  }
}
