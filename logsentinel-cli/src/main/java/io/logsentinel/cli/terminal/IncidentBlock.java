package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;
import static io.logsentinel.cli.terminal.FigureText.line;

import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.text.HumanNumber;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One short block per incident: how grave and where, who did what, how sure, what to do. */
final class IncidentBlock {
  private static final int COLUMN = 11;
  private static final int MOST_ENTITIES = 5;

  /** More than any IPv6 address or host name has. */
  private static final int LONGEST_ADDRESS = 255;

  private static final int LONGEST_REASON = 1000;

  private IncidentBlock() {}

  /** Some lines and an empty one; the severity is coloured where it is wanted. */
  static String of(Incident incident, boolean colored) {
    List<Participant> entities = incident.entities();
    List<String> techniques = incident.pattern().techniques();
    String sure =
        format(
            "name right in %s of 100; p %s; %s",
            Math.round(100 * incident.confidence()),
            HumanNumber.share(incident.pValue()),
            incident.decision().words());
    return format(
            "%s  %s  %s  %s  %s\n  %s\n",
            AlertBlock.severity(incident.severity(), colored),
            incident.pattern().label(),
            SafeText.of(incident.file()),
            windows(incident),
            incident.id(),
            FigureText.shortened(incident.reason(), LONGEST_REASON))
        + (entities.isEmpty() ? "" : line(COLUMN, "who", who(entities)))
        + line(COLUMN, "how sure", sure)
        + (techniques.isEmpty() ? "" : line(COLUMN, "ATT&CK", String.join(", ", techniques)))
        + line(COLUMN, "next step", incident.pattern().nextStep())
        + "\n";
  }

  private static String windows(Incident incident) {
    return incident.firstWindow() == incident.lastWindow()
        ? "window " + incident.firstWindow()
        : "windows " + incident.firstWindow() + " to " + incident.lastWindow();
  }

  /** Those with a part; those who only stood out where nobody has one. */
  private static String who(List<Participant> entities) {
    List<Participant> shown =
        entities.stream().filter(entity -> entity.role() != Role.INVOLVED).toList();
    shown = (shown.isEmpty() ? entities : shown).stream().limit(MOST_ENTITIES).toList();
    int more = entities.size() - shown.size();
    return shown.stream().map(IncidentBlock::participant).collect(Collectors.joining(", "))
        + (more == 0 ? "" : " and " + more + " more");
  }

  private static String participant(Participant entity) {
    String role = entity.role().name().toLowerCase(Locale.ROOT);
    return FigureText.shortened(entity.address(), LONGEST_ADDRESS) + " (" + role + ")";
  }
}
