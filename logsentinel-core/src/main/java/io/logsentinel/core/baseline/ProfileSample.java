package io.logsentinel.core.baseline;

import io.logsentinel.core.profile.Profile;
import io.logsentinel.core.profile.ProfileJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Keeps up to {@link BaselineProfile#MAX_PROFILES} profiles of any number, in the order in which
 * they came. Which ones depends on the hash of their content alone, so it does not matter in which
 * parts they come.
 */
public final class ProfileSample {
  /** A profile, its hash, and its place among all. */
  private record Candidate(int hash, long place, Profile profile) {}

  private static final Comparator<Candidate> BY_HASH =
      Comparator.comparingInt(Candidate::hash).thenComparingLong(Candidate::place);

  private final String dialect;
  private final PriorityQueue<Candidate> kept = new PriorityQueue<>(BY_HASH.reversed());
  private long seen;

  /**
   * An empty sample.
   *
   * @param dialect name of the dialect of the flows
   */
  public ProfileSample(String dialect) {
    this.dialect = dialect;
  }

  /**
   * Adds a profile.
   *
   * @param profile any profile
   */
  public void add(Profile profile) {
    int hash = ProfileJson.write(profile, dialect).hashCode();
    kept.add(new Candidate(hash, seen++, profile));
    if (kept.size() > BaselineProfile.MAX_PROFILES) {
      kept.remove();
    }
  }

  /**
   * Profiles that were added.
   *
   * @return from 0
   */
  public long seen() {
    return seen;
  }

  /**
   * The profiles that are kept.
   *
   * @return at most {@link BaselineProfile#MAX_PROFILES}, in the order in which they came
   */
  public List<Profile> profiles() {
    List<Candidate> inOrder = new ArrayList<>(kept);
    inOrder.sort(Comparator.comparingLong(Candidate::place));
    return inOrder.stream().map(Candidate::profile).toList();
  }
}
