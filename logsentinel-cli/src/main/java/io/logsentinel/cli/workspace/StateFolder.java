package io.logsentinel.cli.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a baseline that is used day by day: the baseline itself, {@code learned} with the
 * windows it was learned from, and {@code runs} with a folder for every run against it.
 *
 * @param folder where it is
 */
public record StateFolder(Path folder) {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** {@return the folders of learning} */
  public Workspace learned() {
    return new Workspace(
        folder.resolve(Workspace.LEARNED), folder, folder.resolve(Workspace.LEARNED));
  }

  private Path runsFolder() {
    return folder.resolve(Workspace.RUNS);
  }

  private Workspace run(Path run) {
    return new Workspace(run, folder, run);
  }

  /**
   * {@return the folders of a run that begins; none of another run}
   *
   * @param now the time by which it is named
   */
  public Workspace newRun(Instant now) {
    String name = NAME.format(now);
    Path run = runsFolder().resolve(name);
    for (int again = 2; Files.exists(run); again++) {
      run = runsFolder().resolve(name + "-" + again);
    }
    return run(run);
  }

  /**
   * {@return the folders of a run that is named itself; empty where the folder is none of a run}
   *
   * @param run any folder
   */
  public static Optional<Workspace> runAt(Path run) {
    Path runs = run.toAbsolutePath().normalize().getParent();
    return runs != null && runs.endsWith(Workspace.RUNS)
        ? Optional.of(new StateFolder(runs.getParent()).run(run))
        : Optional.empty();
  }

  /**
   * {@return the folders of all runs, the last one first}
   *
   * @throws InputException if they cannot be listed
   */
  public List<Workspace> runs() throws InputException {
    if (!Files.isDirectory(runsFolder())) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(runsFolder())) {
      return runs.filter(Files::isDirectory)
          .sorted(Comparator.comparing((Path run) -> order(run)).reversed())
          .map(this::run)
          .toList();
    } catch (IOException e) {
      throw InputException.unusable(runsFolder(), e);
    }
  }

  /** Of one second, the second run comes before the tenth. */
  private static String order(Path run) {
    String name = run.getFileName().toString();
    int second = "2026-01-01T00-00-00".length();
    String again = name.length() > second ? name.substring(second + 1) : "1";
    return name.substring(0, Math.min(second, name.length()))
        + "-"
        + "0".repeat(Math.max(0, 9 - again.length()))
        + again;
  }
}
