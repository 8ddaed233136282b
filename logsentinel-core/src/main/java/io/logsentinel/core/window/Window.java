package io.logsentinel.core.window;

/**
 * A fixed number of flows, in numbers. Infinite values of a flow count as 0 in its window.
 *
 * <p>No metric is NaN ({@link IllegalArgumentException}); sums may be infinite, where finite values
 * beyond all measure add up to that.
 *
 * @param id place of the window in its file, the first being 0
 * @param totalFlows number of flows
 * @param totalBytes payload bytes of both directions
 * @param totalPackets packets of both directions
 * @param uniqueSourceIps distinct source addresses, as they are spelled
 * @param uniqueDestinationIps distinct destination addresses, likewise
 * @param uniqueDestinationPorts distinct destination ports, compared as numbers
 * @param avgFlowBytesPerSec plain mean of the flows' bytes per second
 * @param avgFlowPacketsPerSec plain mean of the flows' packets per second
 * @param avgPacketsPerFlow total packets by total flows
 * @param attackRatio attacks by labelled flows, 0 to 1; NaN where no flow is labelled
 */
public record Window(
    long id,
    long totalFlows,
    double totalBytes,
    double totalPackets,
    long uniqueSourceIps,
    long uniqueDestinationIps,
    long uniqueDestinationPorts,
    double avgFlowBytesPerSec,
    double avgFlowPacketsPerSec,
    double avgPacketsPerFlow,
    double attackRatio) {

  public Window {
    for (double value :
        new double[] {
          totalBytes, totalPackets, avgFlowBytesPerSec, avgFlowPacketsPerSec, avgPacketsPerFlow
        }) {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("window " + id + ": a metric must not be NaN");
      }
    }
  }

  /** {@return whether any flow is labelled, so that there is an attack ratio} */
  public boolean isLabelled() {
    return !Double.isNaN(attackRatio);
  }
}
