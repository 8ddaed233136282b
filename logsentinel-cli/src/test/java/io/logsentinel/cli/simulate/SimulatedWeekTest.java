package io.logsentinel.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedWeekTest {

  @Test
  void days_chronological() {
    assertEquals(
        List.of(
            "Monday-WorkingHours.pcap_ISCX.csv",
            "Tuesday-WorkingHours.pcap_ISCX.csv",
            "Wednesday-workingHours.pcap_ISCX.csv",
            "Thursday-WorkingHours-Morning-WebAttacks.pcap_ISCX.csv",
            "Thursday-WorkingHours-Afternoon-Infilteration.pcap_ISCX.csv",
            "Friday-WorkingHours-Morning.pcap_ISCX.csv",
            "Friday-WorkingHours-Afternoon-PortScan.pcap_ISCX.csv",
            "Friday-WorkingHours-Afternoon-DDos.pcap_ISCX.csv"),
        new SimulatedWeek(1, 0).days().stream().map(SimulatedDay::fileName).toList());
  }

  @Test
  void days_countsAtScaleOne() {
    List<SimulatedDay> days = new SimulatedWeek(1, 0).days();
    assertEquals(
        List.of(529918L, 445909L, 692703L, 170366L, 288602L, 191033L, 286467L, 225745L),
        days.stream().map(SimulatedDay::flows).toList());
    assertEquals(
        List.of(0L, 0L, 0L, 288602L, 0L, 0L, 0L, 0L),
        days.stream().map(SimulatedDay::blankRows).toList());
  }

  /** The same on every Java version and platform; a change of the generator changes it. */
  @Test
  void write_fingerprint() throws Exception {
    assertEquals(
        "226c29406c4856084d07b24ba7a7fb28e4987070824a18885fc102d624f1ed84",
        fingerprint(new SimulatedWeek(Rendered.SMALL, 42)));
    assertEquals(
        "0e754087d16a1f20356b80129066bc11cdeb33aad1b50b91507c64635e128138",
        fingerprint(new SimulatedWeek(Rendered.SMALL, 42, HourClock.TWENTY_FOUR)));
  }

  private static String fingerprint(SimulatedWeek week) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    week.days().forEach(day -> digest.update(Rendered.of(day).bytes()));
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void write_sameSeedSameBytes() {
    assertSameBytes(Rendered.week(Rendered.SMALL, 7), Rendered.week(Rendered.SMALL, 7));
  }

  @Test
  void write_twice() {
    SimulatedDay day = new SimulatedWeek(Rendered.SMALL, 7).days().get(2);
    assertArrayEquals(Rendered.of(day).bytes(), Rendered.of(day).bytes());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 8, -7, Long.MIN_VALUE, Long.MAX_VALUE})
  void write_otherSeedOtherBytes(long seed) {
    List<Rendered> week = Rendered.week(Rendered.SMALL, 7);
    List<Rendered> other = Rendered.week(Rendered.SMALL, seed);
    for (int i = 0; i < week.size(); i++) {
      assertFalse(Arrays.equals(week.get(i).bytes(), other.get(i).bytes()));
    }
  }

  @Test
  void write_inParallel() {
    List<Rendered> parallel =
        new SimulatedWeek(0.01, 3).days().parallelStream().map(Rendered::of).toList();
    assertSameBytes(Rendered.week(0.01, 3), parallel);
  }

  /** What a clock of 12 hours shows is read as the times that one of 24 shows. */
  @Test
  void clocks_showTheSameTimes() throws IOException {
    for (double scale : new double[] {SimulatedWeek.MIN_SCALE, Rendered.SMALL}) {
      List<SimulatedDay> twelve = new SimulatedWeek(scale, 7).days();
      List<SimulatedDay> all = new SimulatedWeek(scale, 7, HourClock.TWENTY_FOUR).days();
      for (int i = 0; i < all.size(); i++) {
        assertEquals(timesOf(all.get(i)), timesOf(twelve.get(i)), all.get(i).fileName());
      }
    }
  }

  private static List<Long> timesOf(SimulatedDay day) throws IOException {
    byte[] bytes = Rendered.of(day).bytes();
    List<Long> times = new ArrayList<>();
    FlowReader.readAll(
        () -> new ByteArrayInputStream(bytes),
        (batch, none) -> {
          for (int row = 0; row < batch.size(); row++) {
            times.add(batch.localTime(row));
          }
        });
    return times;
  }

  @Test
  void write_inAnyLocaleAndTimeZone() {
    List<Rendered> expected = Rendered.week(Rendered.SMALL, 7);
    Locale locale = Locale.getDefault();
    TimeZone timeZone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      assertSameBytes(expected, Rendered.week(Rendered.SMALL, 7));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(timeZone);
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.000499,
        100.1,
        0,
        -1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void scale_outOfRange(double scale) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new SimulatedWeek(scale, 1));
    assertEquals("scale must be 0.0005 to 100 but is " + scale, e.getMessage());
  }

  @Test
  void scale_bounds() {
    assertEquals(265, new SimulatedWeek(SimulatedWeek.MIN_SCALE, 1).days().get(0).flows());
    assertEquals(52_991_800, new SimulatedWeek(SimulatedWeek.MAX_SCALE, 1).days().get(0).flows());
  }

  private static void assertSameBytes(List<Rendered> expected, List<Rendered> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).bytes(), actual.get(i).bytes());
    }
  }
}
