package io.logsentinel.core.detect;

import io.logsentinel.core.profile.EntityCount;
import java.util.ArrayList;
import java.util.List;

/** Says of every pattern that a window was not given why not. */
final class RulingOut {
  /** In the order in which {@link Naming} asks for them. */
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

  private final Naming naming;
  private final String port;
  private final EntityCount flows;

  RulingOut(Naming naming) {
    this.naming = naming;
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
      case VERTICAL_SCAN -> "no host stands out by how many of its ports are tried";
      case EXFILTRATION -> "no pair moves unusually many bytes with little else that stands out";
      default -> flows == null ? "no flows of who stands out are listed" : whyOfService(pattern);
    };
  }

  private String whyOfService(AttackPattern pattern) {
    return switch (pattern) {
      case BRUTE_FORCE ->
          port.isEmpty() ? "no port stands out" : "port " + port + " is of no service with a login";
      case BOT -> whyNoBot();
      case SLOW_EXHAUSTION ->
          WellKnownPort.isWeb(port)
              ? "the flows last 2^"
                  + Text.number(flows.meanLogDuration())
                  + " microseconds on average, with "
                  + Text.number(flows.bytes() / flows.flows())
                  + " bytes each"
              : noWebPort();
      case WEB_ATTACK ->
          WellKnownPort.isWeb(port)
              ? Text.number(flows.packets() / flows.flows()) + " packets each are no dialogue"
              : noWebPort();
      case DISTRIBUTED_FLOOD -> "the number of sources does not stand out";
      case FAST_EXHAUSTION -> noWebPort();
      default -> "no port stands out";
    };
  }

  private String whyNoBot() {
    String server = naming.suspects().destination();
    if (server.isEmpty()) {
      return "no destination stands out";
    }
    if (!Naming.isOutside(server)) {
      return server + " is inside";
    }
    return naming.isKnown(server, port)
        ? "the baseline knows port " + port + " of " + server
        : "one source alone, at a common port: somebody browses";
  }

  private String noWebPort() {
    return port.isEmpty() ? "no port stands out" : "port " + port + " is no web port";
  }
}
