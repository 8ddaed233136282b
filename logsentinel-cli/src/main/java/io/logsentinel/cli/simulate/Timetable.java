package io.logsentinel.cli.simulate;

import static io.logsentinel.cli.simulate.AttackPhase.phase;

import java.util.List;

/** The timetable of the week: its files, with flow counts and attack hours of the data set. */
enum Timetable {
  MONDAY("Monday-WorkingHours", "3/7/2017", "08:00-17:00", 529_918),
  TUESDAY("Tuesday-WorkingHours", "4/7/2017", "08:00-17:00", 445_909),
  WEDNESDAY("Wednesday-workingHours", "5/7/2017", "08:00-17:00", 692_703),
  THURSDAY_MORNING("Thursday-WorkingHours-Morning-WebAttacks", "6/7/2017", "09:00-12:00", 170_366),
  THURSDAY_AFTERNOON(
      "Thursday-WorkingHours-Afternoon-Infilteration", "6/7/2017", "13:00-17:00", 288_602),
  FRIDAY_MORNING("Friday-WorkingHours-Morning", "7/7/2017", "09:00-12:00", 191_033),
  FRIDAY_PORT_SCAN("Friday-WorkingHours-Afternoon-PortScan", "7/7/2017", "13:00-15:30", 286_467),
  FRIDAY_DDOS("Friday-WorkingHours-Afternoon-DDos", "7/7/2017", "15:30-17:00", 225_745);

  final String fileName;

  /** The date as the timestamps have it, {@code d/M/yyyy}. */
  final String date;

  /** First minute, counted from midnight. */
  final int opens;

  /** Length of the recording in minutes. */
  final int minutes;

  /** Flows at scale 1, attacks included. */
  final long flows;

  Timetable(String name, String date, String hours, long flows) {
    this.fileName = name + ".pcap_ISCX.csv";
    this.date = date;
    this.opens = AttackPhase.minuteOf(hours.substring(0, 5));
    this.minutes = AttackPhase.minuteOf(hours.substring(6)) - opens;
    this.flows = flows;
  }

  /** The attacks of the day, in the order in which they begin. */
  List<AttackPhase> phases() {
    return switch (this) {
      case MONDAY -> List.of();
      case TUESDAY ->
          List.of(
              phase(Attack.FTP_PATATOR, "09:20", "10:20", 7_938),
              phase(Attack.SSH_PATATOR, "14:00", "15:00", 5_897));
      case WEDNESDAY ->
          List.of(
              phase(Attack.SLOWLORIS, "09:47", "10:10", 5_796),
              phase(Attack.SLOW_HTTP_TEST, "10:14", "10:35", 5_499),
              phase(Attack.HULK, "10:43", "11:00", 231_073),
              phase(Attack.GOLDEN_EYE, "11:10", "11:23", 10_293),
              phase(Attack.HEARTBLEED, "15:12", "15:32", 11));
      case THURSDAY_MORNING ->
          List.of(
              phase(Attack.WEB_BRUTE_FORCE, "09:20", "10:00", 1_507),
              phase(Attack.XSS, "10:15", "10:35", 652),
              phase(Attack.SQL_INJECTION, "10:40", "10:42", 21));
      case THURSDAY_AFTERNOON ->
          List.of(
              phase(Attack.INFILTRATION, "14:19", "14:35", 12),
              phase(Attack.INFILTRATION, "15:04", "15:45", 24));
      case FRIDAY_MORNING -> List.of(phase(Attack.BOT, "10:02", "11:02", 1_966));
      // The firewall drops most of the first sweeps; the others see it switched off.
      case FRIDAY_PORT_SCAN ->
          List.of(
              phase(Attack.PORT_SCAN, "13:55", "14:35", 6_930),
              phase(Attack.PORT_SCAN, "14:51", "15:29", 152_000));
      case FRIDAY_DDOS -> List.of(phase(Attack.DDOS, "15:56", "16:16", 128_027));
    };
  }

  /** Rows of commas after the flows, at scale 1, which only one file has. */
  long blankRows() {
    return this == THURSDAY_MORNING ? 288_602 : 0;
  }
}
