package io.logsentinel.core.artifact;

import com.google.gson.stream.JsonWriter;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.EntityTotals;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.text.StrictJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** Writes {@code incidents.json}: an array of all incidents. */
public final class IncidentJsonWriter implements Closeable {
  private final JsonWriter json;

  /**
   * Begins a file.
   *
   * @param out where the bytes go; neither flushed nor closed here
   * @throws IOException if the bytes cannot be written
   */
  public IncidentJsonWriter(OutputStream out) throws IOException {
    json = StrictJson.writer(out);
    json.beginArray();
  }

  /**
   * Writes an incident.
   *
   * @param incident any incident
   * @throws IOException if the bytes cannot be written
   */
  public void write(Incident incident) throws IOException {
    json.beginObject();
    json.name("id").value(incident.id());
    json.name("file").value(incident.file());
    json.name("likely_pattern").value(incident.pattern().label());
    json.name("severity").value(incident.severity().name());
    StrictJson.writeNumber(json, "confidence", incident.confidence());
    json.name("decision").value(incident.decision().words());
    json.name("first_window").value(incident.firstWindow());
    json.name("last_window").value(incident.lastWindow());
    json.name("windows").beginArray();
    for (long window : incident.windows()) {
      json.value(window);
    }
    json.endArray();
    if (incident.firstTime() != FlowBatch.NO_TIME) {
      json.name("first_time").value(Instant.ofEpochMilli(incident.firstTime()).toString());
      json.name("last_time").value(Instant.ofEpochMilli(incident.lastTime()).toString());
    }
    json.name("window_flows").value(incident.windowFlows());
    json.name("flows").value(incident.flows());
    StrictJson.writeNumber(json, "p_value", incident.pValue());
    StrictJson.writeNumber(json, "score", incident.score());
    json.name("entities").beginArray();
    for (Participant entity : incident.entities()) {
      json.beginObject();
      json.name("address").value(entity.address());
      json.name("role").value(entity.role().name());
      json.name("windows").value(entity.windows());
      json.endObject();
    }
    json.endArray();
    StrictJson.writeTexts(json, "ports", incident.ports());
    evidence("evidence", incident.evidence());
    evidence("metrics", incident.metrics());
    json.name("top_talkers").beginArray();
    for (EntityTotals talker : incident.talkers()) {
      write(talker);
    }
    json.endArray();
    StrictJson.writeTexts(json, "attack_techniques", incident.pattern().techniques());
    json.name("reason").value(incident.reason());
    json.name("next_step").value(incident.pattern().nextStep());
    json.endObject();
  }

  private void evidence(String name, List<Evidence> all) throws IOException {
    json.name(name).beginArray();
    for (Evidence evidence : all) {
      json.beginObject();
      json.name("group").value(evidence.channel().group());
      json.name("channel").value(evidence.channel().name());
      if (evidence.entity().isPresent()) {
        json.name("entity").value(evidence.entity().get().toString());
      }
      StrictJson.writeNumber(json, "observed", evidence.observed());
      StrictJson.writeNumber(json, "expected", evidence.expected());
      StrictJson.writeNumber(json, "typical_low", evidence.typical().low());
      StrictJson.writeNumber(json, "typical_high", evidence.typical().high());
      StrictJson.writeNumber(json, "strength", evidence.strength());
      StrictJson.writeNumber(json, "p_value", evidence.pValue());
      json.endObject();
    }
    json.endArray();
  }

  private void write(EntityTotals talker) throws IOException {
    json.beginObject();
    json.name("entity").value(talker.entity().toString());
    json.name("windows").value(talker.windows());
    json.name("flows").value(talker.flows());
    StrictJson.writeNumber(json, "packets", talker.packets());
    StrictJson.writeNumber(json, "bytes", talker.bytes());
    json.name("most_peers").value(talker.peers());
    json.name("most_ports").value(talker.ports());
    json.endObject();
  }

  /** Ends the array and flushes; what it was written to stays open. */
  @Override
  public void close() throws IOException {
    json.endArray();
    json.flush();
  }
}
