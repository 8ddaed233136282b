package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.AttackPattern.Family;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.window.Entity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Block of an incident: severity and name, when, who to whom, what, how sure, what to do, where.
 *
 * @param style of the terminal
 * @param times as they are shown
 * @param leastChance the smallest p-value that the baseline's windows can show by counting
 * @param folders where the artifacts lie
 * @param isLive whether windows are not kept, so that no command can explain them
 */
record IncidentBlock(
    TerminalStyle style, TimeText times, double leastChance, Workspace folders, boolean isLive) {
  private static final int COLUMN = 12;
  private static final int MOST_ADDRESSES = 5;

  /** More than any IPv6 address or host name has. */
  private static final int LONGEST_ADDRESS = 255;

  private static final int LONGEST_REASON = 1000;

  /** A name that is more likely wrong than right is no more than possible. */
  private static final double LIKELY = 0.5;

  /**
   * {@return some lines and an empty one}
   *
   * @param caution what to keep in mind with it, if there is something
   * @param hasSecondModel whether a forest was asked that tells windows apart
   */
  String of(Incident incident, Optional<String> caution, boolean hasSecondModel) {
    WrappedBlock block = new WrappedBlock(COLUMN, style.width());
    caution.ifPresent(text -> block.add("caution", text));
    if (incident.firstTime() != FlowBatch.NO_TIME) {
      block.add("when", times.span(incident.firstTime(), incident.lastTime()));
    }
    block
        .add("who", who(incident))
        .add("what", FigureText.shortened(incident.reason(), LONGEST_REASON));
    strongest(incident).ifPresent(evidence -> block.add("observed", FigureText.evidence(evidence)));
    block
        .add("confidence", confidence(incident, caution.isPresent(), hasSecondModel))
        .add("ATT&CK", String.join(", ", incident.pattern().techniques()))
        .add("next step", incident.pattern().nextStep())
        .addUnbroken(
            isLive ? "evidence" : "explain",
            isLive
                ? SafeText.of(folders.path(Artifact.DETECTIONS_JSON).toString())
                    + ", once it has ended"
                : Call.explain(folders, incident.id()))
        .addSmall(
            FigureText.shortened(Workspace.rawName(incident.file()), LONGEST_ADDRESS)
                + ", "
                + windows(incident),
            style);
    return headline(incident) + block + "\n";
  }

  private String headline(Incident incident) {
    boolean isLikely = !isAttack(incident) || incident.confidence() >= LIKELY;
    return format(
        "%s  %s%s  %s\n",
        AlertBlock.severity(incident.severity(), style.colored()),
        isLikely ? "" : "possible: ",
        incident.pattern().label(),
        incident.id());
  }

  /** Whether its name is that of an attack. */
  private static boolean isAttack(Incident incident) {
    return incident.pattern().isAttack();
  }

  /** As {@code attacker 203.0.113.7 -> victim 10.0.1.80:22}: in the direction of the flows. */
  private static String who(Incident incident) {
    String attackers = side(incident, Role.ATTACKER);
    String victims = side(incident, Role.VICTIM);
    if (attackers.isEmpty() && victims.isEmpty()) {
      return side(incident, Role.INVOLVED);
    }
    // an infected host calls the one that steers it
    boolean isCalled = incident.pattern().family() == Family.BOT;
    return Stream.of(isCalled ? victims : attackers, isCalled ? attackers : victims)
        .filter(side -> !side.isEmpty())
        .collect(Collectors.joining(" -> "));
  }

  private static String side(Incident incident, Role role) {
    List<Participant> all =
        incident.entities().stream().filter(entity -> entity.role() == role).toList();
    if (all.isEmpty()) {
      return "";
    }
    String name = role.name().toLowerCase(Locale.ROOT);
    String names = all.size() == 1 || role == Role.INVOLVED ? name : name + "s";
    String shown =
        all.stream()
            .limit(MOST_ADDRESSES)
            .map(entity -> all.size() == 1 ? address(incident, entity) : address(entity))
            .collect(Collectors.joining(", "));
    // those that are not listed have the part of most of those that are
    boolean isLarger = 2 * all.size() > incident.entities().size();
    long unlisted = isLarger ? incident.more() : 0;
    long more = Math.max(0, all.size() - MOST_ADDRESSES) + unlisted;
    String least = unlisted == 0 ? "" : "at least ";
    return names
        + " "
        + shown
        + (more > 0 ? " and " + least + FigureText.grouped(more) + " more" : "");
  }

  /** With a port where the flows to it were counted together: an address has many. */
  private static String address(Incident incident, Participant entity) {
    String address = address(entity);
    List<String> ports =
        incident.ports().stream()
            .filter(port -> incident.talkers().stream().anyMatch(it -> serves(it, entity, port)))
            .toList();
    if (ports.size() != 1) {
      return address;
    }
    String port = FigureText.shortened(ports.get(0), LONGEST_ADDRESS);
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  private static String address(Participant entity) {
    return FigureText.shortened(entity.address(), LONGEST_ADDRESS);
  }

  private static boolean serves(Incident.EntityTotals talker, Participant entity, String port) {
    return talker.entity().equals(Entity.service(entity.address(), port));
  }

  private static Optional<Evidence> strongest(Incident incident) {
    return Stream.concat(incident.evidence().stream(), incident.metrics().stream())
        .max(Comparator.comparingDouble(Evidence::strength));
  }

  /** It was measured where baselines fit. */
  private String confidence(Incident incident, boolean isCautioned, boolean hasSecondModel) {
    String opinion =
        !hasSecondModel
            ? "no second model that could tell"
            : incident.decision() == Decision.CONFIRMED_ANOMALY
                ? "second model agrees"
                : "second model disagrees";
    return format(
        "%s %%%s%s; %s; %s",
        Math.round(100 * incident.confidence()),
        isAttack(incident) ? "" : " that it is an attack",
        isCautioned ? ", if the baseline fits" : "",
        FigureText.rarity(Math.max(incident.pValue(), leastChance)),
        opinion);
  }

  private static String windows(Incident incident) {
    long first = incident.firstWindow();
    long last = incident.lastWindow();
    if (first == last) {
      return "window " + FigureText.grouped(first);
    }
    int count = incident.windows().size();
    return format("windows %s to %s", FigureText.grouped(first), FigureText.grouped(last))
        + (count == last - first + 1 ? "" : ", " + FigureText.grouped(count) + " of them");
  }
}
