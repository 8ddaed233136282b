package io.logsentinel.core.detect.calibrated;

/**
 * Scores of a window by group of channels: evidence adds up in the fourth power, near to the
 * largest, and raised where many agree.
 */
final class GroupScores {
  private final Channels channels;
  private final double[] sums;
  private final double[] strongest;

  GroupScores(Channels channels) {
    this.channels = channels;
    this.sums = new double[channels.groups()];
    this.strongest = new double[channels.groups()];
  }

  void add(int channel, double strength) {
    int group = channels.groupOf(channel);
    sums[group] += weight(strength);
    strongest[group] = Math.max(strongest[group], strength);
  }

  private static double weight(double strength) {
    return strength * strength * (strength * strength);
  }

  /** {@return the group with the largest score, of several the first} */
  int largest() {
    int largest = 0;
    for (int group = 1; group < sums.length; group++) {
      largest = sums[group] > sums[largest] ? group : largest;
    }
    return largest;
  }

  double score(int group) {
    return Math.sqrt(Math.sqrt(sums[group]));
  }

  /** {@return the strongest evidence of a group} */
  double strongest(int group) {
    return strongest[group];
  }

  /** {@return the part of its group's score that evidence holds} */
  double contribution(int group, double strength) {
    return score(group) * (weight(strength) / sums[group]);
  }
}
