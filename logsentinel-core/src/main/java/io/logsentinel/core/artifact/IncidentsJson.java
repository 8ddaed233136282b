package io.logsentinel.core.artifact;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.EntityTotals;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/** {@code incidents.json}: an array of all incidents. */
public final class IncidentsJson {
  private IncidentsJson() {}

  /**
   * What is read back of an incident. Its evaluation needs file and windows, which are always
   * there; other texts are empty where they are lacking.
   *
   * @param id 12 hexadecimal digits
   * @param file name of the windowed file
   * @param pattern what it looks like
   * @param severity of the incident
   * @param score the largest of its windows; 0 where it is lacking
   * @param windows numbers of the windows that alarmed, at least one
   * @param entities who did it and to whom
   * @param reason one sentence
   * @param nextStep what to do first
   */
  public record Entry(
      String id,
      String file,
      String pattern,
      String severity,
      double score,
      List<Long> windows,
      List<Participant> entities,
      String reason,
      String nextStep) {

    public Entry {
      windows = List.copyOf(windows);
      entities = List.copyOf(entities);
    }

    /** {@return whether no text is lacking} */
    public boolean isWhole() {
      return Stream.of(id, pattern, severity, reason, nextStep).noneMatch(String::isEmpty);
    }
  }

  /**
   * {@return a writer of incidents, to be closed at the end}
   *
   * @param out where the bytes go; neither flushed nor closed by the writer
   */
  public static JsonWriter.Array<Incident> writer(OutputStream out) {
    return new JsonWriter.Array<>(out, IncidentsJson::write);
  }

  /**
   * Writes the members of an incident into an object that has begun.
   *
   * @param json where they go, in a document of any kind
   * @param incident any incident
   */
  public static void write(JsonWriter json, Incident incident) {
    json.name("id").value(incident.id());
    json.name("file").value(incident.file());
    json.name("likely_pattern").value(incident.pattern().label());
    json.name("patterns");
    json.objects(
        incident.named(),
        named -> {
          json.name("pattern").value(named.pattern().label());
          json.name("windows").value(named.windows());
        });
    json.name("severity").value(incident.severity().name());
    json.name("confidence").value(incident.confidence());
    json.name("decision").value(incident.decision().words());
    json.name("first_window").value(incident.firstWindow());
    json.name("last_window").value(incident.lastWindow());
    json.name("windows").array(incident.windows(), json::value);
    EvidenceJson.writeTimes(json, incident.firstTime(), incident.lastTime());
    json.name("window_flows").value(incident.windowFlows());
    json.name("flows").value(incident.flows());
    json.name("p_value").value(incident.pValue());
    json.name("score").value(incident.score());
    json.name("entities");
    json.objects(
        incident.entities(),
        participant -> {
          json.name("address").value(participant.address());
          json.name("role").value(participant.role().name());
          json.name("windows").value(participant.windows());
        });
    json.name("more_entities").value(incident.more());
    json.name("ports").values(incident.ports());
    json.name("evidence");
    json.objects(incident.evidence(), evidence -> EvidenceJson.write(json, evidence, false));
    json.name("metrics");
    json.objects(incident.metrics(), evidence -> EvidenceJson.write(json, evidence, false));
    json.name("top_talkers").objects(incident.talkers(), talker -> write(json, talker));
    json.name("attack_techniques").values(incident.pattern().techniques());
    json.name("reason").value(incident.reason());
    json.name("next_step").value(incident.pattern().nextStep());
  }

  private static void write(JsonWriter json, EntityTotals talker) {
    json.name("entity").value(talker.entity().toString());
    json.name("windows").value(talker.windows());
    json.name("flows").value(talker.flows());
    json.name("packets").value(talker.packets());
    json.name("bytes").value(talker.bytes());
    json.name("most_peers").value(talker.peers());
    json.name("most_ports").value(talker.ports());
  }

  /**
   * Reads all incidents; members of other names are passed over.
   *
   * @param in the bytes; closed by the caller
   * @return in the order of the file
   * @throws ArtifactException if it is damaged; the message says where
   */
  public static List<Entry> read(InputStream in) throws IOException {
    return StrictJson.read(in, json -> StrictJson.list(json, IncidentsJson::entry));
  }

  private static Entry entry(JsonReader json) throws IOException {
    String id = "";
    String file = "";
    String pattern = "";
    String severity = "";
    double score = 0;
    List<Long> windows = List.of();
    List<Participant> entities = List.of();
    String reason = "";
    String nextStep = "";
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "id" -> id = json.nextString();
        case "file" -> file = json.nextString();
        case "likely_pattern" -> pattern = json.nextString();
        case "severity" -> severity = json.nextString();
        case "score" -> score = StrictJson.number(json);
        case "windows" -> windows = StrictJson.list(json, StrictJson::whole);
        case "entities" -> entities = StrictJson.list(json, IncidentsJson::participant);
        case "reason" -> reason = json.nextString();
        case "next_step" -> nextStep = json.nextString();
        default -> json.skipValue();
      }
    }
    if (file.isEmpty() || windows.isEmpty()) {
      throw new ArtifactException(
          "at " + json.getPath() + ": an incident must have a file and at least one window");
    }
    json.endObject();
    return new Entry(id, file, pattern, severity, score, windows, entities, reason, nextStep);
  }

  private static Participant participant(JsonReader json) throws IOException {
    String address = "";
    Role role = Role.INVOLVED;
    int windows = 1;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "address" -> address = json.nextString();
        case "role" -> role = StrictJson.constant(json, Role.class);
        case "windows" -> windows = (int) Math.min(Integer.MAX_VALUE, StrictJson.whole(json));
        default -> json.skipValue();
      }
    }
    json.endObject();
    return new Participant(address, role, windows);
  }
}
