package io.logsentinel.cli.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower whose baseline learns from what it follows. */
class AdaptedFollowTest {
  private static final String ADAPTING = "--adapt-baseline=20";

  @TempDir static Path week;
  @TempDir Path folder;

  private static FollowedWeek flows;

  private Path state;
  private Path file;

  @BeforeAll
  static void learn() throws IOException {
    flows = new FollowedWeek(week);
  }

  @BeforeEach
  void begin() throws IOException {
    state = flows.state(folder.getFileName().toString());
    file = folder.resolve("flows.csv");
  }

  private Result follow(String... options) throws Exception {
    return FollowedWeek.end(FollowedWeek.follow(state, file.toString(), options));
  }

  private List<JsonObject> log() throws IOException {
    return Files.readAllLines(FollowedWeek.run(state).resolve("adaptations.ndjson")).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> kept = Files.list(FollowedWeek.run(state).resolve("baselines"))) {
      return kept.filter(Files::isDirectory)
          .map(it -> it.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static String digest(JsonObject entry, String which) {
    return entry.get("baseline_" + which).getAsString();
  }

  @Test
  void everyBaseline_isLoggedAndKept_andIsOneForOtherCommands() throws Exception {
    Files.write(file, flows.whole());
    Result result = follow("--until-idle=1s", ADAPTING, "--half-life=40");
    assertEquals(0, result.exit(), result.err());
    List<JsonObject> log = log();
    assertTrue(log.size() >= 3, log::toString);
    List<String> kept = kept();
    assertEquals(log.size(), kept.size(), kept::toString);
    for (int i = 0; i < log.size(); i++) {
      JsonObject entry = log.get(i);
      assertEquals(40 + 20 * i, entry.get("window").getAsInt());
      int held =
          entry.getAsJsonObject("held_back").entrySet().stream()
              .mapToInt(it -> it.getValue().getAsInt())
              .sum();
      assertEquals(20, held + entry.get("trained").getAsInt(), entry::toString);
      assertTrue(kept.get(i).endsWith(digest(entry, "after").substring(0, 12)), kept::toString);
      if (i > 0) {
        assertEquals(digest(log.get(i - 1), "after"), digest(entry, "before"));
      }
    }
    assertFalse(Files.exists(state.resolve("follow").resolve("quarantine")));

    Result history = Cli.run("baseline", "history", "--state=" + state);
    assertEquals(0, history.exit(), history.err());
    List<String> lines = history.out().lines().toList();
    assertEquals(log.size() + 3, lines.size(), history.out());
    String last = digest(log.get(log.size() - 1), "after").substring(0, 12);
    assertEquals("  in use    " + last, lines.get(lines.size() - 1));

    Path adapted = FollowedWeek.run(state).resolve("baselines").resolve(kept.get(0));
    Result monitored = Cli.run("monitor", "--quiet", "--state=" + adapted, file.toString());
    assertEquals(0, monitored.exit(), monitored.err());
    Result ended = Cli.run("baseline", "rollback", last, "--state=" + state);
    assertEquals(3, ended.exit(), ended.out());
  }

  @Test
  void rollback_isTakenUpByAFollowerThatRuns_andStaysAfterARestart() throws Exception {
    CompletableFuture<Result> followed =
        FollowedWeek.follow(state, file.toString(), ADAPTING, "--until-idle=6s");
    FollowedWeek.append(file, flows.header, flows.rows(0, 0.7));
    FollowedWeek.await(followed, () -> hasRun() && !log().isEmpty() && isSaved());
    String learned = digest(log().get(0), "before");
    Result asked = Cli.run("baseline", "rollback", learned.substring(0, 8), "--state=" + state);
    assertEquals(0, asked.exit(), asked.err());
    FollowedWeek.await(followed, () -> last("rollback") && !isAsked());
    assertTrue(Cli.run("baseline", "history", "--state=" + state).out().contains("put back"));
    FollowedWeek.append(file, flows.rows(0.7, 1));
    Result result = FollowedWeek.end(followed);
    assertEquals(0, result.exit(), result.err());
    List<JsonObject> log = log();
    int at = 0;
    while (!log.get(at).get("kind").getAsString().equals("rollback")) {
      at++;
    }
    assertEquals(learned, digest(log.get(at), "after"));
    for (JsonObject after : log.subList(at + 1, log.size())) {
      if (after.get("to_window").getAsInt() < log.get(at).get("window").getAsInt()) {
        assertEquals(0, after.get("trained").getAsInt(), after::toString);
        assertEquals(learned, digest(after, "after"));
      }
    }
  }

  private boolean hasRun() {
    return FollowedWeek.filesBelow(state.resolve("runs")).stream()
        .anyMatch(it -> it.endsWith("adaptations.ndjson"));
  }

  /** The log is written out with the state. */
  private boolean isSaved() throws IOException {
    for (Path saved : FollowedWeek.savedStates(state)) {
      if (Files.readString(saved).contains("next_window")) {
        return true;
      }
    }
    return false;
  }

  private boolean last(String kind) throws IOException {
    return log().stream().anyMatch(it -> it.get("kind").getAsString().equals(kind));
  }

  private boolean isAsked() throws IOException {
    return Files.exists(FollowedWeek.run(state).resolve("baselines").resolve("rollback"));
  }

  @Test
  void whatDoesNotFit_isRefused() throws Exception {
    Files.write(file, flows.whole());
    Result few = follow(ADAPTING.replace("20", "19"));
    assertEquals(2, few.exit());
    assertTrue(few.err().contains("--adapt-baseline must be 20 to 1000 but is 19"), few.err());
    Result alone = follow("--half-life=40");
    assertEquals(2, alone.exit());
    assertTrue(alone.err().contains("--half-life goes with --adapt-baseline N"), alone.err());
    Result sources = FollowedWeek.end(FollowedWeek.follow(state, folder.toString(), ADAPTING));
    assertEquals(2, sources.exit());
    assertTrue(sources.err().contains("is a folder"), sources.err());
    Result none = Cli.run("baseline", "rollback", "9f2c41d08b37", "--state=" + state);
    assertEquals(3, none.exit());
    assertTrue(
        none.err().contains("./logsentinel baseline history --state " + state + " shows them"),
        none.err());
  }
}
