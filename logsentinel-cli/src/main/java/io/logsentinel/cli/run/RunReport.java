package io.logsentinel.cli.run;

import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.cli.allow.AllowedCounts;
import io.logsentinel.cli.ingest.FileResult;
import io.logsentinel.cli.ingest.FileResult.Outcome;
import io.logsentinel.cli.ingest.RowMessages;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.FindingSink.SourceSummary;
import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;

/** The account of a run, filled in step by step, then shown and written. */
public final class RunReport implements FindingSink, FindingsAccount {
  private static final List<String> WEEKDAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  private final List<FileResult> files = new ArrayList<>();
  private final Map<Severity, Long> alertsBySeverity = new EnumMap<>(Severity.class);
  private final Map<Severity, Long> detectionsBySeverity = new EnumMap<>(Severity.class);
  private final Map<Severity, Long> incidentsBySeverity = new EnumMap<>(Severity.class);
  private final Map<String, Long> alertsByWeekday = new LinkedHashMap<>();
  private final Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
  private final Map<String, Long> millisByStage = new LinkedHashMap<>();
  private long baselineWindows;
  private long monitoredWindows;
  private long judgedWindows;
  private long loneDetections;
  private final Map<String, Drift> drifts = new LinkedHashMap<>();
  private final List<String> monitoredOfEarlierRuns = new ArrayList<>();
  private final LongAccumulator newestFlow = new LongAccumulator(Math::max, FlowBatch.NO_TIME);
  private final AllowedCounts allowed = new AllowedCounts();
  private AllowFile allowFile = AllowFile.NONE;
  private String error = "";
  private boolean failed;
  private boolean passedOver;
  private boolean statesTimes;

  /** Says by which rules flows are allowed. */
  void allows(AllowFile file) {
    allowFile = file;
  }

  void add(FileResult file) {
    files.add(file);
    allowed.addFile(file.allowed());
    failed |= file.outcome() == Outcome.FAILED || file.outcome() == Outcome.EMPTY;
  }

  void fail() {
    failed = true;
  }

  void end(InputException e) {
    error = e.getMessage();
  }

  void monitorsEarlier(String file) {
    monitoredOfEarlierRuns.add(file);
  }

  /** Whether a windowed file was made in this run. */
  boolean madeWindows(String windowedName) {
    return files.stream()
        .filter(file -> file.outcome() == Outcome.PROCESSED || file.outcome() == Outcome.EMPTY)
        .anyMatch(
            file ->
                windowedName.equals(Workspace.windowedName(file.name()))
                    || windowedName.equals(Workspace.windowedNameOfCleaned(file.name())));
  }

  /** Takes the last time of a window, from any thread. */
  void sawFlowAt(long time) {
    newestFlow.accumulate(time);
  }

  void learned(long windows) {
    baselineWindows = windows;
  }

  @Override
  public void window(String source, ZScoreAssessment assessment) {
    monitoredWindows++;
    decisions.merge(assessment.decision(), 1L, Long::sum);
  }

  @Override
  public void alert(Alert alert) {
    alertsBySeverity.merge(alert.severity(), 1L, Long::sum);
    alertsByWeekday.merge(weekday(alert.file()), 1L, Long::sum);
  }

  @Override
  public void allowed(String source, long windowId, List<AllowedBy> stories) {
    allowed.addStories(source, stories);
  }

  @Override
  public void detection(Detection detection) {
    detectionsBySeverity.merge(detection.severity(), 1L, Long::sum);
  }

  @Override
  public void incident(Incident incident) {
    incidentsBySeverity.merge(incident.severity(), 1L, Long::sum);
    statesTimes |= incident.firstTime() != FlowBatch.NO_TIME;
  }

  @Override
  public void endSource(SourceSummary summary) {
    judgedWindows += summary.judged();
    loneDetections += summary.loneDetections();
    summary.drift().ifPresent(drift -> drifts.put(summary.source(), drift));
  }

  void took(String stage, long millis) {
    millisByStage.put(stage, millis);
  }

  private static String weekday(String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    return WEEKDAYS.stream()
        .filter(day -> lower.contains(day.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse("other");
  }

  @Override
  public boolean hasFailed() {
    return failed;
  }

  /** Some files beside those of flows were not read. */
  void passedOver() {
    passedOver = true;
  }

  @Override
  public boolean isComplete() {
    return !passedOver
        && files.stream().noneMatch(file -> file.outcome() == Outcome.SKIPPED)
        && rows().rejected().keySet().stream().noneMatch(RowMessages::isLoss);
  }

  /** {@return the outcomes of the files of flows, in the order in which they were read} */
  public List<FileResult> files() {
    return Collections.unmodifiableList(files);
  }

  /** {@return the rules by which flows are allowed} */
  public AllowFile allowFile() {
    return allowFile;
  }

  /** {@return what these rules allowed} */
  public AllowedCounts allowed() {
    return allowed;
  }

  /** {@return whether an incident had times} */
  public boolean statesTimes() {
    return statesTimes;
  }

  /** {@return the rows of all files: read = kept + partial + rejected} */
  public RowCounts rows() {
    return files.stream().map(FileResult::counts).reduce(RowCounts.NONE, RowCounts::plus);
  }

  /** {@return the labels of all flows, whole and partial ones, and what they were taken for} */
  public LabelCounts labels() {
    LabelCounts labels = new LabelCounts();
    files.forEach(file -> labels.add(file.labels()));
    return labels;
  }

  @Override
  public Map<Severity, Long> alertsBySeverity() {
    return Collections.unmodifiableMap(alertsBySeverity);
  }

  /** {@return the number of detections by severity, of those that occurred} */
  public Map<Severity, Long> detectionsBySeverity() {
    return Collections.unmodifiableMap(detectionsBySeverity);
  }

  @Override
  public Map<Severity, Long> incidentsBySeverity() {
    return Collections.unmodifiableMap(incidentsBySeverity);
  }

  /** {@return the number of detections that are in no incident} */
  public long loneDetections() {
    return loneDetections;
  }

  @Override
  public long judgedWindows() {
    return judgedWindows;
  }

  /** {@return the drift of the traffic by windowed file that the detector judged, in order} */
  public Map<String, Drift> drifts() {
    return Collections.unmodifiableMap(drifts);
  }

  /** {@return the number of alerts by the weekday in the file's name, in the order of the files} */
  public Map<String, Long> alertsByWeekday() {
    return Collections.unmodifiableMap(alertsByWeekday);
  }

  /** {@return the number of monitored windows by decision, of those that occurred} */
  public Map<Decision, Long> decisions() {
    return Collections.unmodifiableMap(decisions);
  }

  /** {@return the number of windows that the baseline was learned from; 0 where none was} */
  public long baselineWindows() {
    return baselineWindows;
  }

  /** {@return the number of windows that were held against the baseline} */
  public long monitoredWindows() {
    return monitoredWindows;
  }

  /** {@return the windowed files that were monitored though a whole run did not make them} */
  public List<String> monitoredOfEarlierRuns() {
    return Collections.unmodifiableList(monitoredOfEarlierRuns);
  }

  /** {@return the reason why the run ended early; empty where it did not} */
  public String error() {
    return error;
  }

  /**
   * {@return the time of the newest flow in a window that was judged, in milliseconds from 1970
   * UTC; {@link FlowBatch#NO_TIME} where none has one}
   */
  public long newestFlow() {
    return newestFlow.get();
  }

  /** {@return the milliseconds by stage, in the order of the stages} */
  public Map<String, Long> millisByStage() {
    return Collections.unmodifiableMap(millisByStage);
  }
}
