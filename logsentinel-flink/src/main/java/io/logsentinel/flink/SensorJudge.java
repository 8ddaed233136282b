package io.logsentinel.flink;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowReader.Buffers;
import io.logsentinel.flink.Judge.JudgedBy;
import io.logsentinel.flink.Sensor.Rejected;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The judging of sensors, with a baseline and an allowlist that may be replaced while the job runs:
 * rows are the first input, files that replace them the second.
 *
 * <p>Sensors are in memory, and go into the state when a checkpoint is taken: each as of its last
 * window, and the rows since then. An operator, not a function: only that can write the state of
 * all keys then.
 */
final class SensorJudge extends AbstractStreamOperator<Tuple2<String, String>>
    implements TwoInputStreamOperator<
            Tuple2<String, byte[]>, Tuple2<String, byte[]>, Tuple2<String, String>>,
        BoundedMultiInput {
  private static final long serialVersionUID = 1L;

  /** What comes instead of files where nothing is ever replaced. */
  static final Tuple2<String, byte[]> NO_CONTROL = Tuple2.of("", new byte[0]);

  private static final MapStateDescriptor<String, byte[]> JUDGED_BY =
      new MapStateDescriptor<>("judged by", Types.STRING, JobParts.BYTES);

  private static final String BASELINE = "baseline";
  private static final String ALLOWLIST = "allowlist";

  private static final ValueStateDescriptor<byte[]> SESSION =
      new ValueStateDescriptor<>("session", JobParts.BYTES);

  private static final ListStateDescriptor<byte[]> ROWS =
      new ListStateDescriptor<>("rows", JobParts.BYTES);

  private static final Rejected TOLD = (row, why) -> {};

  private final JobOptions options;
  private final SensorFormats formats;
  private final byte[] baseline;
  private final byte[] allowlist;

  private transient BroadcastState<String, byte[]> current;
  private transient ValueState<byte[]> session;
  private transient ListState<byte[]> rows;
  private transient JudgedBy by;
  private transient Buffers buffers;
  private transient Map<String, Sensor> sensors;

  /** Sensors that are not in the state as they are by now. */
  private transient TreeSet<String> touched;

  /**
   * A judging.
   *
   * @param options of it
   * @param formats of the sensors' rows
   * @param baseline bytes of {@code baseline_profile.json}, until it is replaced
   * @param allowlist of known flows, until it is replaced; no byte where there is none
   */
  SensorJudge(JobOptions options, SensorFormats formats, byte[] baseline, byte[] allowlist)
      throws IOException {
    this.options = options;
    this.formats = formats;
    this.baseline = baseline;
    this.allowlist = allowlist;
    JudgedBy tried = JudgedBy.of(baseline, allowlist, options);
    if (tried.sentinel().options().clock() == HourClock.AUTO) { // which few rows do not show
      throw new IllegalArgumentException("--clock must be 12 or 24 but is auto");
    }
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    current = context.getOperatorStateStore().getBroadcastState(JUDGED_BY);
    if (!current.contains(BASELINE)) {
      current.put(BASELINE, baseline);
      current.put(ALLOWLIST, allowlist);
    }
    by = JudgedBy.of(current.get(BASELINE), current.get(ALLOWLIST), options);
    session = context.getKeyedStateStore().getState(SESSION);
    rows = context.getKeyedStateStore().getListState(ROWS);
    buffers = new Buffers();
    sensors = new HashMap<>();
    touched = new TreeSet<>();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    for (String name : touched) {
      setCurrentKey(name);
      session.update(sensors.get(name).saveFor(by));
      rows.update(sensors.get(name).open());
    }
    touched.clear();
  }

  /** {@return the sensor of the key at hand, to be changed} */
  private Sensor sensor(String name) throws Exception {
    touched.add(name);
    Sensor sensor = sensors.get(name);
    if (sensor == null) {
      sensor = sensor(by, name, session.value());
      for (byte[] row : rows.get()) {
        sensor.add(row, TOLD);
      }
      sensors.put(name, sensor);
    }
    return sensor;
  }

  private Sensor sensor(JudgedBy judgedBy, String name, byte[] saved) throws IOException {
    return new Sensor(judgedBy, name, saved, formats.of(name, buffers));
  }

  /** {@return all sensors of which something is known, in the order of their names} */
  private List<String> names() {
    TreeSet<String> names = new TreeSet<>(sensors.keySet());
    getKeyedStateBackend()
        .getKeys(SESSION.getName(), VoidNamespace.INSTANCE)
        .forEach(name -> names.add((String) name));
    return List.copyOf(names);
  }

  private void passOn(String name, Sensor sensor) throws IOException {
    for (String line : sensor.take()) {
      output.collect(new StreamRecord<>(Tuple2.of(name, line)));
    }
  }

  private Rejected rejected(String sensor) {
    return (row, why) -> reject(RejectedText.of(sensor, row, why));
  }

  private void reject(String text) {
    output.collect(JobParts.REJECTED, new StreamRecord<>(Tuple2.of("", text)));
  }

  @Override
  public void processElement1(StreamRecord<Tuple2<String, byte[]>> row) throws Exception {
    String name = row.getValue().f0;
    if (name.isEmpty()) {
      rejected("").accept(row.getValue().f1, "no sensor: a message needs a key");
      return;
    }
    Sensor sensor = sensor(name);
    sensor.add(row.getValue().f1, rejected(name));
    passOn(name, sensor);
  }

  /** Ends all sensors; a job that is stopped without {@code --drain} does not come here. */
  @Override
  public void endInput(int input) throws Exception {
    for (String name : input == 1 ? names() : List.<String>of()) {
      setCurrentKey(name);
      Sensor sensor = sensor(name);
      sensor.read(rejected(name));
      sensor.end(0);
      passOn(name, sensor);
      session.clear();
      rows.clear();
      sensors.remove(name);
      touched.remove(name);
    }
  }

  @Override
  public void processElement2(StreamRecord<Tuple2<String, byte[]>> file) throws Exception {
    String name = file.getValue().f0;
    if (name.isEmpty()) {
      return;
    }
    boolean isBaseline = name.endsWith(".json");
    byte[] learned = isBaseline ? file.getValue().f1 : current.get(BASELINE);
    byte[] allowed = isBaseline ? current.get(ALLOWLIST) : file.getValue().f1;
    JudgedBy next;
    try {
      next = JudgedBy.of(learned, allowed, options);
    } catch (IOException | IllegalArgumentException e) {
      if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) { // once is enough
        reject(RejectedText.of(name, "cannot be used, what was before stays: " + e.getMessage()));
      }
      return;
    }
    for (String sensor : names()) {
      setCurrentKey(sensor);
      replace(sensor, next);
    }
    by = next;
    current.put(BASELINE, learned);
    current.put(ALLOWLIST, allowed);
  }

  /** Has a sensor judged by something else, from the window at hand. */
  private void replace(String name, JudgedBy next) throws Exception {
    Sensor before = sensor(name);
    before.read(rejected(name));
    if (!by.digest().equals(next.digest())) {
      before.end(0);
    }
    Sensor after = sensor(next, name, before.saveFor(next));
    passOn(name, before);
    for (byte[] flow : before.flows()) {
      after.add(flow, TOLD);
    }
    passOn(name, after);
    sensors.put(name, after);
  }
}
