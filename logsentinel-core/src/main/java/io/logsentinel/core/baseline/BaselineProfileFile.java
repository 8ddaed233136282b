package io.logsentinel.core.baseline;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.logsentinel.core.ArtifactException;
import io.logsentinel.core.flow.NumberText;
import io.logsentinel.core.json.StrictJson;
import io.logsentinel.core.profile.Profile;
import io.logsentinel.core.profile.ProfileJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * {@code baseline_profile.json}: what the baseline was made of. Its last member {@code digest} is
 * the SHA-256 of the file as it would be with an empty digest. Version 1 had no profiles; it is
 * still read.
 */
public final class BaselineProfileFile {
  private static final String FORMAT = "logsentinel-baseline-profile";
  private static final int VERSION = 2;

  private BaselineProfileFile() {}

  /**
   * SHA-256 of some bytes.
   *
   * @param bytes any bytes
   * @return 64 hexadecimal digits
   */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Writes a profile.
   *
   * @param profile any profile
   * @param out where the bytes go; flushed and closed by the caller
   * @throws ArtifactException if it is larger than what can be read back
   * @throws IOException if the bytes cannot be written
   */
  public static void write(BaselineProfile profile, OutputStream out) throws IOException {
    byte[] bytes = bytes(profile, VERSION, digest(bytes(profile, VERSION, "")));
    if (bytes.length > StrictJson.MAX_BYTES) {
      throw new ArtifactException(
          "a profile of "
              + profile.windows().size()
              + " windows takes "
              + bytes.length
              + " bytes, but at most "
              + StrictJson.MAX_BYTES
              + " are read back: learn from fewer, larger windows");
    }
    out.write(bytes);
  }

  private static byte[] bytes(BaselineProfile profile, int version, String digest)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonWriter json = StrictJson.writer(bytes);
    json.beginObject();
    json.name("format").value(FORMAT);
    json.name("version").value(version);
    json.name("dialect").value(profile.dialect());
    json.name("metrics").beginArray();
    for (String metric : profile.metrics()) {
      json.value(metric);
    }
    json.endArray();
    json.name("window_size").value(profile.windowSize());
    json.name("windows").value(profile.windows().size());
    json.name("state").beginArray();
    for (List<Double> window : profile.windows()) {
      json.beginArray();
      for (double value : window) {
        json.value(NumberText.write(value)); // as text: JSON has no infinity
      }
      json.endArray();
    }
    json.endArray();
    if (version > 1) {
      json.name("profiles").beginArray();
      for (Profile window : profile.profiles()) {
        json.jsonValue(ProfileJson.write(window, profile.dialect()));
      }
      json.endArray();
    }
    json.name("baseline_model_digest").value(profile.baselineDigest());
    json.name("digest").value(digest);
    json.endObject();
    json.flush();
    return bytes.toByteArray();
  }

  /**
   * Reads a profile.
   *
   * @param in the bytes; closed by the caller
   * @return the profile
   * @throws ArtifactException if it is damaged or of another version; the message says where
   * @throws IOException if the bytes cannot be read
   */
  public static BaselineProfile read(InputStream in) throws IOException {
    return StrictJson.read(in, BaselineProfileFile::read);
  }

  private static BaselineProfile read(JsonReader json) throws IOException {
    json.beginObject();
    String format = StrictJson.string(json, "format");
    int version = StrictJson.count(json, "version");
    if (!format.equals(FORMAT) || version < 1 || version > VERSION) {
      throw new ArtifactException(
          "must be "
              + FORMAT
              + " version 1 to "
              + VERSION
              + " but is "
              + format
              + " version "
              + version);
    }
    String dialect = StrictJson.string(json, "dialect");
    StrictJson.name(json, "metrics");
    List<String> metrics = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      metrics.add(json.nextString());
    }
    json.endArray();
    int windowSize = StrictJson.count(json, "window_size");
    int windows = StrictJson.count(json, "windows");
    StrictJson.name(json, "state");
    List<List<Double>> state = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      List<Double> window = new ArrayList<>();
      json.beginArray();
      while (json.hasNext()) {
        window.add(NumberText.parse(json.nextString()));
      }
      json.endArray();
      state.add(window);
    }
    json.endArray();
    if (state.size() != windows) {
      throw new ArtifactException("says " + windows + " windows but holds " + state.size());
    }
    List<Profile> profiles = new ArrayList<>();
    if (version > 1) {
      StrictJson.name(json, "profiles");
      json.beginArray();
      while (json.hasNext()) {
        profiles.add(ProfileJson.read(json, dialect));
      }
      json.endArray();
    }
    String baselineDigest = StrictJson.string(json, "baseline_model_digest");
    String digest = StrictJson.string(json, "digest");
    json.endObject();
    BaselineProfile profile =
        new BaselineProfile(dialect, metrics, windowSize, state, profiles, baselineDigest);
    String actual = digest(bytes(profile, version, ""));
    if (!actual.equals(digest)) {
      throw new ArtifactException(
          "its content has the digest " + actual + " but it says " + digest + ": it was changed");
    }
    return profile;
  }
}
