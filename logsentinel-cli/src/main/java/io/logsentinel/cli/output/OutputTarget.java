package io.logsentinel.cli.output;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Place that events go to, and their format there.
 *
 * @param format of the events
 * @param file where they go; empty for standard output
 */
public record OutputTarget(EventFormat format, Optional<Path> file) {
  private static final String STANDARD_OUTPUT = "-";

  /** One letter is the drive of a path on Windows. */
  private static final Pattern NAMED =
      Pattern.compile("(?<format>[A-Za-z][A-Za-z0-9]+):(?<place>.*)", Pattern.DOTALL);

  /**
   * {@return the place that a text names}
   *
   * @param text {@code FORMAT:FILE}, or a file whose name tells the format; {@code -} is standard
   *     output, without a format that of {@link EventFormat#NDJSON}
   * @throws IllegalArgumentException if it names none; the message says what to write
   */
  public static OutputTarget of(String text) {
    Matcher named = NAMED.matcher(text);
    if (named.matches()) {
      EventFormat format =
          EventFormat.named(named.group("format"))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no format is named `"
                              + named.group("format")
                              + "`; there are "
                              + EventFormat.words()
                              + " (a file of that name is ./"
                              + text
                              + ")"));
      return of(format, named.group("place"), text);
    }
    if (text.equals(STANDARD_OUTPUT)) {
      return of(EventFormat.NDJSON, text, text);
    }
    Path name = Path.of(text).getFileName();
    EventFormat format =
        EventFormat.ofFile(name == null ? "" : name.toString())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "`"
                            + text
                            + "` does not say in which format, of "
                            + EventFormat.words()
                            + ": write ecs:"
                            + text));
    return of(format, text, text);
  }

  private static OutputTarget of(EventFormat format, String place, String text) {
    if (place.isEmpty()) {
      throw new IllegalArgumentException(
          "`" + text + "` names no file; write " + format.word() + ":FILE, or - for stdout");
    }
    boolean isStandardOutput = place.equals(STANDARD_OUTPUT);
    return new OutputTarget(
        format, isStandardOutput ? Optional.empty() : Optional.of(Path.of(place)));
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return format.word() + ":" + file.map(Path::toString).orElse(STANDARD_OUTPUT);
  }
}
