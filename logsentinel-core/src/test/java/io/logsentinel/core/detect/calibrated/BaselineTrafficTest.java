package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ports that have a group of their own. */
class BaselineTrafficTest {
  private static List<FlowRecord> flows(int port, int count) {
    return Collections.nCopies(count, Network.flow("a", "b", port, 1, 2, 3));
  }

  /** The ports of 1 to 60 that have a group of their own, in the order of their groups. */
  private static List<Integer> common(List<Profile> windows) {
    Channels channels = new BaselineTraffic(windows).channels();
    int rare = channels.group(new Entity(EntityKind.PORT, "none", ""));
    TreeSet<Integer> groups = new TreeSet<>();
    List<Integer> ports = new ArrayList<>(Collections.nCopies(channels.groups(), 0));
    for (int port = 1; port <= 60; port++) {
      int group = channels.group(Entity.service("b", port + ""));
      if (group != rare) {
        groups.add(group);
        ports.set(group, port);
      }
    }
    return groups.stream().map(ports::get).toList();
  }

  @Test
  void aPortOfThreeInTenWindows_isCommon() {
    List<Profile> windows = new ArrayList<>();
    for (int w = 0; w < 10; w++) {
      List<FlowRecord> flows = new ArrayList<>(flows(1, 3));
      flows.addAll(flows(2, w < 3 ? 1 : 0));
      flows.addAll(flows(3, w < 2 ? 50 : 0));
      windows.add(Network.profile(w, flows));
    }
    assertEquals(List.of(1, 2), common(windows));
  }

  @Test
  void ofMoreThanTwentyFour_thoseWithTheMostFlowsAre() {
    List<FlowRecord> flows = new ArrayList<>();
    for (int port = 1; port <= 30; port++) {
      flows.addAll(flows(port, port));
    }
    List<Profile> windows = Collections.nCopies(5, Network.profile(0, flows));
    assertEquals(IntStream.rangeClosed(1, 24).mapToObj(i -> 31 - i).toList(), common(windows));
  }

  @Test
  void ofEqualOnes_theirTextDecides() {
    List<FlowRecord> flows = new ArrayList<>();
    for (int port : new int[] {7, 50, 5, 44}) {
      flows.addAll(flows(port, 2));
    }
    assertEquals(List.of(44, 5, 50, 7), common(List.of(Network.profile(0, flows))));
  }
}
