package io.logsentinel.cli.output;

import io.logsentinel.cli.output.Event.Activity;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.NumberText;
import java.util.List;
import java.util.stream.Stream;

/** Events as Detection Findings (class 2004) of the Open Cybersecurity Schema Framework. */
final class OcsfEvents {
  private static final String VERSION = "1.8.0";
  private static final int DETECTION_FINDING = 2004;
  private static final int FINDINGS = 2;
  private static final int NEW = 1;
  private static final int RULE = 1;
  private static final int STATISTICAL = 3;
  private static final int IP_ADDRESS = 2;
  private static final int HOST_NAME = 1;

  private static final List<String> ACTIVITIES = List.of("Create", "Update", "Close");
  private static final List<String> LEVELS = List.of("Unknown", "Low", "Medium", "High");
  private static final List<String> RISKS = List.of("Info", "Low", "Medium", "High", "Critical");

  /** Part of an address in the words of the schema. */
  private record Part(int id, String caption) {
    static Part of(Role role) {
      return switch (role) {
        case VICTIM -> new Part(1, "Target");
        case ATTACKER -> new Part(2, "Actor");
        case INVOLVED -> new Part(4, "Related");
      };
    }
  }

  private OcsfEvents() {}

  static void write(JsonWriter json, Event event) {
    Event.Times times = event.times();
    Activity activity = event.activity().orElse(Activity.CREATE);
    int activityId = activity.ordinal() + 1; // they stand in the schema's order
    String activityName = ACTIVITIES.get(activity.ordinal());
    json.name("activity_id").value(activityId);
    json.name("activity_name").value(activityName);
    json.name("category_uid").value(FINDINGS);
    json.name("category_name").value("Findings");
    json.name("class_uid").value(DETECTION_FINDING);
    json.name("class_name").value("Detection Finding");
    json.name("type_uid").value(100 * DETECTION_FINDING + activityId);
    json.name("type_name").value("Detection Finding: " + activityName);
    // the schema knows no finding without a time: 0 is 1970, which no flow is of
    json.name("time").value(times.areKnown() ? times.first() : 0);
    if (times.areKnown()) {
      json.name("start_time").value(times.first());
      json.name("end_time").value(times.last());
      json.name("duration").value(times.last() - times.first());
    }
    if (times.zoned()) {
      json.name("timezone_offset").value(0);
    }
    int severity = Grade.of(event.severity()).ocsf();
    json.name("severity_id").value(severity);
    json.name("severity").value(RISKS.get(severity - 1));
    json.name("risk_level_id").value(severity - 1);
    json.name("risk_level").value(RISKS.get(severity - 1));
    json.name("risk_score").value(Grade.of(event.severity()).score());
    json.name("confidence_id").value(event.naming().level());
    json.name("confidence").value(LEVELS.get(event.naming().level()));
    event
        .naming()
        .confidence()
        .ifPresent(chance -> json.name("confidence_score").value(Math.round(100 * chance)));
    json.name("status_id").value(NEW);
    json.name("status").value("New");
    json.name("is_alert").value(true);
    json.name("message").value(event.message());
    json.name("metadata").object(() -> writeMetadata(json, event));
    json.name("finding_info").object(() -> writeInfo(json, event));
    json.name("anomaly_analyses")
        .objects(event.observations(), observation -> write(json, observation, event));
    writeEvidence(json, event.endpoints());
    writeObservables(json, event.endpoints());
    if (!event.participants().isEmpty()) {
      json.name("resources").objects(event.participants(), it -> writeResource(json, it));
    }
    json.name("remediation").object(() -> json.name("desc").value(event.naming().nextStep()));
    json.name("unmapped")
        .object(
            () -> json.name("logsentinel").object(() -> NdjsonEvents.writeOutline(json, event)));
  }

  private static void writeMetadata(JsonWriter json, Event event) {
    json.name("version").value(VERSION);
    json.name("uid").value(event.id());
    json.name("log_name").value("logsentinel." + event.kind());
    json.name("product")
        .object(
            () -> {
              json.name("name").value(Product.NAME);
              json.name("vendor_name").value(Product.NAME);
              json.name("version").value(Product.version());
            });
  }

  private static void writeInfo(JsonWriter json, Event event) {
    json.name("uid").value(event.id());
    json.name("title").value(event.naming().label());
    json.name("desc").value(event.message());
    json.name("types").values(List.of(event.naming().category(), event.naming().code()));
    json.name("data_sources").values(List.of(event.file()));
    json.name("analytic")
        .object(
            () -> {
              boolean isSilence = event.kind().equals("silence");
              json.name("name").value(analytic(event.kind()));
              json.name("uid").value(event.naming().code());
              json.name("type_id").value(isSilence ? RULE : STATISTICAL);
              json.name("type").value(isSilence ? "Rule" : "Statistical");
            });
    if (event.times().areKnown()) {
      json.name("first_seen_time").value(event.times().first());
      json.name("last_seen_time").value(event.times().last());
    }
    if (!event.naming().techniques().isEmpty()) {
      json.name("attacks").objects(event.naming().techniques(), it -> write(json, it));
    }
  }

  private static String analytic(String kind) {
    return switch (kind) {
      case "incident" -> "calibrated detector";
      case "alert" -> "3-sigma rule";
      default -> "time without flows";
    };
  }

  private static void write(JsonWriter json, Technique technique) {
    json.name("version").value(Technique.CATALOGUE);
    Technique parent = technique.parent();
    if (!parent.tacticId().isEmpty()) {
      json.name("tactic").object(() -> writeNamed(json, parent.tacticId(), parent.tacticName()));
    }
    json.name("technique").object(() -> writeNamed(json, parent.id(), parent.name()));
    if (technique.isSub()) {
      json.name("sub_technique").object(() -> writeNamed(json, technique.id(), technique.name()));
    }
  }

  private static void writeNamed(JsonWriter json, String uid, String name) {
    json.name("uid").value(uid);
    if (!name.isEmpty()) {
      json.name("name").value(name);
    }
  }

  private static void write(JsonWriter json, Observation observation, Event event) {
    json.name("analysis_targets").beginArray().beginObject();
    json.name("name").value(observation.target().isEmpty() ? event.file() : observation.target());
    json.name("type").value(observation.kind()).endObject().endArray();
    json.name("anomalies").beginArray().beginObject();
    json.name("observation_parameter").value(observation.measure());
    json.name("observation_type").value("Statistical");
    json.name("observed_pattern").value(observation.isHigh() ? "above usual" : "below usual");
    writeValues(json, observation.observed());
    json.endObject().endArray();
    json.name("baselines").beginArray().beginObject();
    json.name("observation_parameter").value(observation.measure());
    json.name("observation_type").value("Mean");
    json.name("observed_pattern")
        .value(
            "usual: "
                + NumberText.write(observation.low())
                + " to "
                + NumberText.write(observation.high()));
    writeValues(json, observation.expected());
    json.endObject().endArray();
  }

  private static void writeValues(JsonWriter json, double value) {
    json.name("observations").beginArray().beginObject();
    json.name("value").value(NumberText.write(value)).endObject().endArray();
  }

  private static void writeEvidence(JsonWriter json, Endpoints endpoints) {
    if (endpoints.source().isEmpty() && endpoints.destination().isEmpty()) {
      return;
    }
    json.name("evidences").beginArray().beginObject();
    if (!endpoints.source().isEmpty()) {
      json.name("src_endpoint").object(() -> writeEndpoint(json, endpoints.source()));
    }
    if (!endpoints.destination().isEmpty()) {
      json.name("dst_endpoint")
          .object(
              () -> {
                writeEndpoint(json, endpoints.destination());
                endpoints.port().ifPresent(port -> json.name("port").value(port));
              });
    }
    json.endObject().endArray();
  }

  private static void writeEndpoint(JsonWriter json, String address) {
    String ip = Address.ip(address).orElse("");
    json.name(ip.isEmpty() ? "name" : "ip").value(ip.isEmpty() ? address : ip);
  }

  private static void writeObservables(JsonWriter json, Endpoints endpoints) {
    record Observable(String name, String address) {}
    List<Observable> all =
        Stream.of(
                new Observable("evidences[0].src_endpoint", endpoints.source()),
                new Observable("evidences[0].dst_endpoint", endpoints.destination()))
            .filter(observable -> !observable.address().isEmpty())
            .toList();
    if (all.isEmpty()) {
      return;
    }
    json.name("observables");
    json.objects(
        all,
        observable -> {
          String ip = Address.ip(observable.address()).orElse("");
          json.name("name").value(observable.name() + (ip.isEmpty() ? ".name" : ".ip"));
          json.name("type_id").value(ip.isEmpty() ? HOST_NAME : IP_ADDRESS);
          json.name("type").value(ip.isEmpty() ? "Hostname" : "IP Address");
          json.name("value").value(ip.isEmpty() ? observable.address() : ip);
        });
  }

  private static void writeResource(JsonWriter json, Participant participant) {
    json.name("uid").value(participant.address());
    json.name("name").value(participant.address());
    json.name("type").value("host");
    Address.ip(participant.address()).ifPresent(ip -> json.name("ip").value(ip));
    Part part = Part.of(participant.role());
    json.name("role_id").value(part.id());
    json.name("role").value(part.caption());
  }
}
