package io.logsentinel.core.baseline;

import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
   * @param allowed flows that an allowlist left out, by the rule's conditions in words
   */
  public record TrainedFile(
      String name, String digest, int windows, int trained, Map<String, Long> allowed) {
    public TrainedFile {
      allowed = Collections.unmodifiableMap(new TreeMap<>(allowed));
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

  /**
   * SHA-256 of the metrics of a file's windows: two files of equal windows are one, however their
   * flows are labelled.
   */
  public static final class WindowsDigest {
    private final MessageDigest digest = Digests.algorithm();

    /** The digest of no window. */
    public WindowsDigest() {}

    /**
     * Adds a window.
     *
     * @param window the next of the file
     */
    public void add(Window window) {
      StringBuilder line = new StringBuilder();
      for (Metric metric : Metric.values()) {
        line.append(NumberText.write(metric.of(window))).append(',');
      }
      digest.update(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** {@return the digest as 64 hexadecimal digits; no window can be added any more} */
    public String hex() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
