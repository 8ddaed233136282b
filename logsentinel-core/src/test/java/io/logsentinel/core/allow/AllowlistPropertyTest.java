package io.logsentinel.core.allow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.allow.Allowlist.Matcher;
import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.Cidr;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rules found by tables, held against all of them asked one after the other. */
class AllowlistPropertyTest {
  private static final long DAY = 86_400_000;

  /** A rule as it is written; the last day in days from 1970. */
  record Written(
      String address, String direction, String port, String protocol, String pattern, int until) {
    String line(int reason) {
      String day = until < 0 ? "" : LocalDate.ofEpochDay(until).toString();
      String end = address.isEmpty() ? "" : direction;
      return String.join(",", address, end, port, protocol, pattern, day, "r" + reason);
    }

    boolean isRule() {
      return !(address + port + protocol).isEmpty();
    }

    boolean holds(FlowRecord flow) {
      boolean from = !direction.equals("to") && !address.isEmpty() && isIn(flow.sourceIp());
      boolean to = !direction.equals("from") && !address.isEmpty() && isIn(flow.destinationIp());
      return (address.isEmpty() || from || to)
          && (port.isEmpty() || Double.parseDouble(port) == flow.destinationPort())
          && (protocol.isEmpty() || Double.parseDouble(protocol) == flow.protocol());
    }

    private boolean isIn(String other) {
      return Cidr.parse(address).contains(other);
    }

    boolean isOver(long time) {
      return until >= 0 && time != FlowBatch.NO_TIME && time >= (until + 1) * DAY;
    }
  }

  @Provide
  Arbitrary<List<Written>> rules() {
    Arbitrary<String> address =
        Arbitraries.of(
            "",
            "10.0.0.1",
            "10.0.0.0/30",
            "10.0.0.0/8",
            "128.0.0.0/1",
            "fe80::1",
            "fe80::/64",
            "8000::/1",
            "fe80::/10",
            "255.255.255.255",
            "::/1");
    return Combinators.combine(
            address,
            Arbitraries.of("from", "to", "both", ""),
            Arbitraries.of("", "80", "0", "65535"),
            Arbitraries.of("", "6", "17"),
            Arbitraries.of("", "", "bot"),
            Arbitraries.of(-1, -1, 0, 5))
        .as(Written::new)
        .filter(Written::isRule)
        .list()
        .uniqueElements(
            it ->
                it.pattern().isEmpty()
                    ? new Object()
                    : it.line(0).replaceAll("19.*", "") + it.until())
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<FlowRecord> flow() {
    Arbitrary<String> address =
        Arbitraries.of(
            "10.0.0.1",
            "10.0.0.2",
            " 10.0.0.1",
            "010.0.0.1",
            "10.0.0.4",
            "11.0.0.1",
            "200.1.1.1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "FE80:0::1",
            "fe80::1:0:0:0:1",
            "fe80::1%3",
            "host",
            "255.255.255.255",
            "");
    return Combinators.combine(
            address,
            address,
            Arbitraries.of(80.0, 0.0, -0.0, 65535.0, 80.5, 1e9, 1.0 / 0),
            Arbitraries.of(6.0, 17.0, 6.5))
        .as((s, d, port, type) -> new FlowRecord(s, d, 1, port, type, 1, 1, 1, 1, 1, 1, 1, "B"));
  }

  @Provide
  Arbitrary<List<FlowRecord>> flows() {
    return flow().list().ofMaxSize(20);
  }

  @Property
  void aFlowIsCountedAtTheFirstRuleThatHolds_thoseWithoutAPatternBefore(
      @ForAll("rules") List<Written> rules, @ForAll("flows") List<FlowRecord> flows) {
    List<Written> accepted = new ArrayList<>();
    List<String> stories = new ArrayList<>();
    for (Written rule : rules) {
      String conditions =
          rule.address()
              + (rule.address().isEmpty() || rule.direction().isEmpty() ? "both" : rule.direction())
              + rule.port()
              + " "
              + rule.protocol();
      if (rule.pattern().isEmpty() || !stories.contains(conditions)) {
        accepted.add(rule);
        stories.add(rule.pattern().isEmpty() ? "" : conditions);
      }
    }
    StringBuilder text =
        new StringBuilder("address,direction,port,protocol,pattern,until,reason\n");
    for (int i = 0; i < accepted.size(); i++) {
      text.append(accepted.get(i).line(i)).append('\n');
    }
    Allowlist list = Allowlist.parse(text.toString(), Map.of("bot", Set.of("bot")));
    Optional<Matcher> matcher = list.matcher("a.csv", ZoneOffset.UTC);
    assertEquals(accepted.isEmpty(), matcher.isEmpty());
    if (matcher.isEmpty()) {
      return;
    }
    long[] times = new long[flows.size()];
    Arrays.setAll(times, i -> i % 4 == 0 ? FlowBatch.NO_TIME : i * DAY / 3);
    int[] actual = new int[flows.size()];
    boolean any = matcher.get().match(Batches.of(flows), 0, flows.size(), times, actual);
    int[] expected = new int[flows.size()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = expected(accepted, flows.get(i), times[i]);
    }
    assertEquals(Arrays.toString(expected), Arrays.toString(actual));
    assertEquals(Arrays.stream(expected).anyMatch(it -> it != Matcher.NO_RULE), any);
  }

  private static int expected(List<Written> rules, FlowRecord flow, long time) {
    for (boolean over : new boolean[] {false, true}) {
      for (boolean story : new boolean[] {false, true}) {
        for (int i = 0; i < rules.size(); i++) {
          Written rule = rules.get(i);
          if (rule.pattern().isEmpty() != story && rule.holds(flow) && rule.isOver(time) == over) {
            return over ? -2 - i : i;
          }
        }
      }
    }
    return Matcher.NO_RULE;
  }

  @Example
  void aRuleOfAFile_holdsInFilesOfThatName() {
    Allowlist list = Allowlist.parse("port,file\n80,Tue*.csv.gz\n", Map.of());
    for (String name : List.of("Tuesday.csv", "Tue.csv.zst", "Tue", "Tuesday.log.csv")) {
      assertEquals(true, list.matcher(name, ZoneOffset.UTC).isPresent(), name);
    }
    for (String name : List.of("Monday.csv", "aTue.csv", "tuesday.csv")) {
      assertEquals(false, list.matcher(name, ZoneOffset.UTC).isPresent(), name);
    }
    Allowlist odd = Allowlist.parse("port,file\n80,a.?[x]\n", Map.of());
    assertEquals(true, odd.matcher("a.b[x].csv", ZoneOffset.UTC).isPresent());
    assertEquals(false, odd.matcher("a.bx.csv", ZoneOffset.UTC).isPresent());
  }
}
