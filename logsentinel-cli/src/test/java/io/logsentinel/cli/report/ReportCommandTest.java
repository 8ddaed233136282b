package io.logsentinel.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.logsentinel.cli.Cli;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.Flows;
import io.logsentinel.cli.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which run is reported on, where the report goes, and what a run may lack. */
class ReportCommandTest {
  @TempDir Path folder;

  private Result report(String... options) {
    List<String> args = new ArrayList<>(List.of("report"));
    args.addAll(List.of(options));
    return Cli.runIn(folder, args.toArray(String[]::new));
  }

  private void run(int benign) throws IOException {
    TestData.writeRaw(folder, ReportedRun.MONDAY, Flows.benign(benign));
    TestData.writeRaw(folder, "Friday.csv", Flows.flood(20));
    ReportedRun.done(Cli.runIn(folder, "--window-size=10", "--quiet"));
  }

  private JsonObject data() throws IOException {
    return ReportedRun.data(Files.readString(folder.resolve("Models/report.html")));
  }

  @Test
  void theWorkingFolders_areReportedOn_ofThemselves() throws IOException {
    run(300);
    Result result = report();
    Path target = folder.resolve("Models/report.html");
    assertEquals("2 windows, 1 incident: " + target + "\n", result.out());
    assertEquals("", result.err());
    assertEquals("", data().getAsJsonObject("run").get("name").getAsString());
    assertEquals(0, report("--output=" + target).exit());
  }

  /** Whatever became of the cleaned flows, the report is made without them. */
  @Test
  void cleanedFlowsThatAreNotOfTheRun_areNotTold_andThatIsSaid() throws IOException {
    run(300);
    Path cleaned = folder.resolve("Data/processed/cleaned_Friday.csv");
    String whole = Files.readString(cleaned);
    String shorter = whole.substring(0, whole.length() / 2).replaceFirst("[^\n]*$", "");
    for (String other : List.of(shorter, "", whole.replaceFirst("\n", "\n\""))) {
      Files.writeString(cleaned, other);
      Result result = report();
      assertEquals(0, result.exit(), result.err());
      assertTrue(result.err().contains("no flows of it are told"), result.err());
      assertFalse(data().toString().contains("kept_flows"));
    }
  }

  @Test
  void filesOfTheRun_areNotOverwritten() throws IOException {
    run(300);
    for (String kept : List.of("Models/incidents.json", "Data/raw/Friday.csv", "Models/run.json")) {
      String before = Files.readString(folder.resolve(kept));
      Result refused = report("--output=" + folder.resolve(kept));
      assertEquals(2, refused.exit());
      assertTrue(refused.err().contains("would overwrite a file of the run"), refused.err());
      assertEquals(before, Files.readString(folder.resolve(kept)));
    }
    assertEquals(2, report("--output=" + folder.resolve("Models/evaluation.json")).exit());
    assertEquals(2, report("--text", "--output=a.html").exit());
    Files.writeString(folder.resolve("Models/decisions.csv"), "damaged");
    String nowhere = folder.resolve("nowhere/a.html").toString();
    assertEquals(5, report("--output=" + nowhere).exit(), "found first");
    Result evaluated = Cli.runIn(folder, "evaluate", "--json=" + nowhere);
    assertEquals(5, evaluated.exit(), evaluated.err());
    assertFalse(Files.exists(folder.resolve("Models/report.html")));
  }

  @Test
  void withoutARun_itSaysWhatToDo() throws IOException {
    Result none = report();
    assertEquals(3, none.exit());
    assertEquals(
        "logsentinel: error: "
            + folder.resolve("Models/decisions.csv")
            + ": no such file; monitor flows first: ./logsentinel monitor --state "
            + folder.resolve("Models")
            + " FILE, or run the pipeline: ./logsentinel --data-dir "
            + folder.resolve("Data")
            + " --models-dir "
            + folder.resolve("Models")
            + "\n",
        none.err());
    Result named = report("2026");
    assertEquals(3, named.exit());
    assertEquals(
        "logsentinel: error: "
            + folder.resolve("Models/runs")
            + ": no run `2026`, and no folder of that name holds incidents.json; there are: none\n",
        named.err());
  }

  @Test
  void runsOfMonitor_areNamedByTheirBeginning_elseTheLastIsMeant() throws IOException {
    String monday = Files.writeString(folder.resolve("monday.csv"), Flows.benign(300)).toString();
    String friday = Files.writeString(folder.resolve("friday.csv"), Flows.flood(20)).toString();
    String state = "--state=" + folder.resolve("Models");
    ReportedRun.done(Cli.run("learn", "--window-size=10", state, monday));
    ReportedRun.done(Cli.run("monitor", "--quiet", state, friday));
    ReportedRun.done(Cli.run("monitor", "--quiet", "--again", state, friday));
    List<Path> runs;
    try (Stream<Path> folders = Files.list(folder.resolve("Models/runs"))) {
      runs = folders.sorted().toList();
    }
    String last = runs.get(1).getFileName().toString();
    ReportedRun.done(report());
    assertTrue(Files.exists(runs.get(1).resolve("report.html")));
    assertFalse(Files.exists(runs.get(0).resolve("report.html")));
    for (String name : List.of(last, runs.get(1).toString())) {
      Files.delete(runs.get(1).resolve("report.html"));
      ReportedRun.done(report(name));
      String page = Files.readString(runs.get(1).resolve("report.html"));
      JsonObject run = ReportedRun.data(page).getAsJsonObject("run");
      assertEquals(last, run.get("name").getAsString());
    }
    Result ambiguous = report(last.substring(0, 4));
    assertEquals(3, ambiguous.exit());
    assertTrue(ambiguous.err().contains("is the beginning of several runs"), ambiguous.err());
    assertTrue(ambiguous.err().contains(last), ambiguous.err());
    assertEquals(2, report("--output=" + runs.get(0).resolve("run.json")).exit());
    ReportedRun.done(report("--against=" + runs.get(0)));
    JsonObject against =
        ReportedRun.data(Files.readString(runs.get(1).resolve("report.html")))
            .getAsJsonObject("against");
    assertEquals(runs.get(0).getFileName().toString(), against.get("run").getAsString());
    assertEquals(1, against.getAsJsonArray("ongoing").size());
    assertEquals(0, against.getAsJsonArray("new").size() + against.getAsJsonArray("gone").size());
  }

  @Test
  void aDetectorThatWasOff_isSaid() throws IOException {
    run(100);
    ReportedRun.done(report());
    String note = data().getAsJsonObject("run").get("note").getAsString();
    assertEquals(
        "The detector was off: it needs a baseline of 20 windows, and this one has profiles of 10."
            + " Alerts of the 3-sigma rule are all there is.",
        note);
    Result text = report("--text");
    assertTrue(text.out().contains("The detector was off"), text.out());
  }

  /** Scores of quiet windows cannot be had any more; those that the run kept stand. */
  @Test
  void anotherBaseline_isSaid() throws IOException {
    run(300);
    Path detections = folder.resolve("Models/detections.csv");
    String kept = Files.readAllLines(detections).get(1).split(",")[2];
    TestData.writeRaw(
        folder, ReportedRun.MONDAY, Flows.benign(400).replace("10.0.0.1", "10.0.0.9"));
    Path before = Files.copy(detections, folder.resolve("before.csv"));
    ReportedRun.done(Cli.runIn(folder, "--step=preprocess", "--quiet"));
    ReportedRun.done(Cli.runIn(folder, "--step=window", "--window-size=10", "--quiet"));
    ReportedRun.done(Cli.runIn(folder, "--step=baseline", "--window-size=10", "--quiet"));
    Files.copy(before, detections, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Result result = report();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().contains("The baseline is not that of the run any more"), result.err());
    JsonObject file = data().getAsJsonArray("files").get(0).getAsJsonObject();
    assertEquals(kept, file.getAsJsonArray("score").get(0).toString());
  }

  @Test
  void anEvaluation_isMadeIfAskedFor_andLeftOutIfOfAnotherRun() throws IOException {
    run(300);
    ReportedRun.done(report("--with-evaluation"));
    assertTrue(data().has("evaluation"));
    Path evaluation = folder.resolve("Models/evaluation.json");
    Files.writeString(
        evaluation,
        Files.readString(evaluation).replaceFirst("\"benign\": ?\\d+", "\"benign\": 77"));
    Result result = report();
    assertTrue(
        result.err().contains("left out: run ./logsentinel evaluate --data-dir "), result.err());
    assertFalse(data().has("evaluation"));
  }

  @Test
  void windowsThatAreGone_areSaid() throws IOException {
    run(300);
    try (Stream<Path> files = Files.list(folder.resolve("Data/windowed"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Result result = report();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().contains("of its windows only the verdicts are told"), result.err());
    assertEquals(
        2, data().getAsJsonArray("files").get(0).getAsJsonObject().get("windows").getAsInt());
  }
}
