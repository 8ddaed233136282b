package io.logsentinel.core.baseline;

import java.util.HashSet;
import java.util.List;

/**
 * History of a baseline: what it takes to go on learning as if it had never stopped.
 *
 * <p>A place is a window's number among all that trained, from 0; places of windows that are
 * forgotten stay empty.
 *
 * @param halfLife in windows: of those that old every second is kept; 0 where nothing is forgotten
 * @param files that it was learned from, in order
 * @param trained windows that trained, forgotten ones too
 * @param places of the windows that are kept, rising
 * @param profilePlaces of the profiles that are kept, rising
 */
public record TrainingHistory(
    int halfLife,
    List<TrainedFile> files,
    int trained,
    List<Integer> places,
    List<Integer> profilePlaces) {

  public TrainingHistory {
    files = List.copyOf(files);
    places = List.copyOf(places);
    profilePlaces = List.copyOf(profilePlaces);
    if (halfLife < 0) {
      throw new IllegalArgumentException("the half-life must be from 0 but is " + halfLife);
    }
    if (files.stream().mapToLong(TrainedFile::trained).sum() != trained) {
      throw new IllegalArgumentException(
          "the windows of the files that trained must add up to " + trained);
    }
    requireRising("places", places, trained);
    requireRising("profile places", profilePlaces, trained);
    if (!new HashSet<>(places).containsAll(profilePlaces)) {
      throw new IllegalArgumentException("a profile is of a window that is not kept");
    }
    if (halfLife == 0 && places.size() != trained) {
      throw new IllegalArgumentException(
          trained + " windows trained but " + places.size() + " are kept");
    }
  }

  private static void requireRising(String what, List<Integer> places, int bound) {
    int previous = -1;
    for (int place : places) {
      if (place <= previous || place >= bound) {
        throw new IllegalArgumentException(
            what + " must rise and lie below " + bound + " but " + place + " follows " + previous);
      }
      previous = place;
    }
  }

  /**
   * A file that a baseline was learned from.
   *
   * @param name of the raw file
   * @param digest of its windows, see {@link WindowsDigest}
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

    /** {@return the number of windows that alarmed and did not train, from 0} */
    public int heldBack() {
      return windows - trained;
    }
  }
}
