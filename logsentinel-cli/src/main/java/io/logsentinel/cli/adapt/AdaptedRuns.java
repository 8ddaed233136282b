package io.logsentinel.cli.adapt;

import io.logsentinel.cli.adapt.AdaptationLog.Entry;
import io.logsentinel.cli.journal.UnfinishedRun;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.text.HumanNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The runs of a state folder whose baseline learned while it was used.
 *
 * @param state the folder
 */
public record AdaptedRuns(StateFolder state) {
  private static final int LEAST_DIGITS = 4;

  private List<Workspace> runs() throws InputException {
    return state.runs().stream()
        .filter(run -> Files.exists(new KeptBaselines(run.findings()).log()))
        .toList();
  }

  private String learned() throws InputException {
    return StoredBaseline.load(state.learned())
        .state()
        .map(BaselineState::baselineDigest)
        .orElseThrow(() -> new InputException(state.folder() + ": its baseline has no history"));
  }

  /**
   * {@return what became of the baseline in each run, as text of some lines}
   *
   * @throws IOException if a log cannot be read
   */
  public String history() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Workspace run : runs()) {
      text.append(history(new KeptBaselines(run.findings())));
    }
    return text.isEmpty()
        ? state.folder() + ": no baseline learned here while it was used\n"
        : text.toString();
  }

  private String history(KeptBaselines kept) throws IOException {
    List<Entry> entries = entries(kept);
    List<String> names = kept.names();
    String learned = entries.isEmpty() ? learned() : entries.get(0).before();
    String current = learned;
    List<String> lines = new ArrayList<>();
    lines.add("  learned   " + KeptBaselines.shortName(learned));
    for (Entry entry : entries) {
      boolean isNew = !entry.after().equals(current);
      current = entry.after();
      String name = KeptBaselines.shortName(current);
      String gone = names.contains(name) || current.equals(learned) ? "" : ", not kept any more";
      lines.add(
          "  window "
              + HumanNumber.grouped(entry.window())
              + "  "
              + (isNew ? name + gone : "as before")
              + ": "
              + words(entry));
    }
    lines.add("  in use    " + KeptBaselines.shortName(current));
    kept.rollback()
        .open()
        .ifPresent(digest -> lines.add("  asked for " + KeptBaselines.shortName(digest)));
    return kept.run() + "\n" + String.join("\n", lines) + "\n";
  }

  private static List<Entry> entries(KeptBaselines kept) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (BufferedReader log =
        new BufferedReader(
            new InputStreamReader(StoredFile.open(kept.log()), StandardCharsets.UTF_8))) {
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        entries.add(entry(kept, line));
      }
    }
    return entries;
  }

  private static Entry entry(KeptBaselines kept, String line) throws InputException {
    try {
      return AdaptationLog.read(line);
    } catch (IOException e) {
      throw InputException.unusable(kept.log(), e);
    }
  }

  private static String words(Entry entry) {
    if (entry.kind().equals("rollback")) {
      return "put back";
    }
    String held =
        entry.heldBack().entrySet().stream()
            .map(reason -> reason.getKey().replace('_', ' ') + " " + reason.getValue())
            .collect(Collectors.joining(", "));
    return entry.trained()
        + " windows trained"
        + (entry.times().isEmpty() ? "" : " (" + entry.times() + ")")
        + (held.isEmpty() ? "" : ", held back: " + held)
        + (entry.suspects().isEmpty()
            ? ""
            : " (" + String.join(", ", entry.suspects().subList(0, 1)) + more(entry) + ")");
  }

  private static String more(Entry entry) {
    int more = entry.suspects().size() - 1;
    return more > 0 ? " and " + more + " more" : "";
  }

  /**
   * {@return the folder of the run whose follower is asked to go back to a baseline}
   *
   * @param digest the beginning of that of a baseline that is kept, or of the learned one
   * @throws IOException if there is none such, or several, or it cannot be used
   */
  public Workspace rollback(String digest) throws IOException {
    if (!digest.matches("[0-9a-f]{" + LEAST_DIGITS + ",64}")) {
      throw InputException.of(
          "`%s` is no digest: give %s or more of the digits that ./logsentinel baseline history%s"
              + " shows",
          digest, LEAST_DIGITS, state.learned().stateOption());
    }
    Map<KeptBaselines, List<String>> matching = new LinkedHashMap<>();
    for (Workspace run : runs()) {
      KeptBaselines kept = new KeptBaselines(run.findings());
      List<String> names = new ArrayList<>(kept.names());
      names.add(KeptBaselines.shortName(learned()));
      names.removeIf(name -> !digest.startsWith(name) && !name.startsWith(digest));
      if (!names.isEmpty() && new UnfinishedRun(run.findings()).isThere()) {
        matching.put(kept, names);
      }
    }
    if (matching.size() != 1 || matching.values().iterator().next().size() != 1) {
      throw InputException.of(
          "%s: %s of the baselines that a follower keeps there begin with %s; ./logsentinel baseline"
              + " history%s shows them",
          state.runsFolder(),
          matching.isEmpty() ? "none" : "several",
          digest,
          state.learned().stateOption());
    }
    Map.Entry<KeptBaselines, List<String>> only = matching.entrySet().iterator().next();
    KeptBaselines kept = only.getKey();
    String name = only.getValue().get(0);
    String whole = learned();
    if (!whole.startsWith(name)) {
      whole =
          StoredBaseline.load(kept.folders(name)).state().map(BaselineState::baselineDigest).get();
    }
    kept.rollback().make(whole);
    return new Workspace(kept.run(), kept.run());
  }
}
