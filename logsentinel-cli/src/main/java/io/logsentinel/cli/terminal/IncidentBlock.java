package io.logsentinel.cli.terminal;

import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.text.HumanNumber;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One short block per incident: how grave and where, who did what, how sure, what to do. */
public final class IncidentBlock {
  private static final int MOST_ENTITIES = 5;

  /** More than any IPv6 address or host name has. */
  private static final int LONGEST_ADDRESS = 255;

  private static final int LONGEST_REASON = 1000;

  private final boolean colored;

  /**
   * Blocks for a terminal.
   *
   * @param colored whether the severity is coloured
   */
  public IncidentBlock(boolean colored) {
    this.colored = colored;
  }

  /**
   * The block of an incident.
   *
   * @param incident any incident
   * @return some lines and an empty one
   */
  public String of(Incident incident) {
    StringBuilder block = new StringBuilder();
    block
        .append(AlertBlock.severity(incident.severity(), colored))
        .append("  ")
        .append(incident.pattern().label())
        .append("  ")
        .append(SafeText.of(incident.file()))
        .append("  ")
        .append(windows(incident))
        .append("  ")
        .append(incident.id())
        .append("\n  ")
        .append(FigureText.shortened(incident.reason(), LONGEST_REASON))
        .append('\n');
    if (!incident.entities().isEmpty()) {
      line(block, "who", who(incident.entities()));
    }
    line(
        block,
        "how sure",
        "name right in "
            + Math.round(100 * incident.confidence())
            + " of 100; p "
            + rate(incident.pValue())
            + "; "
            + incident.decision().words());
    List<String> techniques = incident.pattern().techniques();
    if (!techniques.isEmpty()) {
      line(block, "ATT&CK", String.join(", ", techniques));
    }
    line(block, "next step", incident.pattern().nextStep());
    return block.append('\n').toString();
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
    return shown.stream()
            .map(
                entity ->
                    FigureText.shortened(entity.address(), LONGEST_ADDRESS)
                        + " ("
                        + entity.role().name().toLowerCase(Locale.ROOT)
                        + ")")
            .collect(Collectors.joining(", "))
        + (more == 0 ? "" : " and " + more + " more");
  }

  private static void line(StringBuilder block, String name, String text) {
    block.append("  ").append(name).append(" ".repeat(11 - name.length())).append(text);
    block.append('\n');
  }

  /**
   * A small share in words.
   *
   * @param share above 0 and at most 1
   * @return two digits that count
   */
  public static String rate(double share) {
    return HumanNumber.share(share);
  }
}
