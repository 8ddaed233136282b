package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.calibrated.Finding.Replacement;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SubstitutesTest {
  private static final String PROXY = "10.0.0.80";

  private final List<FlowRecord> usual = new ArrayList<>();

  SubstitutesTest() {
    for (int f = 0; f < 20; f++) {
      usual.add(flow("10.0.0.1", "10.0.0.9", 53, f));
      usual.add(flow("10.0.0.2", "198.51.100." + f, 443, f));
    }
  }

  private static FlowRecord flow(String from, String to, int port, int number) {
    return Network.flow(from, to, port, 1000, 2, 90 + 4 * number);
  }

  /** A flow of others that carries as much. */
  private static FlowRecord like(FlowRecord flow, String from, String to, double port) {
    return Network.flow(from, to, port, 1000, 2, flow.forwardBytes() + flow.backwardBytes());
  }

  private List<FlowRecord> changed(UnaryOperator<FlowRecord> change) {
    List<FlowRecord> flows = new ArrayList<>(usual);
    flows.replaceAll(change);
    return flows;
  }

  private Optional<Replacement> replacement(List<FlowRecord> flows) {
    return Detector.learn(Collections.nCopies(30, Network.profile(0, usual)))
        .judge(Network.profile(0, flows))
        .replacement();
  }

  private List<FlowRecord> moved(int flows, int port) {
    List<FlowRecord> window = changed(it -> it);
    window.removeIf(it -> it.destinationPort() == 53);
    for (int f = 0; f < flows; f++) {
      window.add(flow("10.0.0.1", "10.0.0.8", port, f));
    }
    return window;
  }

  @Test
  void whatIsAsUsual_isReplacedByNobody() {
    assertEquals(Optional.empty(), replacement(usual));
    List<FlowRecord> more = new ArrayList<>(usual);
    more.addAll(moved(20, 53).subList(20, 40));
    assertEquals(Optional.empty(), replacement(more), "the usual one is there");
  }

  @Test
  void aService_ofTheSamePort_withAboutAsManyFlows() {
    Entity resolver = Entity.service("10.0.0.9", "53");
    Entity other = Entity.service("10.0.0.8", "53");
    assertEquals(
        Optional.of(new Replacement(resolver, 20, 0, other, 20)), replacement(moved(20, 53)));
    assertEquals(
        Optional.of(new Replacement(resolver, 20, 0, other, 39)), replacement(moved(39, 53)));
    assertEquals(Optional.empty(), replacement(moved(41, 53)), "more than twice as many");
    assertEquals(Optional.empty(), replacement(moved(9, 53)), "less than half as many");
    List<FlowRecord> ofOthers = changed(it -> it);
    ofOthers.replaceAll(
        it -> web(it) ? it : like(it, "203.0.113.9", "10.0.0.8", it.destinationPort()));
    ofOthers.add(usual.get(1)); // new sources have less than half of the flows
    assertEquals(Optional.empty(), replacement(ofOthers), "a new source calls it");
  }

  @Test
  void aProxy_inPlaceOfAPort() {
    Entity port = new Entity(EntityKind.PORT, "443", "");
    Entity proxy = Entity.service(PROXY, "3128");
    List<FlowRecord> flows = changed(it -> web(it) ? like(it, "10.0.0.2", PROXY, 3128) : it);
    List<FlowRecord> alike = changed(it -> web(it) ? flow("10.0.0.2", PROXY, 3128, 9) : it);
    assertEquals(Optional.of(new Replacement(port, 20, 0, proxy, 20)), replacement(flows));
    assertEquals(Optional.empty(), replacement(alike), "a program's calls, all alike");
    flows.replaceAll(
        it ->
            it.destinationPort() == 53
                ? it
                : flow("10.0.0.2", PROXY, 3128, 90_000_000 + (int) it.forwardBytes()));
    assertEquals(Optional.empty(), replacement(flows), "not what is usually done");
  }

  private static boolean web(FlowRecord flow) {
    return flow.destinationPort() == 443;
  }

  @Test
  void hosts_withNewAddresses() {
    Entity first = Entity.source("10.0.0.1");
    Entity second = Entity.source("10.710.0.0.1");
    List<FlowRecord> renumbered =
        changed(it -> like(it, "10.7" + it.sourceIp(), it.destinationIp(), it.destinationPort()));
    assertEquals(Optional.of(new Replacement(first, 20, 0, second, 40)), replacement(renumbered));
    renumbered.replaceAll(it -> like(it, it.sourceIp(), "10.0.0.9", 53));
    assertEquals(Optional.empty(), replacement(renumbered), "all flows go to one port: a flood");
  }
}
