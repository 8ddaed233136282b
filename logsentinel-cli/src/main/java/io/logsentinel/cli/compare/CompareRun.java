package io.logsentinel.cli.compare;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.cli.workspace.StoredIncidents;
import io.logsentinel.cli.workspace.Workspace;
import java.util.List;

/**
 * Two runs that are compared.
 *
 * @param earlier what is compared with
 * @param later what is looked at
 */
public record CompareRun(Workspace earlier, Workspace later) {

  /**
   * {@return the runs that are named; the last two where none is, the last one against another that
   * is named alone}
   *
   * @param state where runs are kept
   * @param names at most two: folders, or the beginnings of runs' names
   * @throws InputException if there are not so many, or a name is of none or of several
   */
  public static CompareRun of(StateFolder state, List<String> names) throws InputException {
    if (names.size() == 2) {
      return new CompareRun(state.run(names.get(0)), state.run(names.get(1)));
    }
    List<Workspace> whole = state.endedRunsOfAny();
    int needed = names.isEmpty() ? 2 : 1;
    if (whole.size() < needed) {
      throw InputException.of(
          "%s: %s with results, but %s needed; ./logsentinel monitor%s FILE makes one",
          state.runsFolder(),
          whole.isEmpty() ? "no run" : "one run",
          needed == 2 ? "two are" : "one is",
          state.learned().stateOption());
    }
    Workspace last = whole.get(0);
    return new CompareRun(
        names.isEmpty() ? whole.get(1) : earlier(whole, names.get(0), state.run(names.get(0))),
        last);
  }

  /** Of the last run's own day, that before it is meant. */
  private static Workspace earlier(List<Workspace> whole, String name, Workspace named) {
    return whole.stream()
        .skip(named.equals(whole.get(0)) ? 1 : whole.size())
        .filter(run -> run.findings().getFileName().toString().startsWith(name))
        .findFirst()
        .orElse(named);
  }

  /**
   * {@return what became of the incidents}
   *
   * @throws InputException if those of a run are missing or damaged
   */
  public Comparison compare() throws InputException {
    return Comparison.of(
        StoredIncidents.read(earlier.path(Artifact.INCIDENTS)),
        StoredIncidents.read(later.path(Artifact.INCIDENTS)));
  }

  /**
   * {@return whether both were judged with the same settings} Where they were not, an incident may
   * be new because the detector was asked otherwise.
   *
   * @throws InputException if those of a run are damaged
   */
  public boolean areSettingsEqual() throws InputException {
    return DetectorSettings.load(earlier).equals(DetectorSettings.load(later));
  }
}
