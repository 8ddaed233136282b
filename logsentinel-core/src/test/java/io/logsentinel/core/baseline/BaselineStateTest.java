package io.logsentinel.core.baseline;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.baseline.TrainingHistory.TrainedFile;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a baseline says of its profiles, and which parts it does not take for one baseline. */
class BaselineStateTest {
  private static final Profile PROFILE = SmallWindows.of(80, SmallWindows.SIZE).profile();
  private static final List<String> METRICS = List.of("a", "b");

  private static Profile at(long first, long last) {
    return new Profile(
        0,
        PROFILE.flows(),
        0,
        Measure.PAYLOAD,
        first,
        last,
        PROFILE.metrics(),
        PROFILE.entities(),
        List.of());
  }

  private static BaselineState state(List<Profile> profiles) {
    return new BaselineState(
        "cic", METRICS, SmallWindows.SIZE, List.of(), profiles, Optional.empty(), "d");
  }

  /** Windows of a minute each that end at such seconds. */
  private static BaselineState endingAt(LongStream seconds) {
    return state(seconds.mapToObj(second -> at(1000 * (second - 60), 1000 * second)).toList());
  }

  @Test
  void windowsPerDay_followFromTheirTimes() {
    assertEquals(OptionalDouble.of(1440), endingAt(LongStream.of(60, 500, 900)).windowsPerDay());
    assertEquals(OptionalDouble.empty(), state(List.of()).windowsPerDay());
    assertEquals(OptionalDouble.empty(), state(List.of(at(5, 5))).windowsPerDay(), "at once");
    assertEquals(
        OptionalDouble.empty(),
        state(List.of(at(0, 60_000), PROFILE)).windowsPerDay(),
        "of one without times");
  }

  /** A flow may be written two minutes late; one window in twenty may follow a later one. */
  @Test
  void order_isThatOfTime_butForALittle() {
    assertTrue(endingAt(LongStream.of(1000, 880, 2000)).isInOrder());
    assertFalse(endingAt(LongStream.of(1000, 879, 2000)).isInOrder());
    assertTrue(endingAt(LongStream.range(0, 20).map(i -> i == 9 ? 0 : 1000 * i)).isInOrder());
    assertFalse(endingAt(LongStream.range(0, 19).map(i -> i == 9 ? 0 : 1000 * i)).isInOrder());
    assertFalse(state(List.of(at(0, 1), at(FlowBatch.NO_TIME, FlowBatch.NO_TIME))).isInOrder());
  }

  @Test
  void aDetector_takesTwentyProfiles_andAdaptsOnlyToTheOrderOfTime() {
    int least = Detector.MIN_WINDOWS;
    assertTrue(endingAt(LongStream.range(1, least)).detector(true).isEmpty());
    BaselineState inOrder = endingAt(LongStream.range(0, least).map(i -> 1000 * i));
    BaselineState backwards = endingAt(LongStream.range(0, least).map(i -> -1000 * i));
    assertTrue(inOrder.detector(true).orElseThrow().isAdaptive());
    assertFalse(inOrder.detector(false).orElseThrow().isAdaptive());
    assertFalse(backwards.detector(true).orElseThrow().isAdaptive());
  }

  @Test
  void flowsThatCountSomethingElse_areRefused() {
    BaselineState payload = state(List.of(at(0, 1)));
    payload.requireMeasure(Measure.PAYLOAD);
    state(List.of()).requireMeasure(Measure.HEADERS);
    assertRefused(
        "its flows count "
            + Measure.HEADERS.words()
            + ", but those of the baseline "
            + Measure.PAYLOAD.words(),
        () -> payload.requireMeasure(Measure.HEADERS));
  }

  @Test
  void partsThatDoNotFit_areRefused() {
    List<Profile> most = Collections.nCopies(BaselineState.MAX_PROFILES, PROFILE);
    assertDoesNotThrow(() -> state(most));
    List<Profile> more = new ArrayList<>(most);
    more.add(PROFILE);
    assertRefused("at most 1000 profiles are kept but there are 1001", () -> state(more));
    assertRefused(
        "a profile must be of 5 flows, as the windows are, but is of 4",
        () -> of(5, List.of(), List.of(PROFILE), Optional.empty()));
    assertRefused(
        "the window size must be from 1 but is 0",
        () -> of(0, List.of(), List.of(), Optional.empty()));
    assertDoesNotThrow(() -> of(1, List.of(), List.of(), Optional.empty()));
    assertRefused(
        "a window must have 2 numbers but has [1.0]",
        () -> of(4, List.of(List.of(1.0)), List.of(), Optional.empty()));
    assertRefused(
        "a window must have 2 numbers but has [1.0, NaN]",
        () -> of(4, List.of(List.of(1.0, Double.NaN)), List.of(), Optional.empty()));
  }

  @Test
  void everyWindowAndProfile_hasAPlace() {
    List<List<Double>> windows = List.of(List.of(1.0, 2.0), List.of(3.0, 4.0));
    assertDoesNotThrow(
        () -> of(4, windows, List.of(PROFILE), Optional.of(history(3, List.of(0, 1), List.of(1)))));
    assertRefused(
        "2 windows and 0 profiles must have as many places but there are 2 and 1",
        () -> of(4, windows, List.of(), Optional.of(history(3, List.of(0, 1), List.of(1)))));
    assertRefused(
        "2 windows and 1 profiles must have as many places but there are 1 and 1",
        () -> of(4, windows, List.of(PROFILE), Optional.of(history(3, List.of(1), List.of(1)))));
  }

  private static BaselineState of(
      int size,
      List<List<Double>> windows,
      List<Profile> profiles,
      Optional<TrainingHistory> history) {
    return new BaselineState("cic", METRICS, size, windows, profiles, history, "d");
  }

  private static TrainingHistory history(
      int trained, List<Integer> places, List<Integer> profilePlaces) {
    return history(7, trained, places, profilePlaces);
  }

  private static TrainingHistory history(
      int halfLife, int trained, List<Integer> places, List<Integer> profilePlaces) {
    TrainedFile file = new TrainedFile("monday.csv", "e1", 5, 3, Map.of());
    return new TrainingHistory(halfLife, List.of(file), trained, places, profilePlaces);
  }

  @Test
  void historiesThatDoNotAddUp_areRefused() {
    assertEquals(2, history(3, List.of(0), List.of()).files().get(0).heldBack());
    assertRefused(
        "the half-life must be from 0 but is -1", () -> history(-1, 3, List.of(), List.of()));
    assertRefused(
        "the windows of the files that trained must add up to 4",
        () -> history(4, List.of(), List.of()));
    assertRefused(
        "places must rise and lie below 3 but 1 follows 1",
        () -> history(3, List.of(1, 1), List.of()));
    assertRefused(
        "places must rise and lie below 3 but 3 follows 2",
        () -> history(3, List.of(2, 3), List.of()));
    assertRefused(
        "profile places must rise and lie below 3 but -1 follows -1",
        () -> history(3, List.of(0, 1), List.of(-1)));
    assertRefused(
        "a profile is of a window that is not kept", () -> history(3, List.of(0), List.of(2)));
    List<Integer> all = IntStream.range(0, 3).boxed().toList();
    assertDoesNotThrow(() -> history(0, 3, all, List.of()));
    assertRefused(
        "3 windows trained but 2 are kept", () -> history(0, 3, List.of(0, 2), List.of()));
  }

  @Test
  void filesOfWhichMoreTrainedThanThereAre_areRefused() {
    assertDoesNotThrow(() -> new TrainedFile("a", "e", 2, 2, Map.of()));
    assertDoesNotThrow(() -> new TrainedFile("a", "e", 2, 0, Map.of()));
    assertRefused(
        "a: from 0 to 2 windows may have trained but 3 did",
        () -> new TrainedFile("a", "e", 2, 3, Map.of()));
    assertRefused(
        "a: from 0 to 2 windows may have trained but -1 did",
        () -> new TrainedFile("a", "e", 2, -1, Map.of()));
  }

  private static void assertRefused(String message, Runnable work) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, work::run).getMessage());
  }
}
