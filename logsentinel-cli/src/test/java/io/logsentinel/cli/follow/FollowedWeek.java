package io.logsentinel.cli.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.core.input.FlowReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A small simulated week with attacks, and the baseline of its first day. */
final class FollowedWeek {
  /** Findings, which are the same however their flows came. */
  static final List<String> ARTIFACTS =
      List.of(
          "decisions.csv",
          "alerts_output.csv",
          "detections.csv",
          "detections.json",
          "incidents.json",
          "detector.json");

  private final Path folder;

  /** The first line of each file. */
  final byte[] header;

  /** All flows after the first day, as lines. */
  final byte[] rows;

  FollowedWeek(Path folder) throws IOException {
    this.folder = folder;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] first = {};
    for (SimulatedDay day : new SimulatedWeek(0.01, 7).days()) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      day.write(text);
      if (day.fileName().startsWith("Monday")) {
        Files.write(folder.resolve("monday.csv"), text.toByteArray());
      } else if (day.fileName().matches("Tues.*|Fri.*(Scan|DDos).*")) {
        String lines = text.toString(StandardCharsets.UTF_8);
        int end = lines.indexOf('\n') + 1;
        first = lines.substring(0, end).getBytes(StandardCharsets.UTF_8);
        all.write(lines.substring(end).getBytes(StandardCharsets.UTF_8));
      }
    }
    header = first;
    rows = all.toByteArray();
    Result learned =
        Cli.run(
            "learn",
            "--quiet",
            "--state=" + folder.resolve("learned"),
            folder.resolve("monday.csv").toString());
    assertEquals(0, learned.exit(), learned.err());
  }

  /** A folder of its own with the baseline. */
  Path state(String name) throws IOException {
    Path state = Files.createDirectories(folder.resolve(name));
    for (String file :
        List.of(
            "baseline_model.json",
            "baseline_profile.json",
            "isolation_forest_model.json",
            "profile_forest.json")) {
      Files.copy(folder.resolve("learned").resolve(file), state.resolve(file));
    }
    return state;
  }

  byte[] whole() {
    byte[] whole = Arrays.copyOf(header, header.length + rows.length);
    System.arraycopy(rows, 0, whole, header.length, rows.length);
    return whole;
  }

  /** The rows from a share of them to another, whole lines. */
  byte[] rows(double from, double to) {
    return Arrays.copyOfRange(rows, lineAt(from), lineAt(to));
  }

  private int lineAt(double share) {
    int at = (int) (share * rows.length);
    while (at > 0 && at < rows.length && rows[at - 1] != '\n') {
      at++;
    }
    return at;
  }

  static void append(Path file, byte[]... parts) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (byte[] part : parts) {
        out.write(part);
      }
    }
  }

  /** The folder of the only run. */
  static Path run(Path state) throws IOException {
    try (Stream<Path> runs = Files.list(state.resolve("runs"))) {
      List<Path> all = runs.toList();
      assertEquals(1, all.size(), all::toString);
      return all.get(0);
    }
  }

  static void assertSameFindings(Path expected, Path actual) throws IOException {
    for (String artifact : ARTIFACTS) {
      List<String> wanted = Files.readAllLines(run(expected).resolve(artifact));
      List<String> found = Files.readAllLines(run(actual).resolve(artifact));
      for (int i = 0; i < Math.min(wanted.size(), found.size()); i++) {
        assertEquals(wanted.get(i), found.get(i), artifact + ", line " + (i + 1));
      }
      assertEquals(wanted.size(), found.size(), artifact + ", lines");
    }
  }

  /** Follows in this process, on a thread of its own, to the end. */
  static CompletableFuture<Result> follow(Path state, String argument, String... options) {
    List<String> all =
        Stream.concat(
                Stream.of(
                    "follow",
                    "--quiet",
                    "--state=" + state,
                    "--save-every=20ms",
                    "--settle=100ms",
                    argument),
                Stream.of(options))
            .toList();
    return CompletableFuture.supplyAsync(() -> Cli.run(all.toArray(String[]::new)));
  }

  static Result end(CompletableFuture<Result> followed) throws Exception {
    return followed.get(Cli.LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Condition that is waited for. */
  interface Condition {
    boolean holds() throws IOException;
  }

  static void await(CompletableFuture<?> meanwhile, Condition condition) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Cli.LONGEST_WAIT_SECONDS);
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < until, "waited too long");
      assertTrue(!meanwhile.isDone(), () -> "ended before: " + meanwhile.join());
      never.await(5, TimeUnit.MILLISECONDS);
    }
  }

  /** Whether a follower has begun: it has saved a state with its source. */
  static boolean isBegun(Path state) throws IOException {
    return saves(state, "\"sources\":[{");
  }

  /** Whether it has saved a state with a file. */
  static boolean knowsFile(Path state) throws IOException {
    return saves(state, "\"files\":[{");
  }

  /** Whether it has saved a state in which a source is silent. */
  static boolean knowsSilence(Path state) throws IOException {
    return saves(state, "\"silence\":[{");
  }

  /** Whether the saved state has a source as one that has ended. */
  static boolean hasEnded(Path state, Path file) throws IOException {
    return saves(state, "\"path\":\"" + file + "\",\"ended\":1");
  }

  /** How many sources have ended in the saved state. */
  static long ended(Path state) throws IOException {
    long ended = 0;
    for (Path saved : savedStates(state)) {
      ended += Files.readString(saved).split("\"ended\":1", -1).length - 1;
    }
    return ended;
  }

  private static boolean saves(Path state, String what) throws IOException {
    for (Path saved : savedStates(state)) {
      if (Files.readString(saved).contains(what)) {
        return true;
      }
    }
    return false;
  }

  /** The states that are there; they are replaced as wholes. */
  static List<Path> savedStates(Path state) {
    return filesBelow(state.resolve("follow")).stream()
        .filter(it -> it.endsWith("state.json"))
        .toList();
  }

  /** Files below a folder, some of which may go meanwhile. */
  static List<Path> filesBelow(Path folder) {
    List<Path> files = new ArrayList<>();
    File[] all = folder.toFile().listFiles();
    for (File each : all == null ? new File[0] : all) {
      if (each.isDirectory()) {
        files.addAll(filesBelow(each.toPath()));
      } else {
        files.add(each.toPath());
      }
    }
    return files;
  }

  /** Whether the saved state has taken so many flows of a file. */
  static boolean hasRead(Path state, String file, long flows) throws IOException {
    for (Path saved : savedStates(state)) {
      String text = Files.readString(saved);
      for (String mark : text.split("\\{\"path\":")) {
        if (mark.startsWith("\"" + file) && mark.matches("(?s).*\"flows\":" + flows + ",.*")) {
          return true;
        }
      }
    }
    return false;
  }

  /** How many flows some rows hold. */
  long flows(byte[] rows) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write(header);
    text.write(rows);
    return FlowReader.readAll(
            () -> new ByteArrayInputStream(text.toByteArray()), (batch, none) -> {})
        .kept();
  }
}
