package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.naming.CountedFlows.Count;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deed: who did what to whom, as far as it was counted and the pattern asks for it. All that is
 * named has flows together.
 *
 * @param pattern that the counts bear out: {@link AttackPattern#UNKNOWN} where nothing was counted
 * @param source who did it, or the one of many who did most; empty where nobody is known
 * @param others further sources that did as it did, those with the most flows first, as far as
 *     listed; empty where it did it alone
 * @param destination to whom; empty of a horizontal scan
 * @param port of the destination; empty where the pattern is not about one
 * @param flows of the source, or of all that did it
 * @param sources how many did it, from 1
 * @param spread distinct ports of a vertical scan, addresses of a horizontal one; 0 of others
 * @param windows in how many of the windows counted the flows are
 * @param bytes payload of both directions, of an exfiltration; 0 of others
 */
public record Deed(
    AttackPattern pattern,
    String source,
    List<String> others,
    String destination,
    String port,
    Count flows,
    Count sources,
    Count spread,
    Count windows,
    double bytes) {
  /** From here on the severity is medium, high and critical: in orders of magnitude of flows. */
  private static final double MEDIUM = 2;

  private static final double HIGH = 3;
  private static final double CRITICAL = 4;

  /** Smaller p-values are what the model of the tail says, not what a baseline showed. */
  private static final double LEAST_CHANCE = 1e-3;

  public Deed {
    others = List.copyOf(others);
  }

  /**
   * {@return what was counted of a story; of {@link AttackPattern#UNKNOWN} where the counts do not
   * bear the pattern out}
   *
   * @param counted flows of the story's windows
   * @param pattern what it looks like
   * @param source who is suspected; empty for nobody
   * @param destination whom it is done to; empty for nobody
   * @param port likewise
   */
  public static Deed of(
      CountedFlows counted, AttackPattern pattern, String source, String destination, String port) {
    return new Finder(counted, source, destination, port).deed(pattern);
  }

  /** {@return whether the flows are those of the source, and of no other} */
  public boolean isAlone() {
    return others.isEmpty() && !source.isEmpty() && sources.value() == 1;
  }

  /**
   * {@return the severity: how sure times how much times how unlikely, so that each of the three
   * raises it or leaves it, whatever the others are}
   *
   * <p>How much counts orders of magnitude: of flows, and half as much of hosts that take part and
   * of windows that it fills. How unlikely counts from one half to one, and not beyond one in a
   * thousand.
   *
   * @param pValue of the window that is the least likely, above 0 and at most 1
   * @param confidence that it is what it looks like, 0 to 1
   * @param windows how many windows it fills, from 1
   */
  public Severity severity(double pValue, double confidence, int windows) {
    double hosts = Math.max(1, Math.max(sources().value(), spread().value()));
    double much =
        StrictMath.log10(1 + (double) flows().value())
            + StrictMath.log10(hosts) / 2
            + StrictMath.log10(windows) / 2;
    double unlikely =
        (1 + StrictMath.log(Math.max(pValue, LEAST_CHANCE)) / StrictMath.log(LEAST_CHANCE)) / 2;
    double grade = confidence * much * unlikely;
    return grade >= CRITICAL
        ? Severity.CRITICAL
        : grade >= HIGH ? Severity.HIGH : grade >= MEDIUM ? Severity.MEDIUM : Severity.LOW;
  }

  /** {@return a sentence without its full stop: counts and addresses alone; empty without any} */
  public String text() {
    String connections = number(flows(), "connection", "connections");
    return switch (pattern()) {
      case UNKNOWN -> "";
      case VERTICAL_SCAN ->
          source()
              + " opened "
              + connections
              + " to "
              + number(spread(), "port", "ports")
              + " of "
              + destination();
      case HORIZONTAL_SCAN -> source() + " opened " + connections + toMany();
      case EXFILTRATION ->
          source()
              + " and "
              + destination()
              + " exchanged "
              + HumanNumber.grouped(Math.rint(bytes()))
              + " bytes in "
              + connections;
      case DISCOVERY ->
          who()
              + " sent "
              + number(flows(), "flow", "flows")
              + (destination.isEmpty() ? toMany() : to());
      case REPLACED_SERVER ->
          who() + " opened " + connections + to() + " instead of the usual server";
      case CHANGED_NETWORK -> source() + " opened " + connections + " in place of a usual host";
      case BOT -> who() + " opened " + connections + to() + " outside";
      case BRUTE_FORCE -> {
        String service = PortServices.login(port());
        yield who()
            + " opened "
            + connections
            + to()
            + (service == null ? "" : " (" + service + ")");
      }
      default -> who() + " opened " + connections + to();
    };
  }

  private String who() {
    if (isAlone()) {
      return source();
    }
    String sources = number(sources(), "source", "sources");
    String who = Character.toUpperCase(sources.charAt(0)) + sources.substring(1);
    return source().isEmpty() ? who : who + ", among them " + source() + ",";
  }

  private String toMany() {
    String of = port().isEmpty() ? "" : "port " + port() + " of ";
    return " to " + of + number(spread(), "address", "addresses");
  }

  private String to() {
    return " to " + endpoint(destination(), port());
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

  /** Finder of a deed among the flows of a story: of each pattern those of whom it names. */
  private static final class Finder {
    /** A source with this share of a service's flows, beyond the usual ones, made them. */
    private static final double ALONE = 0.7;

    /** Sources with this share of the suspect's flows do as he does. */
    private static final double ALIKE = 0.2;

    /** He has this share of all flows at least, or is one of very many. */
    private static final double PART = 0.3;

    /** Who tries fewer ports, or addresses, scans nothing. */
    private static final int SPREAD = 3;

    private static final Count ONE = new Count(1, true);

    private final CountedFlows counted;
    private final String source;
    private final String destination;
    private final String port;

    Finder(CountedFlows counted, String source, String destination, String port) {
      this.counted = counted;
      this.source = source;
      this.destination = destination;
      this.port = port;
    }

    /** {@return the deed, of {@link AttackPattern#UNKNOWN} where the counts do not bear it out} */
    Deed deed(AttackPattern pattern) {
      Deed deed =
          switch (pattern) {
            case HORIZONTAL_SCAN -> horizontal(pattern);
            case VERTICAL_SCAN -> pair(pattern, counted.ports(Entity.pair(source, destination)), 0);
            case EXFILTRATION ->
                pair(pattern, Count.NONE, counted.bytes(Entity.pair(source, destination)));
            case CHANGED_NETWORK -> host(pattern);
            case UNKNOWN -> unknown();
            case DISCOVERY -> destination.isEmpty() ? horizontal(pattern) : service(pattern);
            default -> service(pattern);
          };
      boolean isScan = pattern.family() == AttackPattern.Family.SCAN;
      boolean isBorneOut = deed.flows().value() > 0 && (!isScan || deed.spread().value() >= SPREAD);
      return isBorneOut ? deed : unknown();
    }

    private Deed unknown() {
      return new Deed(
          AttackPattern.UNKNOWN,
          "",
          List.of(),
          "",
          "",
          Count.NONE,
          Count.NONE,
          Count.NONE,
          Count.NONE,
          0);
    }

    private Deed host(AttackPattern pattern) {
      Entity all = Entity.source(source);
      return new Deed(
          pattern,
          source,
          List.of(),
          "",
          "",
          counted.flows(all),
          ONE,
          Count.NONE,
          counted.windows(all),
          0);
    }

    private Deed pair(AttackPattern pattern, Count ports, double bytes) {
      Count flows = counted.flows(Entity.pair(source, destination));
      Count windows = counted.windows(Entity.pair(source, destination));
      return new Deed(
          pattern, source, List.of(), destination, "", flows, ONE, ports, windows, bytes);
    }

    /** Of the source's flows to one port, where it has them; else of all its flows. */
    private Deed horizontal(AttackPattern pattern) {
      Entity client = new Entity(EntityKind.CLIENT, port, source);
      Entity all = Entity.source(source);
      boolean isOfPort = !port.isEmpty() && 2 * addresses(client).value() >= addresses(all).value();
      Entity of = isOfPort ? client : all;
      return new Deed(
          pattern,
          source,
          List.of(),
          "",
          isOfPort ? port : "",
          counted.flows(of),
          ONE,
          addresses(of),
          counted.windows(of),
          0);
    }

    private Count addresses(Entity of) {
      return counted.peers(of).atLeast(counted.destinationsOf(of.source(), of.port()).size());
    }

    /**
     * One source alone where its flows are what the service has beyond the usual. Else several: all
     * of them, or those with flows like the suspect's, where others have few.
     */
    private Deed service(AttackPattern pattern) {
      Entity service = Entity.service(destination, port);
      List<String> all = counted.sourcesOf(destination, port);
      String first = flows(source).value() > 0 || all.isEmpty() ? source : all.get(0);
      Count own = flows(first);
      if (own.value() > 0 && isAlone(own.value(), all.stream().filter(it -> !it.equals(first)))) {
        return alone(pattern, first, own);
      }
      List<String> doers =
          all.stream().filter(it -> flows(it).value() >= ALIKE * own.value()).toList();
      boolean isAll = doers.size() == all.size();
      Count flows = counted.flows(service);
      Count sources = counted.peers(service).atLeast(doers.size());
      if (!isAll) {
        flows = doers.stream().map(this::flows).reduce(Count.NONE, Count::plus);
        sources = new Count(doers.size(), counted.listsAll());
      }
      AttackPattern named =
          pattern == AttackPattern.FLOOD && sources.value() > 1
              ? AttackPattern.DISTRIBUTED_FLOOD // its windows may each show too few of its sources
              : pattern;
      String known = own.value() > 0 ? first : "";
      // who floods from outside is not one with the service's own clients, nor the other way round
      boolean isOutside = AddressScope.isOutside(first);
      List<String> others =
          doers.stream()
              .filter(it -> !it.equals(known) && AddressScope.isOutside(it) == isOutside)
              .toList();
      long excluded = doers.stream().filter(it -> AddressScope.isOutside(it) != isOutside).count();
      if (excluded > 0) {
        sources = new Count(Math.max(1, sources.value() - excluded), false);
      }
      if (others.isEmpty() && sources.value() == 1 && !known.isEmpty()) {
        return alone(pattern, known, own);
      }
      // those of several sources may be the same
      long most =
          doers.stream()
              .mapToLong(it -> counted.windows(it, destination, port).value())
              .max()
              .orElse(0);
      Count windows = isAll ? counted.windows(service).atLeast(most) : new Count(most, false);
      return new Deed(
          named, known, others, destination, port, flows, sources, Count.NONE, windows, 0);
    }

    /** A flood whose flows turn out to be one source's is none of many. */
    private Deed alone(AttackPattern pattern, String by, Count own) {
      AttackPattern ofOne =
          PortServices.isWeb(port) ? AttackPattern.FAST_EXHAUSTION : AttackPattern.FLOOD;
      AttackPattern named = pattern == AttackPattern.DISTRIBUTED_FLOOD ? ofOne : pattern;
      Count windows = counted.windows(by, destination, port);
      return new Deed(named, by, List.of(), destination, port, own, ONE, Count.NONE, windows, 0);
    }

    /** Where nothing is known of the usual, the next one shows it. */
    private boolean isAlone(long own, Stream<String> others) {
      Entity service = Entity.service(destination, port);
      if (counted.excess(service) > 0) {
        return own >= ALONE * counted.excess(service);
      }
      long total = counted.flows(service).value();
      long next = others.mapToLong(it -> flows(it).value()).max().orElse(0);
      return own >= ALONE * total || (own * ALIKE >= next && own >= PART * total);
    }

    private Count flows(String by) {
      return counted.flows(by, destination, port);
    }
  }
}
