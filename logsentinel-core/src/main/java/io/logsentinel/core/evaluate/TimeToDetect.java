package io.logsentinel.core.evaluate;

/**
 * How long attacks went on before they were found.
 *
 * @param phases of attacks, from 0
 * @param found of them
 * @param windows between a phase's first window and its first alarmed one, over all that were
 *     found; 0 for one that is found in its first window
 */
public record TimeToDetect(long phases, long found, long windows) {

  /**
   * The mean of the phases that were found.
   *
   * @return windows, from 0
   */
  public Estimate mean() {
    return phases == 0
        ? Estimate.none("no attack phase")
        : found == 0 ? Estimate.none("no phase was found") : Estimate.of((double) windows / found);
  }
}
