package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import java.util.List;

/** Sentences of one window: who did what, or which evidence is the strongest. */
final class Phrases {
  private Phrases() {}

  /** {@return a finite number with three significant digits} */
  static String number(double value) {
    return HumanNumber.significant(value, 3);
  }

  /** {@return what a scanner tried, as ports of a host} */
  static String tried(String source, Evidence e, String what) {
    String who = source.isEmpty() ? "Somebody" : source;
    String tries = HumanNumber.whole(e.observed()) + " " + what;
    return who + " tried " + tries + ", where " + number(e.expected()) + " are usual.";
  }

  static String made(FindingFacts facts, EntityStats flows, String to) {
    String who = makers(facts, flows);
    String what =
        flows.flows() + (flows.flows() == 1 ? " connection to " : " connections to ") + to;
    String packets = number(flows.packets() / flows.flows());
    return who + " made " + what + ", with " + packets + " packets each on average.";
  }

  private static String makers(FindingFacts facts, EntityStats flows) {
    if (flows.entity().kind() == EntityKind.PAIR) {
      return flows.entity().source();
    }
    return flows.peers() == 1
        ? facts.anySourceOf(flows.entity().destination()).orElse("1 source")
        : flows.peers() + " sources";
  }

  /** {@return what a pair moved, null where none is listed} */
  static String moved(EntityStats pair) {
    if (pair == null) {
      return "A pair of addresses moved more bytes than usual.";
    }
    String ends = pair.entity().source() + " and " + pair.entity().destination();
    return ends + " moved " + HumanNumber.whole(pair.bytes()) + " bytes.";
  }

  static String strongest(List<Evidence> evidence) {
    return evidence.isEmpty() ? "Nothing stands out." : sentence(evidence.get(0));
  }

  private static String sentence(Evidence evidence) {
    String what = evidence.entity().map(Entity::toString).orElse("the window");
    String observed = evidence.channel().name() + " " + number(evidence.observed());
    return what + ": " + observed + ", where " + number(evidence.expected()) + " is usual.";
  }
}
