package io.logsentinel.cli.workspace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final int MOST_NAMES = 10;

  /** {@return the folders of learning} */
  public Workspace learned() {
    return new Workspace(
        folder.resolve(Workspace.LEARNED), folder, folder.resolve(Workspace.LEARNED));
  }

  /** {@return where the folders of the runs lie} */
  public Path runsFolder() {
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
    int again = 1;
    while (Files.exists(run(now, again))) {
      again++;
    }
    return run(run(now, again));
  }

  /**
   * {@return the folders of a run that begins, there already: no other that begins at the same time
   * gets them}
   *
   * @param now the time by which it is named
   * @throws OutputException if the folder cannot be made
   */
  public Workspace claimRun(Instant now) throws OutputException {
    try {
      Files.createDirectories(runsFolder());
      for (int again = 1; ; again++) {
        try {
          return run(Files.createDirectory(run(now, again)));
        } catch (FileAlreadyExistsException e) {
          // of another run
        }
      }
    } catch (IOException e) {
      throw new OutputException(runsFolder(), e);
    }
  }

  /** The folder of the first, second, ... run of a second. */
  private Path run(Instant now, int again) {
    return runsFolder().resolve(NAME.format(now) + (again > 1 ? "-" + again : ""));
  }

  /**
   * {@return the folders of a run that is named itself; empty where the folder is none of a run}
   *
   * @param run any folder
   */
  public static Optional<Workspace> runAt(Path run) {
    Path runs = run.toAbsolutePath().normalize().getParent();
    return Optional.ofNullable(runs)
        .filter(it -> it.endsWith(Workspace.RUNS))
        .map(Path::getParent)
        .map(state -> new StateFolder(state).run(run));
  }

  /**
   * {@return the folders of a run by its name, or by a folder that holds findings}
   *
   * @param name a folder, a day, of which it is the last run, or the beginning of the name of one
   *     run alone
   * @throws InputException if there is no such run, or there are several
   */
  public Workspace run(String name) throws InputException {
    Path named = Path.of(name);
    if (Files.exists(named.resolve(Artifact.INCIDENTS.fileName()))) {
      return runAt(named).orElseGet(() -> new Workspace(named, named));
    }
    List<String> names = endedRuns().stream().map(StateFolder::name).toList();
    List<String> begun =
        names.contains(name)
            ? List.of(name)
            : names.stream().filter(run -> !name.isEmpty() && run.startsWith(name)).toList();
    if (begun.size() == 1 || (!begun.isEmpty() && DAY.matcher(name).matches())) {
      return run(runsFolder().resolve(Collections.max(begun))); // names begin with the time
    }
    Path last = named.getFileName();
    Optional<Workspace> without =
        runs().stream()
            .filter(run -> last != null && begun.isEmpty() && name(run).equals(last.toString()))
            .findFirst();
    throw without.isPresent()
        ? without(without.get())
        : InputException.of(
            begun.isEmpty()
                ? "%s: no run `%s`, and no folder of that name holds incidents.json; there are: %s"
                : "%s: `%s` is the beginning of several runs, name more of it: %s",
            runsFolder(),
            name,
            listed(begun.isEmpty() ? names : begun));
  }

  private InputException without(Workspace run) throws InputException {
    List<String> others = endedRuns().stream().map(StateFolder::name).toList();
    return InputException.of(
        "%s: run `%s` %s%s",
        runsFolder(),
        name(run),
        run.end(),
        others.isEmpty() ? "" : "; others have findings: " + listed(others));
  }

  /**
   * {@return the folders of the runs that ended with findings, the last one first}
   *
   * @throws InputException if they cannot be listed; if there are runs, but all of them left none
   */
  public List<Workspace> endedRunsOfAny() throws InputException {
    List<Workspace> ended = endedRuns();
    List<Workspace> runs = runs();
    if (ended.isEmpty() && !runs.isEmpty()) {
      throw without(runs.get(0));
    }
    return ended;
  }

  /**
   * {@return names one after the other, as far as a message holds them}
   *
   * @param names any
   */
  public static String listed(List<String> names) {
    int more = names.size() - MOST_NAMES;
    return names.isEmpty()
        ? "none"
        : names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " more" : "");
  }

  private static String name(Workspace run) {
    return run.findings().getFileName().toString();
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

  /**
   * {@return the folders of the runs that ended with findings, the last one first}
   *
   * @throws InputException if they cannot be listed
   */
  public List<Workspace> endedRuns() throws InputException {
    return runs().stream()
        .filter(run -> Files.exists(run.path(Artifact.INCIDENTS)))
        .filter(run -> !run.isUnfinished())
        .toList();
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
