package io.logsentinel.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.calibrated.Drift.Verdict;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of block of an incident, whole, at 80 and at 120 columns. */
class IncidentBlockTest {
  private static final Workspace DEFAULT = new Workspace(Path.of("Data"), Path.of("Models"));
  private static final String ATTACKER = "203.0.113.7";
  private static final String VICTIM = "10.0.1.80";

  private static IncidentBlock block(int width) {
    return new IncidentBlock(
        new TerminalStyle(width, false), new TimeText(Optional.empty()), 0.0008, DEFAULT, false);
  }

  private static List<String> everyKind(int width) {
    IncidentBlock block = block(width);
    List<String> blocks = new ArrayList<>();
    for (AttackPattern pattern : AttackPattern.values()) {
      blocks.add(block.of(Incidents.of(pattern, ATTACKER, VICTIM), Optional.empty(), true));
    }
    AttackPattern flood = AttackPattern.FLOOD;
    blocks.add(block.of(Incidents.withoutTimes(flood, ATTACKER, VICTIM), Optional.empty(), false));
    blocks.add(
        cautioned(block, Incidents.of(flood, "2001:db8::7", "fd00::1:80"), Verdict.SHIFTED, 3, 60));
    String longest = "host-" + "x".repeat(130);
    Incident hostNames = Incidents.of(flood, longest, VICTIM);
    blocks.add(cautioned(block, hostNames, Verdict.UNCLEAR, 1_020, 1_500));
    blocks.add(cautioned(block, hostNames, Verdict.UNCLEAR, 7, 9));
    List<Participant> many = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      many.add(new Participant("192.0.2." + i, Role.ATTACKER, 1));
    }
    many.add(new Participant(VICTIM, Role.VICTIM, 1));
    blocks.add(
        block.of(
            Incidents.of(
                AttackPattern.DISTRIBUTED_FLOOD,
                many,
                List.of(7L),
                Incidents.FIRST,
                Incidents.FIRST + 39_000),
            Optional.empty(),
            true));
    List<Participant> involved =
        Stream.of(ATTACKER, VICTIM).map(it -> new Participant(it, Role.INVOLVED, 1)).toList();
    blocks.add(
        block.of(
            Incidents.of(
                AttackPattern.UNKNOWN, involved, List.of(7L), Incidents.FIRST, Incidents.FIRST),
            Optional.empty(),
            true));
    return blocks;
  }

  private static String cautioned(
      IncidentBlock block, Incident incident, Verdict verdict, int alarms, int windows) {
    return block.of(incident, BaselineFit.caution(drift(verdict, alarms, windows), incident), true);
  }

  private static Drift drift(Verdict verdict, int alarms, int windows) {
    return new Drift(verdict, windows, alarms, 0.01, 0.4, 0.01, 0.4, 0.02);
  }

  /** Only a name of an attack that most alarms have says that an attack may fill the file. */
  @Test
  void fitsOfFiles_readOn() {
    StringJoiner text = new StringJoiner(", ");
    for (BaselineFit fit : BaselineFit.values()) {
      text.add(fit.words() + fit.joint() + 1);
    }
    assertEquals(
        "fits 1, does not fit 1, may not fit 1, calmer traffic in 1, cannot tell for 1",
        text.toString());
  }

  @Test
  void whatFillsAFile_isAnAttack_orUsual() {
    Drift most = drift(Verdict.UNCLEAR, 7, 9);
    for (AttackPattern pattern : AttackPattern.values()) {
      Incident incident = Incidents.of(pattern, ATTACKER, VICTIM);
      assertEquals(pattern.isAttack(), BaselineFit.fills(incident, most));
      assertFalse(BaselineFit.fills(incident, drift(Verdict.UNCLEAR, 8, 9)), "four windows of it");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void everyKind_isShownWhole(int width) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("blocks-" + width + ".txt")) {
      String expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(expected, String.join("", everyKind(width)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 97, 120, 300})
  void noLineIsWiderThanTheTerminal_butTheCommandToCopy(int width) {
    for (String block : everyKind(width)) {
      assertTrue(block.endsWith("\n\n"), block);
      for (String line : block.lines().toList()) {
        assertTrue(line.length() <= width || line.startsWith("  explain "), line);
        assertEquals(line.stripTrailing(), line);
      }
    }
  }

  @Test
  void wider_saysTheSame() {
    List<String> narrow = everyKind(80);
    List<String> wide = everyKind(300);
    for (int i = 0; i < narrow.size(); i++) {
      assertEquals(wide.get(i).replaceAll("\\s", ""), narrow.get(i).replaceAll("\\s", ""));
    }
  }

  @Test
  void timesAreThoseOfTheZone_whereOneWasGiven() {
    Incident incident = Incidents.of(AttackPattern.FLOOD, ATTACKER, VICTIM);
    TimeText halifax = new TimeText(Optional.of(ZoneId.of("America/Halifax")));
    String text =
        new IncidentBlock(new TerminalStyle(80, false), halifax, 0.001, DEFAULT, false)
            .of(incident, Optional.empty(), true);
    assertTrue(
        text.contains("  when        Fri 2017-07-07 10:45 to 12:27 America/Halifax, 1 h 42 min\n"),
        text);
  }

  @Test
  void theCommand_namesTheFolders_asAShellTakesThem() {
    Incident incident = Incidents.of(AttackPattern.FLOOD, ATTACKER, VICTIM);
    Workspace folders = new Workspace(Path.of("Bob's data"), Path.of("Models"));
    String text =
        new IncidentBlock(
                new TerminalStyle(80, false), new TimeText(Optional.empty()), 0.001, folders, false)
            .of(incident, Optional.empty(), true);
    assertTrue(
        text.contains(
            "  explain     ./logsentinel explain 5daff435c6ec --data-dir 'Bob'\\''s data'\n"),
        text);
  }

  @Test
  void whereNoWindowIsKept_theEvidenceIsNamed() {
    Incident incident = Incidents.of(AttackPattern.FLOOD, ATTACKER, VICTIM);
    String text =
        new IncidentBlock(
                new TerminalStyle(80, false), new TimeText(Optional.empty()), 0.001, DEFAULT, true)
            .of(incident, Optional.empty(), true);
    assertTrue(text.contains("  evidence    Models/detections.json, once it has ended\n"), text);
    assertFalse(text.contains("explain"), text);
  }

  @Test
  void colours_areForSeverityAndSmallPrintAlone() {
    Incident incident = Incidents.of(AttackPattern.FLOOD, ATTACKER, VICTIM);
    String colored =
        new IncidentBlock(
                new TerminalStyle(80, true), new TimeText(Optional.empty()), 0.0008, DEFAULT, false)
            .of(incident, Optional.empty(), true);
    assertTrue(colored.startsWith("\u001b[31mHIGH\u001b[0m  Flood from one source"), colored);
    assertTrue(colored.contains("\u001b[2mFriday-Afternoon.csv, windows 2 to 5\u001b[0m\n"));
    assertEquals(
        block(80).of(incident, Optional.empty(), true),
        colored.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void hostileText_isEscaped() {
    Incident incident = Incidents.of(AttackPattern.FLOOD, "\u001b[2J\u202e", "a\nb\u0000");
    String text = block(80).of(incident, Optional.empty(), true);
    assertFalse(text.chars().anyMatch(c -> c != '\n' && (c < 0x20 || c > 0x7e)), text);
    assertTrue(text.contains("attacker \\u001b[2J\\u202e -> victim a\\u000ab\\u0000:22\n"), text);
  }
}
