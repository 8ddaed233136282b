package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.naming.CountedFlows.Count;
import io.logsentinel.core.detect.naming.CountedFlows.Deed;
import io.logsentinel.core.text.HumanNumber;

/** Sentence of a deed: counts and addresses alone. What they mean is the pattern's to say. */
final class DeedText {
  private DeedText() {}

  /** {@return who did what to whom how often, without a full stop; empty where it is unknown} */
  static String of(Deed deed) {
    String connections = number(deed.flows(), "connection", "connections");
    return switch (deed.pattern()) {
      case UNKNOWN -> "";
      case VERTICAL_SCAN ->
          deed.source()
              + " opened "
              + connections
              + " to "
              + number(deed.spread(), "port", "ports")
              + " of "
              + deed.destination();
      case HORIZONTAL_SCAN ->
          deed.source()
              + " opened "
              + connections
              + " to "
              + (deed.port().isEmpty() ? "" : "port " + deed.port() + " of ")
              + number(deed.spread(), "address", "addresses");
      case EXFILTRATION ->
          deed.source()
              + " and "
              + deed.destination()
              + " exchanged "
              + HumanNumber.grouped(Math.rint(deed.bytes()))
              + " bytes in "
              + connections;
      case DISCOVERY -> who(deed) + " sent " + number(deed.flows(), "flow", "flows") + to(deed);
      case BOT -> who(deed) + " opened " + connections + to(deed) + " outside";
      case BRUTE_FORCE -> {
        String service = PortServices.login(deed.port());
        yield who(deed)
            + " opened "
            + connections
            + to(deed)
            + (service == null ? "" : " (" + service + ")");
      }
      default -> who(deed) + " opened " + connections + to(deed);
    };
  }

  private static String who(Deed deed) {
    if (deed.isAlone()) {
      return deed.source();
    }
    String sources = number(deed.sources(), "source", "sources");
    String who = Character.toUpperCase(sources.charAt(0)) + sources.substring(1);
    return deed.source().isEmpty() ? who : who + ", among them " + deed.source() + ",";
  }

  private static String to(Deed deed) {
    return " to " + endpoint(deed.destination(), deed.port());
  }

  /** {@return an address with its port, if it has one, as RFC 3986 and RFC 5952 write it} */
  static String endpoint(String address, String port) {
    return port.isEmpty() || port.equals(PortServices.NONE)
        ? address
        : (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
  }

  private static String number(Count count, String one, String many) {
    return (count.isExact() ? "" : "at least ")
        + HumanNumber.grouped(count.value())
        + " "
        + (count.value() == 1 ? one : many);
  }
}
