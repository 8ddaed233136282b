package io.logsentinel.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.output.EventFormat.EventWriter;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.zscore.ZScorePattern;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole events in each format, and any text from outside in every field of them. */
class EventFormatTest {
  private static String text(EventFormat format, Event... events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      EventWriter writer = format.writer(out, true);
      for (Event event : events) {
        writer.write(event);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonObject json(EventFormat format, Event event) {
    return JsonParser.parseString(text(format, event)).getAsJsonObject();
  }

  private static Event scan() {
    return MadeEvents.of(AttackPattern.VERTICAL_SCAN, "203.0.113.7", "10.0.1.80");
  }

  private static final String OWN =
      """
      "kind":"incident","id":"5daff435c6ec","file":"windowed_cleaned_friday.csv","windows":[2,4],\
      "time_zone":"unknown","severity":"HIGH","likely_pattern":"Port scan, vertical",\
      "decision":"SUSPICIOUS","confidence":0.97,"p_value":1e-12,"score":50.5,"window_flows":8000,\
      "flows":5053,"entities":[{"address":"203.0.113.7","role":"ATTACKER","windows":2},\
      {"address":"10.0.1.80","role":"VICTIM","windows":1}],"more_entities":3,"ports":["22"],\
      "attack_techniques":["T1046","T1595.001"],"strongest":{"measure":"hosts pair flows, seldom",\
      "kind":"pair","entity":"pair 203.0.113.7 to 10.0.1.80","observed":5053,"expected":0.25,\
      "typical_low":0,"typical_high":4.5},"next_step":"NEXT",""";

  private static final String EVIDENCE =
      """
      "evidence":[{"measure":"hosts pair flows, seldom","kind":"pair",\
      "entity":"pair 203.0.113.7 to 10.0.1.80","observed":5053,"expected":0.25,"typical_low":0,\
      "typical_high":4.5}]""";

  /** What is said of a pattern is not the formats' business. */
  private static void assertText(String expected, EventFormat format) {
    Event scan = scan();
    String whole =
        expected
            .replace("OWN", OWN + EVIDENCE)
            .replace("OUTLINE", OWN.substring(0, OWN.length() - 1))
            .replace("ID", scan.id())
            .replace("NEXT", scan.naming().nextStep());
    assertEquals(whole, text(format, scan));
  }

  @Test
  void ndjson() {
    assertText(
        """
        {"event_id":"ID","first_time":"2017-07-07T13:45:00Z","last_time":"2017-07-07T13:46:30Z",\
        "source":"203.0.113.7","destination":"10.0.1.80","destination_port":22,\
        "reason":"A sentence.",OWN}
        """,
        EventFormat.NDJSON);
  }

  @Test
  void ecs() {
    assertText(
        """
        {"@timestamp":"2017-07-07T13:45:00.000Z","ecs":{"version":"9.4.0"},"message":"A sentence.",\
        "event":{"id":"ID","kind":"alert","category":["network","intrusion_detection"],\
        "type":["info"],"module":"logsentinel","dataset":"logsentinel.incident",\
        "provider":"logsentinel","action":"scan","code":"vertical_scan","reason":"A sentence.",\
        "severity":73,"risk_score":73,"start":"2017-07-07T13:45:00.000Z","end":"2017-07-07T13:46:30.000Z",\
        "duration":90000000000},"rule":{"id":"vertical_scan","name":"Port scan, vertical",\
        "category":"scan","ruleset":"logsentinel"},"observer":{"vendor":"LogSentinel",\
        "product":"LogSentinel","type":"ids","version":"development"},\
        "source":{"address":"203.0.113.7","ip":"203.0.113.7"},\
        "destination":{"address":"10.0.1.80","ip":"10.0.1.80","port":22},\
        "related":{"ip":["203.0.113.7","10.0.1.80"]},"threat":{"framework":"MITRE ATT&CK",\
        "tactic":{"id":["TA0007","TA0043"],"name":["Discovery","Reconnaissance"]},\
        "technique":{"id":["T1046","T1595"],"name":["Network Service Discovery","Active Scanning"],\
        "reference":["https://attack.mitre.org/techniques/T1046/",\
        "https://attack.mitre.org/techniques/T1595/"],"subtechnique":{"id":["T1595.001"],\
        "name":["Scanning IP Blocks"],\
        "reference":["https://attack.mitre.org/techniques/T1595/001/"]}}},"logsentinel":{OWN}}
        """,
        EventFormat.ECS);
  }

  @Test
  void ocsf() {
    assertText(
        """
        {"activity_id":1,"activity_name":"Create","category_uid":2,"category_name":"Findings",\
        "class_uid":2004,"class_name":"Detection Finding","type_uid":200401,\
        "type_name":"Detection Finding: Create","time":1499435100000,"start_time":1499435100000,\
        "end_time":1499435190000,"duration":90000,"severity_id":4,"severity":"High",\
        "risk_level_id":3,"risk_level":"High","risk_score":73,"confidence_id":3,\
        "confidence":"High","confidence_score":97,"status_id":1,"status":"New","is_alert":true,\
        "message":"A sentence.","metadata":{"version":"1.8.0","uid":"ID",\
        "log_name":"logsentinel.incident","product":{"name":"LogSentinel",\
        "vendor_name":"LogSentinel","version":"development"}},"finding_info":{"uid":"ID",\
        "title":"Port scan, vertical","desc":"A sentence.","types":["scan","vertical_scan"],\
        "data_sources":["windowed_cleaned_friday.csv"],"analytic":{"name":"calibrated detector",\
        "uid":"vertical_scan","type_id":3,"type":"Statistical"},"first_seen_time":1499435100000,\
        "last_seen_time":1499435190000,"attacks":[{"version":"18.1","tactic":{"uid":"TA0007",\
        "name":"Discovery"},"technique":{"uid":"T1046","name":"Network Service Discovery"}},\
        {"version":"18.1","tactic":{"uid":"TA0043","name":"Reconnaissance"},\
        "technique":{"uid":"T1595","name":"Active Scanning"},"sub_technique":{"uid":"T1595.001",\
        "name":"Scanning IP Blocks"}}]},"anomaly_analyses":[{"analysis_targets":[\
        {"name":"pair 203.0.113.7 to 10.0.1.80","type":"pair"}],"anomalies":[\
        {"observation_parameter":"hosts pair flows, seldom","observation_type":"Statistical",\
        "observed_pattern":"above usual","observations":[{"value":"5053"}]}],"baselines":[\
        {"observation_parameter":"hosts pair flows, seldom","observation_type":"Mean",\
        "observed_pattern":"usual: 0 to 4.5","observations":[{"value":"0.25"}]}]}],\
        "evidences":[{"src_endpoint":{"ip":"203.0.113.7"},"dst_endpoint":{"ip":"10.0.1.80",\
        "port":22}}],"observables":[{"name":"evidences[0].src_endpoint.ip","type_id":2,\
        "type":"IP Address","value":"203.0.113.7"},{"name":"evidences[0].dst_endpoint.ip",\
        "type_id":2,"type":"IP Address","value":"10.0.1.80"}],"resources":[{"uid":"203.0.113.7",\
        "name":"203.0.113.7","type":"host","ip":"203.0.113.7","role_id":2,"role":"Actor"},\
        {"uid":"10.0.1.80","name":"10.0.1.80","type":"host","ip":"10.0.1.80","role_id":1,\
        "role":"Target"}],"remediation":{"desc":"NEXT"},"unmapped":{"logsentinel":{OUTLINE}}}
        """,
        EventFormat.OCSF);
  }

  @Test
  void eve() {
    assertText(
        """
        {"timestamp":"2017-07-07T13:45:00.000000+0000","event_type":"alert",\
        "src_ip":"203.0.113.7","dest_ip":"10.0.1.80","dest_port":22,"alert":{"action":"allowed",\
        "gid":1,"signature_id":SIGNATURE,"rev":1,"signature":"LogSentinel Port scan, vertical",\
        "category":"scan","severity":2,"metadata":{"confidence":["High"],\
        "mitre_technique_id":["T1046","T1595.001"],\
        "mitre_technique_name":["Network Service Discovery","Scanning IP Blocks"]}},\
        "flow":{"start":"2017-07-07T13:45:00.000000+0000",\
        "end":"2017-07-07T13:46:30.000000+0000"},"logsentinel":{"event_id":"ID",\
        "reason":"A sentence.",OWN}}
        """
            .replace("SIGNATURE", "" + EveEvents.signature("incident", "vertical_scan")),
        EventFormat.EVE);
  }

  @Test
  void cef() {
    assertText(
        "CEF:0|LogSentinel|LogSentinel|development|vertical_scan|Port scan, vertical|8|"
            + "externalId=ID rt=1499435100000 start=1499435100000 end=1499435190000 cat=scan"
            + " src=203.0.113.7 dst=10.0.1.80 dpt=22 cnt=5053 fname=windowed_cleaned_friday.csv"
            + " msg=A sentence. cs1=5daff435c6ec cs1Label=incident"
            + " cs2=T1046 Network Service Discovery, T1595.001 Scanning IP Blocks"
            + " cs2Label=attack techniques"
            + " cs3=5,053 connections from 203.0.113.7 to 10.0.1.80 (usual: at most 4)"
            + " cs3Label=observed cs4=NEXT cs4Label=next step"
            + " cs5=ATTACKER 203.0.113.7, VICTIM 10.0.1.80 cs5Label=entities"
            + " cs6=unknown cs6Label=time zone cn1=2 cn1Label=first window cn2=2 cn2Label=windows"
            + " cfp1=0.97 cfp1Label=confidence cfp2=1e-12 cfp2Label=p-value\n",
        EventFormat.CEF);
  }

  @Test
  void csv() {
    assertText(
        "event_id,kind,incident,first_time,last_time,time_zone,severity,likely_pattern,confidence,"
            + "decision,source,destination,destination_port,entities,attack_techniques,file,"
            + "first_window,windows,flows,p_value,score,observed,reason,next_step\n"
            + "ID,incident,5daff435c6ec,2017-07-07T13:45:00Z,2017-07-07T13:46:30Z,unknown,HIGH,"
            + "\"Port scan, vertical\",0.97,SUSPICIOUS,203.0.113.7,10.0.1.80,22,"
            + "\"[{\"\"address\"\":\"\"203.0.113.7\"\",\"\"role\"\":\"\"ATTACKER\"\"},"
            + "{\"\"address\"\":\"\"10.0.1.80\"\",\"\"role\"\":\"\"VICTIM\"\"}]\","
            + "T1046 T1595.001,windowed_cleaned_friday.csv,2,2,5053,1e-12,50.5,"
            + "\"5,053 connections from 203.0.113.7 to 10.0.1.80 (usual: at most 4)\",A sentence.,"
            + "\"NEXT\"\n",
        EventFormat.CSV);
  }

  @ParameterizedTest
  @EnumSource(AttackPattern.class)
  void everyPattern_keepsToTheSchemas(AttackPattern pattern) {
    for (String address :
        List.of("203.0.113.7", "2001:db8::7", "::ffff:10.0.0.1", "fe80::1%eth0", "a host", "")) {
      Event event = MadeEvents.of(pattern, address, "10.0.1.80");
      assertEquals(List.of(), Schemas.ecs(text(EventFormat.ECS, event)));
      assertEquals(List.of(), Schemas.ocsf(text(EventFormat.OCSF, event)));
    }
    for (Technique technique : MadeEvents.of(pattern, "a", "b").naming().techniques()) {
      assertFalse(technique.name().isEmpty(), technique + " has a name");
      assertFalse(technique.parent().tacticName().isEmpty(), technique + " has a tactic");
    }
  }

  @ParameterizedTest
  @EnumSource(EventFormat.class)
  void anAlert_isAnEvent_howeverLargeItsIndex(EventFormat format) {
    for (double index : new double[] {12.5, Double.POSITIVE_INFINITY}) {
      for (long time : new long[] {MadeEvents.FIRST, FlowBatch.NO_TIME}) {
        Event event = MadeEvents.alertEvent(MadeEvents.FILE, index, time);
        String text = text(format, event);
        assertTrue(text.contains(event.id()), text);
        assertFalse(text.contains("Infinity"), text);
        assertEquals(
            time != FlowBatch.NO_TIME,
            text.contains("2017-07-07") || text.contains("1499435100000"));
        if (format == EventFormat.ECS) {
          assertEquals(List.of(), Schemas.ecs(text));
          assertEquals(time != FlowBatch.NO_TIME, text.contains("@timestamp"));
        }
        if (format == EventFormat.OCSF) {
          assertEquals(List.of(), Schemas.ocsf(text));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EventFormat.class)
  void aSilence_isAnEvent_andKeepsItsIdWhenItIsOver(EventFormat format) {
    Silence silence =
        new Silence(
            MadeEvents.FILE,
            "/var/log/conn.log",
            7,
            MadeEvents.FIRST,
            MadeEvents.FIRST + 900_000,
            Duration.ofMinutes(15),
            false);
    Event begun = Events.of(silence);
    Event over = Events.of(silence.over(MadeEvents.FIRST + 1_000_000));
    assertEquals(begun.id(), over.id());
    for (Event event : List.of(begun, over)) {
      String text = text(format, event);
      assertTrue(text.contains(event.id()), text);
      assertTrue(text.contains("Silent source"), text);
      assertTrue(text.contains("/var/log/conn.log: "), text);
      if (format == EventFormat.ECS) {
        assertEquals(List.of(), Schemas.ecs(text));
      }
      if (format == EventFormat.OCSF) {
        assertEquals(List.of(), Schemas.ocsf(text));
      }
    }
  }

  @Test
  void schemas_findWhatIsWrong() {
    String ecs = text(EventFormat.ECS, scan());
    assertEquals(
        List.of("event.colour is no field"),
        Schemas.ecs(ecs.replace("\"kind\":\"alert\"", "\"kind\":\"alert\",\"colour\":1")));
    assertEquals(
        List.of("source.ip must be of type ip but is \"x\""),
        Schemas.ecs(ecs.replace("\"ip\":\"203.0.113.7\"", "\"ip\":\"x\"")));
    assertEquals(
        List.of("event.type must be an array"),
        Schemas.ecs(ecs.replace("\"type\":[\"info\"]", "\"type\":\"info\"")));
    String ocsf = text(EventFormat.OCSF, scan());
    assertEquals(
        List.of("$ must be without colour"),
        Schemas.ocsf(ocsf.replace("\"is_alert\":true", "\"is_alert\":true,\"colour\":1")));
    assertEquals(1, Schemas.ocsf(ocsf.replace("\"severity_id\":4", "\"severity_id\":7")).size());
    assertEquals(
        List.of("$ must be with \"time\""),
        Schemas.ocsf(ocsf.replace("\"time\":1499435100000,", "")));
  }

  @Test
  void ids_followFromFileWindowAndTime_alone() {
    Incident one = incident("a", "reason", MadeEvents.FIRST);
    Set<String> others = new HashSet<>();
    others.add(MadeEvents.event(one).id());
    assertEquals(
        others,
        Set.of(MadeEvents.event(incident("b", "another", MadeEvents.FIRST)).id()),
        "an incident that has grown is the same");
    others.add(MadeEvents.event(incident("a", "reason", MadeEvents.FIRST + 1)).id());
    others.add(MadeEvents.event(incident("a", "reason", FlowBatch.NO_TIME)).id());
    others.add(MadeEvents.alertEvent(MadeEvents.FILE, 9, MadeEvents.FIRST).id());
    assertEquals(4, others.size());
    others.forEach(id -> assertTrue(id.matches("[0-9a-f]{32}"), id));
  }

  private static Incident incident(String attacker, String reason, long first) {
    return MadeEvents.incident(
        AttackPattern.FLOOD, MadeEvents.FILE, attacker, "b", "22", reason, first);
  }

  @Test
  void signatures_areOfOnePatternEach() {
    Set<Integer> numbers = new HashSet<>();
    for (AttackPattern pattern : AttackPattern.values()) {
      numbers.add(EveEvents.signature("incident", pattern.name().toLowerCase(Locale.ROOT)));
    }
    for (ZScorePattern pattern : ZScorePattern.values()) {
      numbers.add(EveEvents.signature("alert", pattern.name().toLowerCase(Locale.ROOT)));
    }
    assertEquals(AttackPattern.values().length + ZScorePattern.values().length, numbers.size());
  }

  @Test
  void endpoints_haveTheDirectionOfTheFlows() {
    Event bot = MadeEvents.of(AttackPattern.BOT, "203.0.113.7", "10.0.0.4");
    assertEquals("10.0.0.4 203.0.113.7 22", endpoints(bot), "an infected host calls");
    Event unknown = MadeEvents.of(AttackPattern.UNKNOWN, "10.0.0.4", "203.0.113.7");
    assertEquals("10.0.0.4 203.0.113.7 22", endpoints(unknown), "counted together");
    Event named =
        MadeEvents.event(
            MadeEvents.incident(AttackPattern.FLOOD, "f", "a", "b", "http", "r", MadeEvents.FIRST));
    assertEquals("a b ", endpoints(named), "a port is a number");
  }

  private static String endpoints(Event event) {
    Endpoints it = event.endpoints();
    String port = it.port().isPresent() ? "" + it.port().getAsInt() : "";
    return it.source() + " " + it.destination() + " " + port;
  }

  /** Texts that mean something to some format, and any others. */
  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> parts =
        Arbitraries.oneOf(
            Arbitraries.of(
                "|",
                "=",
                "\\",
                "\n",
                "\r",
                "\r\n",
                "\\n",
                " src=1.2.3.4 ",
                "\"",
                "'",
                ",",
                "=1+1",
                "@x",
                "\t",
                "\u0000",
                "\u001b[2J",
                "\u2028",
                "\u202e",
                "CEF:0|",
                "{\"a\":1}",
                " a=b"),
            Arbitraries.strings().ofMaxLength(4).filter(text -> isWhole(text)));
    return parts
        .list()
        .ofMaxSize(5)
        .map(list -> String.join("", list))
        .filter(text -> !text.isEmpty());
  }

  /** Halves of characters do not come out of any encoding. */
  private static boolean isWhole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
  }

  private static Event hostileEvent(String text) {
    return MadeEvents.event(
        MadeEvents.incident(
            AttackPattern.FLOOD, "f" + text, text, "b" + text, text, "r" + text, MadeEvents.FIRST));
  }

  private static final Pattern KEY = Pattern.compile("(?:^| )([A-Za-z0-9]+)=");

  /** A reader of CEF by its rules: a key is what stands before a = that is not escaped. */
  private static Map<String, String> readCef(String line) {
    assertTrue(line.endsWith("\n"), "a line");
    String[] fields = line.substring(0, line.length() - 1).split("(?<!\\\\)\\|", 8);
    assertEquals("CEF:0", fields[0]);
    assertEquals(8, fields.length);
    String extension = fields[7];
    assertFalse(extension.contains("\n") || extension.contains("\r"), "one line");
    Map<String, String> values = new LinkedHashMap<>();
    Matcher key = KEY.matcher(extension);
    String open = null;
    int from = 0;
    while (key.find()) {
      if (open != null) {
        values.put(open, unescaped(extension.substring(from, key.start())));
      }
      open = key.group(1);
      from = key.end();
    }
    values.put(open, unescaped(extension.substring(from)));
    return values;
  }

  private static String unescaped(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      assertNotEquals('=', c, "escaped: " + value);
      if (c == '\\') {
        char next = value.charAt(++i);
        text.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** What a terminal would obey stands as it is written in Java. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean isControl = Character.isISOControl(c) && "\t\n\r".indexOf(c) < 0;
      boolean turns =
          "\u061c\u200e\u200f".indexOf(c) >= 0
              || (c >= '\u202a' && c <= '\u202e')
              || (c >= '\u2066' && c <= '\u2069');
      shown.append(isControl || turns ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
    }
    return shown.toString();
  }

  @Property(tries = 500)
  void cef_parsesBack_withAnyText(@ForAll("hostile") String text) {
    Map<String, String> values = readCef(text(EventFormat.CEF, hostileEvent(text)));
    String shown = shown(text);
    values.remove("dpt"); // of a text that is a number
    assertEquals("f" + shown, values.get("fname"));
    assertEquals("r" + shown, values.get("msg"));
    assertEquals("b" + shown, values.get("dhost"));
    assertEquals("ATTACKER " + shown + ", VICTIM b" + shown, values.get("cs5"));
    assertTrue(values.get("cs3").contains(shown), values.get("cs3"));
    assertEquals("entities", values.get("cs5Label"));
    assertEquals(
        Set.of(
            "externalId",
            "rt",
            "start",
            "end",
            "cat",
            "shost",
            "dhost",
            "cnt",
            "fname",
            "msg",
            "cs1",
            "cs1Label",
            "cs2",
            "cs2Label",
            "cs3",
            "cs3Label",
            "cs4",
            "cs4Label",
            "cs5",
            "cs5Label",
            "cs6",
            "cs6Label",
            "cn1",
            "cn1Label",
            "cn2",
            "cn2Label",
            "cfp1",
            "cfp1Label",
            "cfp2",
            "cfp2Label"),
        values.keySet(),
        "no key comes from outside");
  }

  @Property(tries = 500)
  void csv_parsesBack_withAnyText_andHasNoFormulas(@ForAll("hostile") String text) {
    List<List<String>> rows = readCsv(text(EventFormat.CSV, hostileEvent(text)));
    assertEquals(2, rows.size());
    List<String> names = rows.get(0);
    List<String> row = rows.get(1);
    assertEquals(names.size(), row.size());
    assertEquals(shown(text), original(row.get(names.indexOf("source"))));
    assertEquals("b" + shown(text), original(row.get(names.indexOf("destination"))));
    assertEquals("f" + shown(text), original(row.get(names.indexOf("file"))));
    JsonArray entities =
        JsonParser.parseString(row.get(names.indexOf("entities"))).getAsJsonArray();
    assertEquals(text, entities.get(0).getAsJsonObject().get("address").getAsString());
    assertTrue(row.stream().noneMatch(cell -> cell.matches("(?s)[=+\\-@\t\r\n].*")));
  }

  /** A reader of RFC 4180, a character after the other. */
  private static List<List<String>> readCsv(String text) {
    List<List<String>> rows = new ArrayList<>(List.of(new ArrayList<>()));
    StringBuilder cell = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isQuoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append(text.charAt(++i));
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (isQuoted || c != ',' && c != '\n') {
        cell.append(c);
      } else {
        rows.get(rows.size() - 1).add(cell.toString());
        cell.setLength(0);
        if (c == '\n' && i + 1 < text.length()) {
          rows.add(new ArrayList<>());
        }
      }
    }
    return rows;
  }

  private static String original(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }

  @Property(tries = 300)
  void json_parsesBack_withAnyText(@ForAll("hostile") String text) {
    Event event = hostileEvent(text);
    for (EventFormat format :
        List.of(EventFormat.NDJSON, EventFormat.ECS, EventFormat.OCSF, EventFormat.EVE)) {
      String line = text(format, event);
      assertTrue(line.matches("[ -~]+\n"), "one line of ASCII: " + line);
    }
    assertEquals(List.of(), Schemas.ecs(text(EventFormat.ECS, event)));
    assertEquals(List.of(), Schemas.ocsf(text(EventFormat.OCSF, event)));
    JsonObject ecs = json(EventFormat.ECS, event);
    assertEquals(text, at(ecs, "source", "address"));
    assertEquals("r" + text, at(ecs, "message"));
    assertEquals("f" + text, at(ecs, "logsentinel", "file"));
    assertEquals("b" + text, at(json(EventFormat.NDJSON, event), "destination"));
    assertEquals("b" + text, at(json(EventFormat.EVE, event), "dest_ip"));
    assertEquals("r" + text, at(json(EventFormat.OCSF, event), "finding_info", "desc"));
  }

  private static String at(JsonObject object, String... path) {
    JsonElement element = object;
    for (String name : path) {
      element = element.getAsJsonObject().get(name);
    }
    return element.getAsString();
  }
}
