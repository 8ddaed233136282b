package io.logsentinel.cli.simulate;

import static io.logsentinel.cli.simulate.Attack.BOT;
import static io.logsentinel.cli.simulate.Attack.DDOS;
import static io.logsentinel.cli.simulate.Attack.FTP_PATATOR;
import static io.logsentinel.cli.simulate.Attack.GOLDEN_EYE;
import static io.logsentinel.cli.simulate.Attack.HEARTBLEED;
import static io.logsentinel.cli.simulate.Attack.HULK;
import static io.logsentinel.cli.simulate.Attack.INFILTRATION;
import static io.logsentinel.cli.simulate.Attack.PORT_SCAN;
import static io.logsentinel.cli.simulate.Attack.SLOWLORIS;
import static io.logsentinel.cli.simulate.Attack.SLOW_HTTP_TEST;
import static io.logsentinel.cli.simulate.Attack.SQL_INJECTION;
import static io.logsentinel.cli.simulate.Attack.SSH_PATATOR;
import static io.logsentinel.cli.simulate.Attack.WEB_BRUTE_FORCE;
import static io.logsentinel.cli.simulate.Attack.XSS;
import static io.logsentinel.cli.simulate.AttackPhase.phase;

import java.util.List;

/** The timetable of the week: its files, with flow counts and attack hours of the data set. */
enum Timetable {
  MONDAY("Monday-WorkingHours", "3/7/2017", "08:00-17:00", 529_918),
  TUESDAY(
      "Tuesday-WorkingHours",
      "4/7/2017",
      "08:00-17:00",
      445_909,
      phase(FTP_PATATOR, "09:20", "10:20", 7_938),
      phase(SSH_PATATOR, "14:00", "15:00", 5_897)),
  WEDNESDAY(
      "Wednesday-workingHours",
      "5/7/2017",
      "08:00-17:00",
      692_703,
      phase(SLOWLORIS, "09:47", "10:10", 5_796),
      phase(SLOW_HTTP_TEST, "10:14", "10:35", 5_499),
      phase(HULK, "10:43", "11:00", 231_073),
      phase(GOLDEN_EYE, "11:10", "11:23", 10_293),
      phase(HEARTBLEED, "15:12", "15:32", 11)),
  THURSDAY_MORNING(
      "Thursday-WorkingHours-Morning-WebAttacks",
      "6/7/2017",
      "09:00-12:00",
      170_366,
      phase(WEB_BRUTE_FORCE, "09:20", "10:00", 1_507),
      phase(XSS, "10:15", "10:35", 652),
      phase(SQL_INJECTION, "10:40", "10:42", 21)),
  THURSDAY_AFTERNOON(
      "Thursday-WorkingHours-Afternoon-Infilteration",
      "6/7/2017",
      "13:00-17:00",
      288_602,
      phase(INFILTRATION, "14:19", "14:35", 12),
      phase(INFILTRATION, "15:04", "15:45", 24)),
  FRIDAY_MORNING(
      "Friday-WorkingHours-Morning",
      "7/7/2017",
      "09:00-12:00",
      191_033,
      phase(BOT, "10:02", "11:02", 1_966)),
  // The firewall drops most of the first sweeps; the others see it switched off.
  FRIDAY_PORT_SCAN(
      "Friday-WorkingHours-Afternoon-PortScan",
      "7/7/2017",
      "13:00-15:30",
      286_467,
      phase(PORT_SCAN, "13:55", "14:35", 6_930),
      phase(PORT_SCAN, "14:51", "15:29", 152_000)),
  FRIDAY_DDOS(
      "Friday-WorkingHours-Afternoon-DDos",
      "7/7/2017",
      "15:30-17:00",
      225_745,
      phase(DDOS, "15:56", "16:16", 128_027));

  private final String name;
  private final String date;
  private final int opens;
  private final int closes;
  private final long flows;
  private final List<AttackPhase> phases;

  Timetable(String name, String date, String hours, long flows, AttackPhase... phases) {
    this.name = name;
    this.date = date;
    this.opens = AttackPhase.minuteOf(hours.substring(0, 5));
    this.closes = AttackPhase.minuteOf(hours.substring(6));
    this.flows = flows;
    this.phases = List.of(phases);
  }

  String fileName() {
    return name + ".pcap_ISCX.csv";
  }

  /** The date as the timestamps have it, {@code d/M/yyyy}. */
  String date() {
    return date;
  }

  /** First minute, counted from midnight. */
  int opens() {
    return opens;
  }

  /** Length of the recording in minutes. */
  int minutes() {
    return closes - opens;
  }

  /** Flows at scale 1, attacks included. */
  long flows() {
    return flows;
  }

  /** Rows of commas after the flows, at scale 1, which only one file has. */
  long blankRows() {
    return this == THURSDAY_MORNING ? 288_602 : 0;
  }

  List<AttackPhase> phases() {
    return phases;
  }
}
