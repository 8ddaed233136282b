package io.logsentinel.cli.simulate;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * One file of a {@link SimulatedWeek}: a day, or the part of a day the data set keeps in a file.
 */
public final class SimulatedDay {
  private final Timetable timetable;
  private final long seed;
  private final Testbed testbed;
  private final HourClock clock;
  private final long flows;
  private final long blankRows;
  private final List<AttackPhase> phases;

  SimulatedDay(Timetable timetable, double scale, long seed, Testbed testbed, HourClock clock) {
    this.clock = clock;
    this.timetable = timetable;
    this.seed = seed;
    this.testbed = testbed;
    this.flows = Math.round(timetable.flows * scale);
    this.blankRows = Math.round(timetable.blankRows() * scale);
    this.phases = timetable.phases().stream().map(phase -> phase.scaled(scale)).toList();
  }

  /** {@return the name the data set gives this file, without a folder} */
  public String fileName() {
    return timetable.fileName;
  }

  /** {@return the number of rows that hold a flow, attacks included, at least 1} */
  public long flows() {
    return flows;
  }

  /** {@return the rows of nothing but commas that follow the flows, 0 in all files but one} */
  public long blankRows() {
    return blankRows;
  }

  /**
   * Writes the file: header, flows in ascending time, blank rows; lines end with CRLF, the text is
   * cp1252. Writing twice gives the same bytes twice.
   *
   * @param out takes the bytes in large pieces; flushed at the end, not closed
   * @throws IOException if {@code out} throws it
   */
  public void write(OutputStream out) throws IOException {
    RandomStream random = RandomStream.of(seed, timetable.ordinal());
    Activity activity = new Activity(timetable.minutes, random);
    BenignTraffic benign = new BenignTraffic(testbed, random);
    RowWriter rows = new RowWriter(out, timetable.date, clock);
    Flow flow = new Flow();
    // due[0] counts the benign flows of the minute, the others those of each phase
    long[] due = new long[1 + phases.size()];
    long benignFlows = flows - phases.stream().mapToLong(AttackPhase::flows).sum();

    rows.header();
    for (int minute = 0; minute < timetable.minutes; minute++) {
      int minutes = timetable.opens + minute;
      due[0] = activity.flowsIn(minute, benignFlows);
      long left = due[0];
      for (int i = 1; i < due.length; i++) {
        due[i] = phases.get(i - 1).flowsIn(minutes);
        left += due[i];
      }
      benign.enter(activity, minute);
      rows.enter(minutes);
      for (; left > 0; left--) {
        int origin = draw(due, random.below(left));
        due[origin]--;
        if (origin == 0) {
          benign.next(flow);
        } else {
          phases.get(origin - 1).attack().next(flow, random);
        }
        rows.flow(flow);
      }
    }
    rows.blank(blankRows);
    rows.flush();
  }

  /** Draws without replacement: which of the origins owns the ticket. */
  private static int draw(long[] due, long ticket) {
    int origin = 0;
    long rest = ticket;
    while (rest >= due[origin]) {
      rest -= due[origin++];
    }
    return origin;
  }
}
