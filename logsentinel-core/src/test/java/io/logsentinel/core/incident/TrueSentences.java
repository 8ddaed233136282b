package io.logsentinel.core.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.IpAddress;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check of sentences against flows: each number, address and port of a sentence is counted again,
 * one flow after another, from the flows of its windows. Exact numbers must be equal, lower bounds
 * at most as large.
 */
public final class TrueSentences {
  private static final String NUMBER = "(at least )?([\\d,]+)";
  private static final String WHEN =
      " in ((?:one|some) of )?(?:(at least )?([\\d,]+) of )?([\\d,]+) windows?(, .*)?\\.";

  private static final Pattern SERVICE =
      Pattern.compile(
          "(?:(?<alone>\\S+)|(?<n>(?:At least )?[\\d,]+) sources?(?:, among them (?<one>\\S+),)?)"
              + " (?:opened|sent) (?<least>at least )?(?<flows>[\\d,]+) (?:connections?|flows?) to "
              + "(?<to>\\[\\S+\\]|[^ :]+|[0-9a-f:]+)(?::(?<port>[^\\s,]+))?(?: outside| instead of the usual server)?(?: \\([\\w ]+\\))?");

  private static final Pattern VERTICAL =
      Pattern.compile(
          "(\\S+) opened " + NUMBER + " connections? to " + NUMBER + " ports? of (\\S+)");

  private static final Pattern HORIZONTAL =
      Pattern.compile(
          "(\\S+) (?:opened|sent) "
              + NUMBER
              + " (?:connections?|flows?) to (?:port (\\S+) of )?"
              + NUMBER
              + " address(?:es)?");

  private static final Pattern IN_PLACE =
      Pattern.compile("(\\S+) opened " + NUMBER + " connections? in place of a usual host");

  private static final Pattern EXCHANGED =
      Pattern.compile(
          "(\\S+) and (\\S+) exchanged (at least )?[\\d,.e]+ bytes in " + NUMBER + " connections?");

  private static final Pattern UNUSUAL =
      Pattern.compile(
          "Unusual: (?<n>[\\d,]+) (?<what>connection|address|source|port)(?:e?s)?"
              + "(?: from (?<from>\\S+))?(?: to (?!port )(?<to>\\S+))?(?: to port (?<port>\\S+)"
              + "| port (?<of>\\S+))? \\(usual: [^)]*\\)");

  private static final Pattern TOGETHER =
      Pattern.compile(
          " By itself the window would not alarm: it is the last of [\\d,]+ in a row that are unusual"
              + " together\\.");

  private static final Pattern COUNTED =
      Pattern.compile(
          " Counted in (?<windows>[\\d,]+) windows together, none of which alarms by itself\\.");

  private static final Pattern MISSING =
      Pattern.compile(
          " (?:Port (?<all>\\S+)|(?<to>\\S+):(?<port>[^\\s:]+)|(?<from>\\S+)) usually has"
              + " (?<usual>[\\d,]+) of a window's connections, and"
              + " (?:none|at most (?<most>[\\d,]+)) here\\."
              + "(?: At least (?<new>[\\d,]+) of the window's are of sources that the baseline does"
              + " not have\\.)?");

  /** Flows of windows by number. */
  private final Map<Long, List<FlowRecord>> windows = new HashMap<>();

  /** Windows without an alarm that are judged as one with a window, by its number. */
  private final Map<Long, Integer> quiet = new HashMap<>();

  private int checked;

  /** Adds a window's flows, whole and partial. */
  public void add(long window, List<FlowRecord> flows) {
    windows.put(window, flows);
  }

  /** Begins another source. */
  void begin() {
    quiet.clear();
  }

  /** Adds a window as it was judged: with those before it, where they are judged as one. */
  void add(long window, List<FlowRecord> flows, Finding finding, int windowsOfBlock) {
    windows.put(window, flows);
    if (finding.block().isPresent()) {
      List<FlowRecord> all = new ArrayList<>();
      for (long each = window - windowsOfBlock + 1; each <= window; each++) {
        all.addAll(windows.get(each));
      }
      windows.put(window, all);
      quiet.put(window, windowsOfBlock - 1);
    }
  }

  /** {@return how many sentences were checked} */
  public int checked() {
    return checked;
  }

  /** Fails where the sentence of an incident is not true of its windows' flows. */
  public void check(Incident incident) {
    String sentence = incident.reason();
    Matcher when = Pattern.compile("(.*?)" + WHEN + "(?: Its windows .*)?").matcher(sentence);
    assertTrue(when.matches(), sentence);
    int more = incident.windows().stream().mapToInt(it -> quiet.getOrDefault(it, 0)).sum();
    assertEquals(incident.windows().size() + more, number(when.group(5)), sentence);
    String what = when.group(1);
    if (when.group(2) != null || what.startsWith("Unusual")) {
      assertTrue(
          incident.windows().stream().anyMatch(window -> isUnusual(what, windows.get(window))),
          sentence);
    } else {
      check(what, incident.windows().stream().flatMap(it -> windows.get(it).stream()).toList());
      long told = number(when.group(4) == null ? when.group(5) : when.group(4));
      long counted = incident.windows().stream().filter(it -> has(what, windows.get(it))).count();
      boolean isExact = when.group(3) == null;
      assertTrue(isExact ? told == counted : told <= counted, sentence + ", but in " + counted);
    }
    checked++;
  }

  /** Whether a window has flows of those that are told of. */
  private static boolean has(String what, List<FlowRecord> flows) {
    Matcher of = VERTICAL.matcher(what);
    if (of.matches()) {
      return !between(flows, of.group(1), of.group(6), null).isEmpty();
    }
    of = HORIZONTAL.matcher(what);
    if (of.matches()) {
      return !between(flows, of.group(1), null, of.group(4)).isEmpty();
    }
    of = IN_PLACE.matcher(what);
    if (of.matches()) {
      return !between(flows, of.group(1), null, null).isEmpty();
    }
    of = EXCHANGED.matcher(what);
    if (of.matches()) {
      return !between(flows, of.group(1), of.group(2), null).isEmpty();
    }
    of = SERVICE.matcher(what);
    assertTrue(of.matches(), what);
    String to = of.group("to").replaceAll("[\\[\\]]", "");
    String port = of.group("port") == null ? "0" : of.group("port");
    return !between(flows, of.group("alone"), to, port).isEmpty();
  }

  /** Fails where what is said of a window is not true of its flows. */
  public void check(String reason, Profile profile) {
    List<FlowRecord> flows = windows.get(profile.windowId());
    Matcher counted = COUNTED.matcher(reason);
    boolean isCounted = counted.find();
    assertEquals(quiet.containsKey(profile.windowId()), isCounted, reason);
    if (isCounted) {
      assertEquals(quiet.get(profile.windowId()) + 1, number(counted.group("windows")), reason);
    }
    String alone = TOGETHER.matcher(counted.replaceFirst("")).replaceFirst("");
    Matcher missing = MISSING.matcher(alone);
    if (missing.find()) {
      checkMissing(missing, flows);
    }
    String first = MISSING.matcher(alone).replaceFirst("");
    String what = first.substring(0, first.length() - 1);
    if (reason.startsWith("Unusual")) {
      assertTrue(isUnusual(what, flows), reason);
    } else if (!reason.equals("Nothing stands out.")) {
      check(what, flows);
    }
    checked++;
  }

  private static void checkMissing(Matcher missing, List<FlowRecord> flows) {
    String to = missing.group("to") == null ? null : missing.group("to").replaceAll("[\\[\\]]", "");
    String port = missing.group("all") == null ? missing.group("port") : missing.group("all");
    long most = missing.group("most") == null ? 0 : number(missing.group("most"));
    assertTrue(between(flows, missing.group("from"), to, port).size() <= most, missing.group());
    if (missing.group("new") != null) {
      assertTrue(number(missing.group("new")) <= flows.size() - most, missing.group());
    }
    assertTrue(4 * most <= number(missing.group("usual")) + 2, missing.group());
  }

  private static void check(String what, List<FlowRecord> flows) {
    Matcher of = VERTICAL.matcher(what);
    if (of.matches()) {
      List<FlowRecord> pair = between(flows, of.group(1), of.group(6), null);
      holds(what, of.group(2), of.group(3), pair.size());
      holds(what, of.group(4), of.group(5), distinct(pair, FlowRecord::destinationPort));
      return;
    }
    of = HORIZONTAL.matcher(what);
    if (of.matches()) {
      List<FlowRecord> its = between(flows, of.group(1), null, of.group(4));
      holds(what, of.group(2), of.group(3), its.size());
      holds(what, of.group(5), of.group(6), distinct(its, it -> canonical(it.destinationIp())));
      return;
    }
    of = IN_PLACE.matcher(what);
    if (of.matches()) {
      holds(what, of.group(2), of.group(3), between(flows, of.group(1), null, null).size());
      return;
    }
    of = EXCHANGED.matcher(what);
    if (of.matches()) {
      holds(what, of.group(4), of.group(5), between(flows, of.group(1), of.group(2), null).size());
      return;
    }
    of = SERVICE.matcher(what);
    assertTrue(of.matches(), what);
    String to = of.group("to").replaceAll("[\\[\\]]", "");
    String port = of.group("port") == null ? "0" : of.group("port");
    List<FlowRecord> service = between(flows, null, to, port);
    String one = of.group("alone") == null ? of.group("one") : of.group("alone");
    List<FlowRecord> own = one == null ? service : between(service, one, null, null);
    assertTrue(!own.isEmpty(), what);
    if (of.group("alone") != null) {
      holds(what, of.group("least"), of.group("flows"), own.size());
      return;
    }
    String sources = of.group("n");
    long counted = distinct(service, it -> canonical(it.sourceIp()));
    long said = number(sources.replace("At least ", ""));
    assertTrue(said <= counted, what + ", but " + counted + " sources");
    long told = number(of.group("flows"));
    // all of the service, or those of as many of its sources as are told
    assertTrue(told <= service.size(), what + ", but " + service.size() + " flows");
    if (of.group("least") == null && said == counted) {
      assertEquals(service.size(), told, what);
    }
  }

  private static boolean isUnusual(String what, List<FlowRecord> flows) {
    if (what.contains("at least") || what.contains(" alike ")) {
      return true; // what is new is so to the baseline, and a shape is more than is told
    }
    Matcher of = UNUSUAL.matcher(what);
    if (!of.matches()) {
      return what.matches("Unusual: [a-z ]+ [-\\d.e]+ \\(usual: .*\\)"); // a metric of the window
    }
    String port = of.group("port") == null ? of.group("of") : of.group("port");
    List<FlowRecord> its = between(flows, of.group("from"), of.group("to"), port);
    long counted =
        switch (of.group("what")) {
          case "connection" -> its.size();
          case "address" -> distinct(its, it -> canonical(it.destinationIp()));
          case "source" -> distinct(its, it -> canonical(it.sourceIp()));
          default -> distinct(its, FlowRecord::destinationPort);
        };
    return number(of.group("n")) == counted;
  }

  private static void holds(String what, String least, String told, long counted) {
    if (least == null) {
      assertEquals(counted, number(told), what);
    } else {
      assertTrue(number(told) <= counted, what + ", but " + counted);
    }
  }

  private static List<FlowRecord> between(
      List<FlowRecord> flows, String from, String to, String port) {
    return flows.stream()
        .filter(it -> from == null || canonical(it.sourceIp()).equals(from))
        .filter(it -> to == null || canonical(it.destinationIp()).equals(to))
        .filter(it -> port == null || port(it).equals(port))
        .toList();
  }

  private static String port(FlowRecord flow) {
    double port = flow.destinationPort();
    return port == Math.rint(port) ? Long.toString((long) port) : Double.toString(port);
  }

  private static String canonical(String address) {
    return IpAddress.canonical(address);
  }

  private static long distinct(
      List<FlowRecord> flows, java.util.function.Function<FlowRecord, Object> of) {
    Set<Object> values = new HashSet<>();
    flows.forEach(flow -> values.add(of.apply(flow)));
    return values.size();
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }
}
