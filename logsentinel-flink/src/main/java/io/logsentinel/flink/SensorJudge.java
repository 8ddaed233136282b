package io.logsentinel.flink;

import io.logsentinel.core.FindingSink.SourceSummary;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.input.FlowReader.Buffers;
import io.logsentinel.core.text.Digests;
import io.logsentinel.flink.SensorRows.Checked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The judging of sensors, each by a session of its own, with a baseline and an allowlist that may
 * be replaced while the job runs.
 *
 * <p>State of a sensor are its session as of its last window, and the rows since then as they came.
 * They are read some at a time, at places that follow from the rows alone, so that whoever reads
 * them again after a failure reads the same. What is in memory is made from the state when it is
 * not there.
 */
final class SensorJudge
    extends KeyedBroadcastProcessFunction<
        String, Tuple2<String, byte[]>, Tuple2<String, byte[]>, Tuple2<String, String>>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** Rows with their sensor, and files with their name. */
  static final TypeInformation<Tuple2<String, byte[]>> NAMED_BYTES =
      Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** What all sensors are judged by. */
  static final MapStateDescriptor<String, byte[]> JUDGED_BY =
      new MapStateDescriptor<>(
          "judged by", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final String BASELINE = "baseline";
  private static final String ALLOWLIST = "allowlist";

  private static final ValueStateDescriptor<SourceState> SESSION =
      new ValueStateDescriptor<>("session", new SourceStateSerializer());

  private static final ListStateDescriptor<byte[]> ROWS =
      new ListStateDescriptor<>("rows", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final JudgeSettings settings;
  private final SensorFormats formats;
  private final byte[] baseline;
  private final byte[] allowlist;
  private final OutputTag<String> rejected;

  private transient ValueState<SourceState> session;
  private transient ListState<byte[]> rows;
  private transient Map<String, Sensor> sensors;
  private transient JudgedBy judgedBy;
  private transient Buffers buffers;

  /** The sentinel of a baseline and an allowlist. */
  private record JudgedBy(Sentinel sentinel, String digest) {}

  /** What is in memory of a sensor. */
  private static final class Sensor {
    private final String name;
    private final SensorRows reader;
    private final Judge judge;

    /** The last rows, which were not looked at. */
    private final List<byte[]> unread = new ArrayList<>();

    private int unreadBytes;

    Sensor(String name, SensorRows reader, Judge judge) {
      this.name = name;
      this.reader = reader;
      this.judge = judge;
    }

    /** Adds a row to those that are not looked at; returns whether it is time to. */
    boolean add(byte[] row, int windowSize) {
      unread.add(row);
      unreadBytes += row.length;
      return unread.size() >= Math.min(SensorRows.TOGETHER, windowSize - judge.openFlows())
          || unreadBytes >= SensorRows.BYTES_TOGETHER;
    }
  }

  /**
   * A judging.
   *
   * @param settings of it
   * @param formats of the sensors' rows
   * @param baseline bytes of {@code baseline_profile.json}, until it is replaced
   * @param allowlist of known flows, until it is replaced; empty where there is none
   * @param rejected where it is told what could not be read
   */
  SensorJudge(
      JudgeSettings settings,
      SensorFormats formats,
      byte[] baseline,
      byte[] allowlist,
      OutputTag<String> rejected) {
    this.settings = settings;
    this.formats = formats;
    this.baseline = baseline;
    this.allowlist = allowlist;
    this.rejected = rejected;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    BroadcastState<String, byte[]> current =
        context.getOperatorStateStore().getBroadcastState(JUDGED_BY);
    if (!current.contains(BASELINE)) {
      current.put(BASELINE, baseline);
      current.put(ALLOWLIST, allowlist);
    }
    judgedBy = judgedBy(current.get(BASELINE), current.get(ALLOWLIST));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // all is in the state already
  }

  @Override
  public void open(OpenContext context) {
    sensors = new HashMap<>();
    buffers = new Buffers();
    session = getRuntimeContext().getState(SESSION);
    rows = getRuntimeContext().getListState(ROWS);
  }

  private JudgedBy judgedBy(byte[] learned, byte[] allowed) throws IOException {
    String rules = new String(allowed, StandardCharsets.UTF_8);
    return new JudgedBy(
        Sentinel.of(
            JudgeSettings.baseline(learned), settings.options(JudgeSettings.allowlist(rules))),
        Digests.sha256Hex(learned));
  }

  @Override
  public void processElement(
      Tuple2<String, byte[]> row, ReadOnlyContext context, Collector<Tuple2<String, String>> out)
      throws Exception {
    if (row.f0.isEmpty()) {
      context.output(rejected, RejectedText.of("", row.f1, "no sensor: a message needs a key"));
      return;
    }
    Sensor sensor = sensor(row.f0);
    context.timerService().registerEventTimeTimer(Long.MAX_VALUE); // its end, if there is one
    add(sensor, row.f1, text -> context.output(rejected, text));
    passOn(sensor, out);
  }

  private Sensor sensor(String name) throws Exception {
    Sensor sensor = sensors.get(name);
    if (sensor == null) {
      SourceState saved = session.value();
      if (saved == null) {
        sensor = sensor(name, Judge.begin(judgedBy.sentinel(), judgedBy.digest(), name, 0, 0));
        session.update(sensor.judge.state());
      } else {
        sensor = sensor(name, Judge.resume(judgedBy.sentinel(), judgedBy.digest(), name, saved));
        readAgain(sensor);
      }
      sensors.put(name, sensor);
    }
    return sensor;
  }

  private Sensor sensor(String name, Judge judge) {
    return new Sensor(
        name,
        new SensorRows(formats.format(name), formats.header(name), settings.hourClock(), buffers),
        judge);
  }

  private void readAgain(Sensor sensor) throws Exception {
    for (byte[] row : openRows()) {
      if (sensor.add(row, windowSize())) {
        read(sensor, told -> {});
      }
    }
  }

  private List<byte[]> openRows() throws Exception {
    List<byte[]> open = new ArrayList<>();
    rows.get().forEach(open::add);
    return open;
  }

  private int windowSize() {
    return judgedBy.sentinel().options().windowSize();
  }

  private void add(Sensor sensor, byte[] row, Consumer<String> rejections) throws Exception {
    rows.add(row);
    if (sensor.add(row, windowSize())) {
      long windows = sensor.judge.windows();
      int looked = sensor.unread.size();
      boolean hasFlows = read(sensor, rejections);
      if (sensor.judge.windows() > windows) {
        rows.clear(); // a window ends with the last row that is looked at
        session.update(sensor.judge.state());
      } else if (!hasFlows) {
        List<byte[]> open = openRows();
        rows.update(open.subList(0, open.size() - looked));
      }
    }
  }

  /** Looks at the rows that are not; returns whether there is a flow among them. */
  private boolean read(Sensor sensor, Consumer<String> rejections) throws IOException {
    Checked checked =
        sensor.reader.check(
            sensor.unread, (row, why) -> rejections.accept(RejectedText.of(sensor.name, row, why)));
    sensor.unread.clear();
    sensor.unreadBytes = 0;
    try {
      if (!checked.rows().isEmpty()) {
        sensor.reader.add(checked, sensor.judge.session()::add);
      }
      return !checked.rows().isEmpty();
    } catch (IllegalArgumentException e) { // they count something else than the baseline's flows
      for (byte[] row : checked.rows()) {
        rejections.accept(RejectedText.of(sensor.name, row, e.getMessage()));
      }
      return false;
    }
  }

  private void passOn(Sensor sensor, Collector<Tuple2<String, String>> out) {
    sensor.judge.lines().take().forEach(line -> out.collect(Tuple2.of(sensor.name, line)));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Tuple2<String, String>> out)
      throws Exception {
    Sensor sensor = sensor(context.getCurrentKey());
    read(sensor, text -> context.output(rejected, text));
    end(sensor, out);
    sensors.remove(sensor.name);
    session.clear();
    rows.clear();
  }

  private void end(Sensor sensor, Collector<Tuple2<String, String>> out) throws IOException {
    SourceSummary summary = sensor.judge.session().end();
    sensor.judge.lines().end(summary, summary.leftOver());
    passOn(sensor, out);
  }

  @Override
  public void processBroadcastElement(
      Tuple2<String, byte[]> file, Context context, Collector<Tuple2<String, String>> out)
      throws Exception {
    if (file.f0.isEmpty()) {
      return;
    }
    BroadcastState<String, byte[]> current = context.getBroadcastState(JUDGED_BY);
    boolean isBaseline = file.f0.endsWith(".json");
    byte[] learned = isBaseline ? file.f1 : current.get(BASELINE);
    byte[] allowed = isBaseline ? current.get(ALLOWLIST) : file.f1;
    JudgedBy next;
    try {
      next = judgedBy(learned, allowed);
    } catch (IOException | IllegalArgumentException e) {
      if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) { // once is enough
        context.output(
            rejected,
            RejectedText.of(file.f0, "cannot be used, what was before stays: " + e.getMessage()));
      }
      return;
    }
    JudgedBy before = judgedBy;
    context.applyToKeyedState(
        SESSION,
        (name, state) -> {
          judgedBy = before;
          Sensor sensor = sensor(name);
          List<byte[]> flows = flows(sensor, text -> context.output(rejected, text));
          Judge judge = sensor.judge;
          if (!before.digest().equals(next.digest())) {
            end(sensor, out);
            judge =
                Judge.begin(
                    next.sentinel(), next.digest(), name, judge.windows(), judge.lines().lines());
          } else {
            judge = Judge.resume(next.sentinel(), next.digest(), name, state.value());
          }
          judgedBy = next;
          Sensor renewed = sensor(name, judge);
          sensors.put(name, renewed);
          rows.clear();
          session.update(judge.state());
          for (byte[] row : flows) {
            add(renewed, row, told -> {});
          }
          passOn(renewed, out);
        });
    judgedBy = next;
    current.put(BASELINE, learned);
    current.put(ALLOWLIST, allowed);
  }

  /** The rows of the window at hand that are flows; what is no flow is told, where it was not. */
  private List<byte[]> flows(Sensor sensor, Consumer<String> rejections) throws Exception {
    List<byte[]> open = openRows();
    int told = open.size() - sensor.unread.size();
    List<byte[]> flows = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Consumer<String> to = i < told ? again -> {} : rejections;
      Checked checked =
          sensor.reader.check(
              List.of(open.get(i)),
              (row, why) -> to.accept(RejectedText.of(sensor.name, row, why)));
      flows.addAll(checked.rows());
    }
    return flows;
  }
}
