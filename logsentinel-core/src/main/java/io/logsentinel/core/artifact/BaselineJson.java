package io.logsentinel.core.artifact;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@code baseline_model.json}, as the original has it: {@code {"metric": {"mean": m, "std": s},
 * ...}}, metrics in column order, four blanks of indent.
 */
public final class BaselineJson {
  private BaselineJson() {}

  /**
   * Writes a baseline.
   *
   * @param baseline any baseline
   * @param out where the bytes go; flushed and closed by the caller
   */
  public static void write(Baseline baseline, OutputStream out) throws IOException {
    document(baseline).moveTo(out);
  }

  /**
   * {@return SHA-256 of the bytes that are written of a baseline, in hex}
   *
   * @param baseline any baseline
   */
  public static String digest(Baseline baseline) {
    return Digests.sha256Hex(document(baseline).toBytes());
  }

  private static JsonWriter document(Baseline baseline) {
    JsonWriter json = JsonWriter.document().beginObject();
    for (Metric metric : Metric.values()) {
      Spread spread = baseline.spreads().get(metric.ordinal());
      json.name(metric.column()).beginObject();
      json.name("mean").value(spread.mean()).name("std").value(spread.std()).endObject();
    }
    return json.endObject();
  }

  /**
   * {@return the baseline that was written, ours or the original's}
   *
   * @param in the bytes; closed by the caller
   * @throws ArtifactException if it is damaged or has other metrics; the message says where
   */
  public static Baseline read(InputStream in) throws IOException {
    return StrictJson.read(in, BaselineJson::read);
  }

  private static Baseline read(JsonReader json) throws IOException {
    Map<Metric, Spread> spreads = new EnumMap<>(Metric.class);
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      int place = Metric.NAMES.indexOf(name);
      if (place < 0) {
        throw new ArtifactException("`" + name + "` is no metric; they are " + Metric.NAMES);
      }
      if (spreads.put(Metric.values()[place], readSpread(json)) != null) {
        throw new ArtifactException(name + " stands there twice");
      }
    }
    json.endObject();
    for (Metric metric : Metric.values()) {
      if (!spreads.containsKey(metric)) {
        throw new ArtifactException("lacks the metric " + metric.column());
      }
    }
    return new Baseline(List.copyOf(spreads.values()));
  }

  private static Spread readSpread(JsonReader json) throws IOException {
    json.beginObject();
    double mean = StrictJson.number(json, "mean");
    double std = StrictJson.number(json, "std");
    json.endObject();
    return new Spread(mean, std);
  }
}
