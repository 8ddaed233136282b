package io.logsentinel.cli.follow;

import com.google.gson.stream.JsonReader;
import io.logsentinel.cli.output.Silence;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * State of a source, as of its last whole window.
 *
 * @param name that findings carry
 * @param path that its flows are written to, in words
 * @param isEnded whether nothing more is read of it
 * @param session as the engine writes it; empty once it has ended
 * @param window number of the window at hand, or, once it has ended, of the one it would go on at
 * @param files that flows of that window may be in, in order
 * @param past files before these, the last ones
 * @param silence that was told of it, and is not over
 * @param adapted what is known of its baseline; empty where that does not adapt
 */
record SavedSource(
    String name,
    String path,
    boolean isEnded,
    String session,
    long window,
    List<FileMark> files,
    List<FileMark> past,
    Optional<Silence> silence,
    String adapted) {
  SavedSource {
    files = List.copyOf(files);
    past = List.copyOf(past);
  }

  /** {@return whether a file of its name was read for it, under this name or another} */
  boolean hasRead(FoundFile file) {
    return marks().anyMatch(mark -> mark.isOf(file));
  }

  /** {@return whether a file of another name was read for it} */
  boolean hasReadRenamed(FoundFile file) {
    Rotation rotation = new Rotation(Path.of(path));
    return marks().anyMatch(mark -> mark.isRenamed(file, rotation::isNamedAfter));
  }

  /** {@return whether a file is the last one that was read for it, and has grown since} */
  boolean hasGrown(FoundFile file) {
    return !files.isEmpty()
        && files.get(files.size() - 1).isOf(file)
        && files.get(files.size() - 1).isOutgrownBy(file);
  }

  private Stream<FileMark> marks() {
    return Stream.concat(files.stream(), past.stream());
  }

  static SavedSource read(JsonReader json) throws IOException {
    json.beginObject();
    String name = StrictJson.string(json, "name");
    String path = StrictJson.string(json, "path");
    boolean isEnded = StrictJson.count(json, "ended") == 1;
    String session = StrictJson.string(json, "session");
    StrictJson.name(json, "window");
    SavedSource source =
        new SavedSource(
            name,
            path,
            isEnded,
            session,
            StrictJson.whole(json),
            StrictJson.list(json, "files", FileMark::read),
            StrictJson.list(json, "past", FileMark::read),
            SilenceWatch.read(json, name, path),
            StrictJson.string(json, "adapted"));
    json.endObject();
    return source;
  }

  void write(JsonWriter json) {
    json.beginObject();
    json.name("name").value(name);
    json.name("path").value(path);
    json.name("ended").value(isEnded ? 1 : 0);
    json.name("session").value(session);
    json.name("window").value(window);
    json.name("files").array(files, file -> file.write(json));
    json.name("past").array(past, file -> file.write(json));
    SilenceWatch.write(json, silence);
    json.name("adapted").value(adapted);
    json.endObject();
  }
}
