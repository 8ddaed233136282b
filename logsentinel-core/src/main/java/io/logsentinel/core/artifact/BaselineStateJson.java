package io.logsentinel.core.artifact;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.TrainingHistory;
import io.logsentinel.core.baseline.TrainingHistory.TrainedFile;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code baseline_profile.json}: what the baseline was made of. Its last member {@code digest} is
 * the SHA-256 of the file as it would be with an empty digest. Version 1 had no profiles and
 * version 2 no history; both are still read.
 */
public final class BaselineStateJson {
  private static final String FORMAT = "logsentinel-baseline-profile";
  private static final String AFTER_DIGEST = "\"\n}";
  private static final int VERSION = 3;

  private BaselineStateJson() {}

  /**
   * Writes a profile.
   *
   * @param profile any profile
   * @param out where the bytes go; flushed and closed by the caller
   * @throws ArtifactException if it is larger than what can be read back
   */
  public static void write(BaselineState profile, OutputStream out) throws IOException {
    // what an earlier version did not note cannot be written as of this one
    int version = profile.history().isPresent() ? VERSION : VERSION - 1;
    byte[] bytes = bytes(profile, version);
    byte[] digest = Digests.sha256Hex(bytes).getBytes(StandardCharsets.US_ASCII);
    if (bytes.length + digest.length > StrictJson.MAX_BYTES) {
      String takes = profile.windows().size() + " windows takes " + (bytes.length + digest.length);
      String most = " bytes, but at most " + StrictJson.MAX_BYTES + " are read back: ";
      throw new ArtifactException(
          "a profile of "
              + takes
              + most
              + "learn from fewer, larger windows, or forget with a half-life");
    }
    int place = bytes.length - AFTER_DIGEST.length();
    out.write(bytes, 0, place);
    out.write(digest);
    out.write(bytes, place, AFTER_DIGEST.length());
  }

  /** The file with an empty digest. */
  private static byte[] bytes(BaselineState profile, int version) {
    JsonWriter json = JsonWriter.document().beginObject();
    json.name("format").value(FORMAT);
    json.name("version").value(version);
    json.name("dialect").value(profile.dialect());
    json.name("metrics").values(profile.metrics());
    json.name("window_size").value(profile.windowSize());
    json.name("windows").value(profile.windows().size());
    // numbers as text: JSON has no infinity
    json.name("state");
    json.array(profile.windows(), w -> json.values(w.stream().map(NumberText::write).toList()));
    if (version > 2) {
      writeHistory(profile.history().orElseThrow(), json);
    }
    if (version > 1) {
      json.name("profiles");
      json.array(profile.profiles(), p -> json.json(ProfilesJsonl.object(p, profile.dialect())));
    }
    json.name("baseline_model_digest").value(profile.baselineDigest());
    json.name("digest").value("");
    return json.endObject().toBytes();
  }

  private static void writeHistory(TrainingHistory history, JsonWriter json) {
    json.name("half_life").value(history.halfLife());
    json.name("files");
    json.objects(
        history.files(),
        file -> {
          json.name("name").value(file.name());
          json.name("digest").value(file.digest());
          json.name("windows").value(file.windows());
          json.name("trained").value(file.trained());
          if (!file.allowed().isEmpty()) {
            json.name("allowed").beginObject();
            file.allowed().forEach((rule, flows) -> json.name(rule).value(flows));
            json.endObject();
          }
        });
    json.name("trained").value(history.trained());
    json.name("places").array(history.places(), json::value);
    json.name("profile_places").array(history.profilePlaces(), json::value);
  }

  /**
   * {@return the profile that was written}
   *
   * @param in the bytes; closed by the caller
   * @throws ArtifactException if it is damaged or of another version; the message says where
   */
  public static BaselineState read(InputStream in) throws IOException {
    return StrictJson.read(in, BaselineStateJson::read);
  }

  /**
   * {@return the raw files that a baseline was learned from, in the order in which they trained;
   * none of versions that do not tell} Only the file's beginning is read and checked.
   *
   * @param in the bytes; closed by the caller
   * @throws ArtifactException if the beginning is damaged
   */
  public static List<String> trainedFiles(InputStream in) throws IOException {
    return StrictJson.readBeginning(
        in,
        json -> {
          json.beginObject();
          return StrictJson.seek(json, "files")
              ? StrictJson.list(json, file -> trainedFile(file).name())
              : List.of();
        });
  }

  /**
   * {@return the flows per window of a baseline, from 1} Only the file's beginning is read and
   * checked.
   *
   * @param in the bytes; closed by the caller
   * @throws ArtifactException if the beginning is damaged
   */
  public static int windowSize(InputStream in) throws IOException {
    return StrictJson.readBeginning(
        in,
        json -> {
          json.beginObject();
          if (!StrictJson.seek(json, "window_size")) {
            throw new ArtifactException("lacks `window_size`");
          }
          return Windower.requireSize(StrictJson.count(json));
        });
  }

  private static BaselineState read(JsonReader json) throws IOException {
    json.beginObject();
    String format = StrictJson.string(json, "format");
    int version = StrictJson.count(json, "version");
    if (!format.equals(FORMAT) || version < 1 || version > VERSION) {
      String actual = format + " version " + version;
      throw new ArtifactException(
          "must be " + FORMAT + " version 1 to " + VERSION + " but is " + actual);
    }
    String dialect = StrictJson.string(json, "dialect");
    List<String> metrics = StrictJson.list(json, "metrics", JsonReader::nextString);
    int windowSize = StrictJson.count(json, "window_size");
    int windows = StrictJson.count(json, "windows");
    List<List<Double>> state =
        StrictJson.list(
            json,
            "state",
            window -> StrictJson.list(window, sum -> NumberText.parse(sum.nextString())));
    if (state.size() != windows) {
      throw new ArtifactException("says " + windows + " windows but holds " + state.size());
    }
    Optional<TrainingHistory> history =
        version > 2 ? Optional.of(readHistory(json)) : Optional.empty();
    List<Profile> profiles =
        version > 1
            ? StrictJson.list(json, "profiles", profile -> ProfilesJsonl.read(profile, dialect))
            : List.of();
    String baselineDigest = StrictJson.string(json, "baseline_model_digest");
    String digest = StrictJson.string(json, "digest");
    json.endObject();
    BaselineState profile =
        new BaselineState(dialect, metrics, windowSize, state, profiles, history, baselineDigest);
    String actual = Digests.sha256Hex(bytes(profile, version));
    if (!actual.equals(digest)) {
      throw new ArtifactException(
          "its content has the digest " + actual + " but it says " + digest + ": it was changed");
    }
    return profile;
  }

  private static TrainingHistory readHistory(JsonReader json) throws IOException {
    return new TrainingHistory( // from left to right, as they stand in the file
        StrictJson.count(json, "half_life"),
        StrictJson.list(json, "files", BaselineStateJson::trainedFile),
        StrictJson.count(json, "trained"),
        StrictJson.list(json, "places", StrictJson::count),
        StrictJson.list(json, "profile_places", StrictJson::count));
  }

  private static TrainedFile trainedFile(JsonReader json) throws IOException {
    json.beginObject();
    String name = StrictJson.string(json, "name");
    String digest = StrictJson.string(json, "digest");
    int windows = StrictJson.count(json, "windows");
    int trained = StrictJson.count(json, "trained");
    Map<String, Long> allowed = new TreeMap<>();
    if (json.hasNext()) {
      StrictJson.name(json, "allowed");
      json.beginObject();
      while (json.hasNext()) {
        String rule = json.nextName();
        allowed.put(rule, StrictJson.whole(json));
      }
      json.endObject();
    }
    json.endObject();
    return new TrainedFile(name, digest, windows, trained, allowed);
  }
}
