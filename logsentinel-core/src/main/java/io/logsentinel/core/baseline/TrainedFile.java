package io.logsentinel.core.baseline;

/**
 * A file that a baseline was learned from.
 *
 * @param name of the raw file
 * @param digest SHA-256 of its windows' metrics, in hex: two files of equal windows are one,
 *     however their flows are labelled
 * @param windows windows that it has, from 0
 * @param trained windows of them that trained: all but those that alarmed
 */
public record TrainedFile(String name, String digest, int windows, int trained) {
  public TrainedFile {
    if (trained < 0 || trained > windows) {
      throw new IllegalArgumentException(
          name + ": from 0 to " + windows + " windows may have trained but " + trained + " did");
    }
  }

  /**
   * Windows that alarmed, and did not train.
   *
   * @return from 0
   */
  public int heldBack() {
    return windows - trained;
  }
}
