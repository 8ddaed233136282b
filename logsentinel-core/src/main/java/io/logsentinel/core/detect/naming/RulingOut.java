package io.logsentinel.core.detect.naming;

import io.logsentinel.core.window.EntityStats;
import java.util.ArrayList;
import java.util.List;

/** Says of every pattern that a window was not given why not. */
final class RulingOut {
  /** In the order in which {@link PatternRules} asks for them. */
  private static final List<AttackPattern> ORDER =
      List.of(
          AttackPattern.HORIZONTAL_SCAN,
          AttackPattern.VERTICAL_SCAN,
          AttackPattern.EXFILTRATION,
          AttackPattern.BRUTE_FORCE,
          AttackPattern.BOT,
          AttackPattern.SLOW_EXHAUSTION,
          AttackPattern.WEB_ATTACK,
          AttackPattern.DISTRIBUTED_FLOOD,
          AttackPattern.FAST_EXHAUSTION,
          AttackPattern.FLOOD,
          AttackPattern.UNKNOWN);

  private static final String NO_FLOWS = "no flows of who stands out are listed";
  private static final String NO_PORT = "no port stands out";
  private static final String BROWSED = "one source alone, at a common port: somebody browses";

  private final PatternRules naming;
  private final String server;
  private final String port;
  private final EntityStats flows;

  RulingOut(PatternRules naming) {
    this.naming = naming;
    this.server = naming.suspects().destination();
    this.port = naming.suspects().port();
    this.flows = naming.flows();
  }

  List<RuledOut> but(AttackPattern given) {
    List<RuledOut> ruledOut = new ArrayList<>();
    boolean isLater = false;
    for (AttackPattern pattern : ORDER) {
      if (pattern == given) {
        isLater = true;
      } else {
        ruledOut.add(new RuledOut(pattern, isLater ? "an earlier rule holds" : why(pattern)));
      }
    }
    return ruledOut;
  }

  private String why(AttackPattern pattern) {
    return switch (pattern) {
      case HORIZONTAL_SCAN ->
          naming.strongHorizontal().isPresent()
              ? "half as many ports stand out as addresses, or more"
              : "no source stands out by how many addresses it tries, a few flows each";
      case VERTICAL_SCAN -> "no host stands out by how many ports are tried, a few flows each";
      case EXFILTRATION -> "no pair moves unusually many bytes with little else that stands out";
      case BRUTE_FORCE -> flows == null ? NO_FLOWS : whyNoBruteForce();
      case BOT -> flows == null ? NO_FLOWS : whyNoBot();
      default ->
          flows == null
              ? NO_FLOWS
              : port.isEmpty() ? NO_PORT : naming.isBrowsed() ? BROWSED : whyOfService(pattern);
    };
  }

  private String whyNoBruteForce() {
    return port.isEmpty() ? NO_PORT : "port " + port + " is of no service with a login";
  }

  private String whyNoBot() {
    if (!PatternRules.isOutside(server)) {
      return server + " is inside";
    }
    return port.isEmpty()
        ? NO_PORT
        : naming.isBrowsed()
            ? BROWSED
            : "port " + port + " of " + server + " does not stand out as new";
  }

  /** Of patterns that are asked for where a port stands out. */
  private String whyOfService(AttackPattern pattern) {
    if (pattern == AttackPattern.DISTRIBUTED_FLOOD) {
      return whyNotMany(naming.sourcesOf(server, port));
    }
    if (!PortServices.isWeb(port)) {
      return "port " + port + " is no web port";
    }
    return pattern == AttackPattern.SLOW_EXHAUSTION ? whyNotSlow() : whyNoDialogue();
  }

  private String whyNotMany(long sources) {
    if (sources == 0) {
      return "the service is not listed";
    }
    return sources >= PatternRules.MANY_SOURCES
        ? "the number of sources does not stand out"
        : sources + (sources == 1 ? " source" : " sources") + ", many are 5 or more";
  }

  private String whyNotSlow() {
    return flows.meanLogDuration() < PatternRules.LONG
        ? "the flows last "
            + seconds(flows.meanLogDuration())
            + " s on average, slow ones "
            + seconds(PatternRules.LONG)
            + " or more"
        : Phrases.number(flows.bytes() / flows.flows())
            + " bytes a flow, slow ones have below 3000";
  }

  private static String seconds(double logMicroseconds) {
    return Phrases.number(StrictMath.pow(2, logMicroseconds) / 1e6);
  }

  private String whyNoDialogue() {
    return Phrases.number(flows.packets() / flows.flows())
        + " packets a flow, a dialogue has 40 or more and below 5000";
  }
}
