package io.logsentinel.cli.run;

import io.logsentinel.core.FindingSink;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a session told of a file, to be told again when it is the file's turn. */
final class RecordedFindings implements FindingSink {
  private final List<Call> calls = new ArrayList<>();
  private long newestFlow = FlowBatch.NO_TIME;
  private int windows;
  private int detections;

  /** A call of a sink. */
  private interface Call {
    void on(FindingSink sink) throws IOException;
  }

  /** Tells all of it. */
  void tell(FindingSink sink) throws IOException {
    for (Call call : calls) {
      call.on(sink);
    }
  }

  void sawFlowAt(long time) {
    newestFlow = Math.max(newestFlow, time);
  }

  /** The last time of all windows; {@link FlowBatch#NO_TIME} where they have none. */
  long newestFlow() {
    return newestFlow;
  }

  int windows() {
    return windows;
  }

  /** Each holds a profile. */
  int detections() {
    return detections;
  }

  @Override
  public void window(String source, ZScoreAssessment assessment) {
    windows++;
    calls.add(sink -> sink.window(source, assessment));
  }

  @Override
  public void alert(Alert alert) {
    calls.add(sink -> sink.alert(alert));
  }

  @Override
  public void finding(String source, long windowId, Finding finding) {
    calls.add(sink -> sink.finding(source, windowId, finding));
  }

  @Override
  public void allowed(String source, long windowId, List<AllowedBy> stories) {
    calls.add(sink -> sink.allowed(source, windowId, stories));
  }

  @Override
  public void detection(Detection detection) {
    detections++;
    calls.add(sink -> sink.detection(detection));
  }

  @Override
  public void incident(Incident incident) {
    calls.add(sink -> sink.incident(incident));
  }

  @Override
  public void endSource(SourceSummary summary) {
    calls.add(sink -> sink.endSource(summary));
  }
}
