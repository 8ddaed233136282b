package io.logsentinel.flink;

import io.logsentinel.core.Sentinel;
import io.logsentinel.core.allow.Allowlist;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.window.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The judging of files, window by window: each file has a session of its own. */
final class WindowJudge extends KeyedProcessFunction<String, FileEvent, Tuple2<String, String>> {
  private static final long serialVersionUID = 1L;

  private final JudgeSettings settings;
  private final byte[] baseline;
  private final OutputTag<String> rejected;
  private transient BaselineState learned;
  private transient Sentinel sentinel;
  private transient String digest;
  private transient ValueState<SourceState> state;
  private transient Map<String, Judge> judges;

  /**
   * A judging.
   *
   * @param settings of it
   * @param baseline bytes of {@code baseline_profile.json}
   * @param rejected where it is told what could not be read
   */
  WindowJudge(JudgeSettings settings, byte[] baseline, OutputTag<String> rejected) {
    this.settings = settings;
    this.baseline = baseline;
    this.rejected = rejected;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    learned = JudgeSettings.baseline(baseline);
    sentinel = Sentinel.of(learned, settings.options(Allowlist.NONE));
    digest = Digests.sha256Hex(baseline);
    judges = new HashMap<>();
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("session", new SourceStateSerializer()));
  }

  @Override
  public void processElement(
      FileEvent event, Context context, Collector<Tuple2<String, String>> out) throws IOException {
    Judge judge = judge(event);
    if (event.window().isPresent()) {
      String text = new String(event.text(), StandardCharsets.US_ASCII);
      Profile profile = ProfilesJsonl.read(text, event.source());
      learned.requireMeasure(profile.measure());
      judge.session().add(event.window().get(), () -> profile);
      state.update(judge.state());
    } else {
      judge.lines().end(judge.session().end(), event.leftOver());
      new String(event.text(), StandardCharsets.US_ASCII)
          .lines()
          .forEach(line -> context.output(rejected, line));
      judges.remove(event.path());
      state.clear();
    }
    judge.lines().take().forEach(line -> out.collect(Tuple2.of(event.source(), line)));
  }

  private Judge judge(FileEvent event) throws IOException {
    Judge judge = judges.get(event.path());
    if (judge == null) {
      SourceState saved = state.value();
      judge =
          saved == null
              ? Judge.begin(sentinel, digest, event.source(), 0, 0)
              : Judge.resume(sentinel, digest, event.source(), saved);
      judges.put(event.path(), judge);
    }
    return judge;
  }
}
