package io.logsentinel.cli.follow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.workspace.Reporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a file that is rotated away while others still write to it. */
class RotatedFileTest {
  private static final byte[] FIRST = "first\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] LATE = "late\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private final Pulse pulse = new Pulse();
  private final FollowReport report = new FollowReport();
  private final List<String> warned = new ArrayList<>();
  private final Reporter reporter =
      new Reporter() {
        @Override
        public void warn(String message) {
          warned.add(message);
        }

        @Override
        public void error(String message) {
          throw new AssertionError(message);
        }

        @Override
        public Progress progress(String what, long totalBytes) {
          return bytes -> {};
        }
      };

  private Path path;
  private Path old;

  @BeforeEach
  void begin() throws IOException {
    path = folder.resolve("flows.csv");
    old = folder.resolve("flows.csv.1");
    Files.write(path, FIRST);
  }

  private RotatedFile rotated(Duration settle) throws IOException {
    Duration day = Duration.ofDays(1);
    FollowTimes times =
        new FollowTimes(day, settle, settle, Optional.empty(), day, Optional.empty());
    Path spool = Files.createDirectories(folder.resolve("spool"));
    return new RotatedFile(path, false, other -> false, times, pulse, spool, reporter);
  }

  private FollowedFiles files(Duration settle) throws IOException {
    return new FollowedFiles(rotated(settle), new ReentrantLock(), pulse, reporter, report);
  }

  private void rotate() throws IOException {
    Files.move(path, old);
    Files.write(path, FIRST);
  }

  private static void letAlone(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
  }

  @Test
  void quietBeforeRotation_isReadOnAfterIt() throws IOException {
    letAlone(path);
    try (FollowedFile file = FollowedFile.open(path)) {
      rotate();
      assertFalse(rotated(Duration.ofHours(1)).isOver(file), "its writer may go on");
      assertTrue(rotated(Duration.ZERO).isOver(file));
    }
  }

  @Test
  void rotatedJustBeforeItWasOpened_isReadOn() throws IOException {
    letAlone(path);
    rotate();
    try (FollowedFile file = FollowedFile.open(old)) {
      assertFalse(rotated(Duration.ofHours(1)).isOver(file), "its writer may go on");
    }
  }

  @Test
  void writtenToAfterItsEnd_isTold() throws IOException {
    FollowedFiles files = files(Duration.ZERO);
    FollowedFile file = files.open(path).orElseThrow();
    rotate();
    read(files, file);
    FollowedWeek.append(old, LATE);
    files.keep();
    files.holdLast(0);
    assertFalse(report.isComplete());
    assertEquals(1, warned.size(), warned::toString);
    assertTrue(warned.get(0).startsWith(old + ": 5 bytes were written to it after"), warned.get(0));
  }

  @Test
  void allRead_isNotTold() throws IOException {
    FollowedFiles files = files(Duration.ZERO);
    FollowedFile file = files.open(path).orElseThrow();
    rotate();
    FollowedWeek.append(old, LATE);
    read(files, file);
    files.holdLast(0);
    assertTrue(report.isComplete());
    assertEquals(List.of(), warned);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "header\n"})
  void keyOfFileWithoutFlows_givenToAnother_hidesNothing(String begun) throws IOException {
    Files.writeString(path, begun);
    FollowedFiles files = files(Duration.ZERO);
    files.open(path).orElseThrow();
    Path empty = folder.resolve("flows.csv.2");
    Files.move(path, empty);
    Files.writeString(path, begun + "first\n");
    files.open(path).orElseThrow().flows = 1;
    files.holdLast(1);
    assertEquals(Optional.empty(), files.next(), "both are known");
    Files.move(path, old);
    Files.move(empty, path); // what another file with its key would be
    assertEquals(Optional.empty(), files.next(), "there is nothing in it yet");
    Files.writeString(path, begun + "second\n");
    assertEquals(Optional.of(path), files.next());
  }

  @Test
  void fileWithoutFlows_heldOpen_isNotReadAgainAsItGrows() throws IOException {
    FollowedFiles files = files(Duration.ZERO);
    files.open(path).orElseThrow();
    FollowedWeek.append(path, LATE);
    assertEquals(Optional.empty(), files.next());
    Files.writeString(path, "another\n");
    assertEquals(Optional.of(path), files.next(), "it was cut");
  }

  @Test
  void fileWithoutFlows_thatWasCut_isReadAgainAsItGrows() throws IOException {
    FollowedFiles files = files(Duration.ZERO);
    FollowedFile file = files.open(path).orElseThrow();
    assertTrue(files.lost(file).getMessage().startsWith("was cut after 0 bytes"));
    FollowedWeek.append(path, LATE); // it begins as before
    assertEquals(Optional.of(path), files.next());
  }

  /** Moved where it is not found: who writes to it may go on. */
  @Test
  void copyOfMovedFile_growsWithIt_untilItsMarkIsSaved() throws IOException {
    FollowedFiles files = files(Duration.ZERO);
    FollowedFile file = files.open(path).orElseThrow();
    Path moved = Files.createDirectories(folder.resolve("archive")).resolve("flows");
    Files.move(path, moved);
    files.keep();
    Path copy = file.path();
    assertArrayEquals(FIRST, Files.readAllBytes(copy));
    FollowedWeek.append(moved, LATE);
    file.flows = 2;
    FileMark mark = files.marks(2).get(0);
    assertArrayEquals(Files.readAllBytes(moved), Files.readAllBytes(copy));
    FollowedFiles resumed = files(Duration.ZERO);
    resumed.resume(saved(mark));
    assertTrue(resumed.holds(copy));
    assertFalse(report.isComplete(), "it may have been written to since");
    assertEquals(1, warned.size(), warned::toString);
    files(Duration.ZERO).resume(saved(resumed.marks(0).get(0)));
    assertEquals(1, warned.size(), "told once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flows.csv.1",
        "flows.csv.1.gz",
        "flows.csv.gz",
        "flows.csv.old",
        "flows.csv-20260101",
        "flows.csv-20260101.zst",
        "flows.csv.2026-01-01",
        "flows.csv_2026-01-01",
        "flows.1.csv",
        "flows-1.csv",
        "flows-2026.csv.gz",
        "flows_20260101.csv",
        "flows.2026-01-01-00-00-00.csv",
        "flows.2026-01-01T10:00:00Z.csv",
        "flows.10:00:00-11:00:00.csv.gz"
      })
  void namesOfWhatIsRotatedAway_areOfItsSource(String name) throws IOException {
    FollowedFiles files = files(Duration.ZERO);
    files.open(path).orElseThrow().flows = 1;
    Path other = folder.resolve(name);
    FollowedWeek.append(other, LATE);
    assertEquals(Optional.of(other), files.next());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flows_2.csv",
        "flows_2.csv.gz",
        "flows.csv_2",
        "flows2.csv",
        "flows-2nd-floor.csv",
        "flows-20260101.json",
        "flows-sensor-1.csv",
        "flows.csv.md5",
        "flows.csv.sha256",
        "other.csv.1"
      })
  void otherNames_areNot(String name) throws IOException {
    FollowedFiles files = files(Duration.ZERO);
    files.open(path).orElseThrow().flows = 1;
    FollowedWeek.append(folder.resolve(name), LATE);
    assertEquals(Optional.empty(), files.next());
  }

  @Test
  void whatIsBeingCompressed_isNotReadAsAnother() throws IOException {
    FollowedFiles files = files(Duration.ofHours(1));
    files.open(path).orElseThrow().flows = 1;
    rotate();
    files.open(path).orElseThrow();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(FIRST);
    }
    byte[] gzip = bytes.toByteArray();
    Path compressed = folder.resolve("flows.csv.1.gz");
    for (int length = 0; length <= gzip.length; length++) {
      Files.write(compressed, Arrays.copyOf(gzip, length));
      assertEquals(Optional.empty(), files.next(), "after " + length + " bytes");
    }
    FollowedFiles later = files(Duration.ZERO);
    later.open(path).orElseThrow().flows = 1;
    Files.write(compressed, Arrays.copyOf(gzip, 12));
    assertEquals(Optional.of(compressed), later.next(), "it stays as it is");
  }

  private FileMark marked(long flows, long judged) throws IOException {
    try (FollowedFile file = FollowedFile.open(path)) {
      file.flows = flows;
      return file.mark(judged);
    }
  }

  private static SavedSource saved(FileMark... files) {
    return new SavedSource(
        "flows", "flows.csv", false, "", 0, List.of(files), List.of(), Optional.empty(), "");
  }

  @ParameterizedTest
  @CsvSource({"0,''", "3,', and the last 3 of these, of the window at hand, are lost'"})
  void lastFile_goneMeanwhile_isTold(long open, String lost) throws IOException {
    FileMark mark = marked(5, 5 - open);
    Files.move(path, Files.createDirectories(folder.resolve("archive")).resolve("flows"));
    Files.write(path, LATE);
    FollowedFiles files = files(Duration.ZERO);
    files.resume(saved(mark));
    assertFalse(report.isComplete());
    assertEquals(
        List.of(
            path
                + ": cannot be found again under any name; what was written to it after 5 of its"
                + " flows were read is not known"
                + lost),
        warned);
    assertEquals(List.of(mark), files.past(), "not told again");
    assertEquals(Optional.of(path), files.next());
  }

  @Test
  void lastFile_renamedMeanwhile_isFound() throws IOException {
    FileMark mark = marked(1, 0);
    rotate();
    FollowedFiles files = files(Duration.ZERO);
    files.resume(saved(mark));
    assertTrue(files.holds(old));
    assertTrue(report.isComplete(), warned::toString);
  }

  /** It is read as if it had never been: nothing of it was judged. */
  @Test
  void lastFile_withoutFlows_thatGrewMeanwhile_isRead() throws IOException {
    FileMark mark = marked(0, 0);
    FollowedWeek.append(path, LATE);
    rotate();
    FollowedFiles files = files(Duration.ZERO);
    files.resume(saved(mark));
    assertEquals(Optional.of(old), files.next());
    assertTrue(report.isComplete(), warned::toString);
  }

  @Test
  void lastFile_withoutFlows_goneMeanwhile_isTold() throws IOException {
    FileMark mark = marked(0, 0);
    Files.delete(path);
    files(Duration.ZERO).resume(saved(mark));
    assertFalse(report.isComplete());
  }

  @Test
  void lastFile_withoutFlows_itsKeyGivenToAnother_isTold() throws IOException {
    FileMark mark = marked(0, 0);
    Files.writeString(path, "another\n"); // under the same key
    FollowedFiles files = files(Duration.ZERO);
    files.resume(saved(mark));
    assertFalse(report.isComplete());
    assertEquals(Optional.of(path), files.next());
  }

  private void read(FollowedFiles files, FollowedFile file) throws IOException {
    try (InputStream in = new LiveSource(file, files, pulse).open()) {
      byte[] written = Files.readAllBytes(old);
      assertArrayEquals(written, in.readAllBytes());
    }
  }
}
