package io.logsentinel.core.evaluate;

/**
 * How much of some attacks a judge finds.
 *
 * @param found windows with an alarm (of incidents: phases)
 * @param of all attacked ones
 * @param timeToDetect of their phases
 */
public record Recall(long found, long of, TimeToDetect timeToDetect) {
  /**
   * The share that is found.
   *
   * @return 0 to 1, with Wilson's interval
   */
  public Estimate share() {
    return Estimate.share(found, of, "none");
  }
}
