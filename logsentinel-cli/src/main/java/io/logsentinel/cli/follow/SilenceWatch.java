package io.logsentinel.cli.follow;

import com.google.gson.stream.JsonReader;
import io.logsentinel.cli.output.Silence;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watch over a source that may fall silent: that is told once, and once when it is heard again. */
final class SilenceWatch {
  private final String name;
  private final String path;
  private final Duration after;
  private final Sink sink;
  private final long begun = System.nanoTime();
  private final long begunAt = System.currentTimeMillis();

  /** What was told, and is not over. */
  private Optional<Silence> told = Optional.empty();

  private long changes;

  /** Where silences are told. */
  interface Sink {
    void silence(Silence silence) throws IOException;
  }

  SilenceWatch(String name, String path, Duration after, Sink sink) {
    this.name = name;
    this.path = path;
    this.after = after;
    this.sink = sink;
  }

  /**
   * Looks whether the source is silent.
   *
   * @param file that is read; null where there is none yet
   * @param window number of the window at hand
   */
  void look(@Nullable FollowedFile file, long window) throws IOException {
    boolean isSilent = quiet(file).compareTo(after) >= 0;
    boolean isStillSilent = told.isPresent() && (file == null || !file.hasNews());
    if (isSilent == told.isPresent() || isStillSilent) {
      return; // what was read before an interruption, and is read again, is no news
    }
    long now = System.currentTimeMillis();
    long since = file == null ? begunAt : file.modified();
    Silence silence =
        isSilent ? new Silence(name, path, window, since, now, after, false) : told.get().over(now);
    told = isSilent ? Optional.of(silence) : Optional.empty();
    changes++;
    sink.silence(silence);
  }

  /** {@return how long nothing came, or there was no file} */
  Duration quiet(@Nullable FollowedFile file) {
    return file == null ? Duration.ofNanos(System.nanoTime() - begun) : file.quiet();
  }

  /** {@return a number that changes with what is to be saved} */
  long changes() {
    return changes;
  }

  /** {@return the silence that was told, and is not over} */
  Optional<Silence> told() {
    return told;
  }

  /** Goes on from one that was told before the follower was interrupted. */
  void resume(Optional<Silence> before) {
    told = before;
  }

  static Optional<Silence> read(JsonReader json, String file, String path) throws IOException {
    List<Silence> silences =
        StrictJson.list(
            json,
            "silence",
            each -> {
              each.beginObject();
              StrictJson.name(each, "window");
              long window = StrictJson.whole(each);
              StrictJson.name(each, "since");
              long since = StrictJson.signed(each);
              StrictJson.name(each, "after");
              Duration after = Duration.ofMillis(StrictJson.whole(each));
              each.endObject();
              return new Silence(file, path, window, since, since, after, false);
            });
    return silences.stream().findFirst();
  }

  static void write(JsonWriter json, Optional<Silence> told) {
    json.name("silence")
        .objects(
            told.stream().toList(),
            silence -> {
              json.name("window").value(silence.window());
              json.name("since").value(silence.since());
              json.name("after").value(silence.after().toMillis());
            });
  }
}
