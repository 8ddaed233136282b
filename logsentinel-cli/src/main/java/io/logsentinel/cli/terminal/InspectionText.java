package io.logsentinel.cli.terminal;

import io.logsentinel.cli.ingest.RowMessages;
import io.logsentinel.cli.ingest.TimeWarnings;
import io.logsentinel.cli.inspect.FlowSample.Moment;
import io.logsentinel.cli.inspect.FlowSample.SampledFlow;
import io.logsentinel.cli.inspect.Inspection;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.TimeCounts;
import io.logsentinel.core.flow.RowWarning;
import io.logsentinel.core.input.FlowFormat.Recognition;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe.Operation;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.text.HumanTime;
import io.logsentinel.core.text.IpAddress;
import io.logsentinel.core.window.Windower;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What there is in a file of flows, for people: at most 80 columns but for the file's name.
 *
 * @param clock of times without AM or PM, as it was asked for
 */
public record InspectionText(HourClock clock) {
  private static final int COLUMN = 13;
  private static final int FIELD_COLUMNS = 29;
  private static final int LONGEST_LABEL = 40;
  private static final int LONGEST_ADDRESS = 60;
  private static final int DIGITS = 3;
  private static final double MICROS = 1e6;

  private static final String NONE = "none";

  private static final Map<Double, String> PROTOCOLS =
      Map.of(1.0, "ICMP", 6.0, "TCP", 17.0, "UDP", 58.0, "ICMPv6");

  /**
   * {@return the text of a file, some lines and an empty one}
   *
   * @param inspection any inspection
   */
  public String of(Inspection inspection) {
    WrappedBlock block = new WrappedBlock(COLUMN);
    inspection.failure().ifPresent(why -> block.add("not usable", why));
    inspection.recognised().ifPresent(what -> recognised(what, block));
    if (inspection.recognised().isPresent() && inspection.counts().read() > 0) {
      inspection.sample().first().forEach(flow -> flow(flow, block));
      rows(inspection.counts(), block);
      if (inspection.isUsable()) {
        times(inspection, block);
        block.add("labels", LabelText.of(inspection.sample().labels(), InspectionText::grouped));
        windows(inspection.counts().kept(), block);
      }
    }
    return SafeText.of(inspection.input().toString()) + "\n" + block + "\n";
  }

  private static void recognised(Recognition what, WrappedBlock block) {
    Dialect dialect = what.dialect();
    String sure = ", by the members of its objects";
    if (what.separator().isPresent()) {
      sure =
          what.headerLine() > 0
              ? names(dialect) + what.headerLine()
              : ", as it has no header and addresses where they should stand";
    }
    block.add("dialect", dialect.name() + sure);
    if (!what.alternatives().isEmpty()) {
      String others = String.join(", ", what.alternatives());
      block.add("", "fits " + others + ", too: --format NAME takes it for that");
    }
    String records =
        what.separator()
            .map(by -> "text parted by " + shown(by) + ", " + what.columns().size() + " columns")
            .orElse("JSON lines");
    block.add("records", records);
    block.add(
        "counts",
        dialect.measure().words()
            + (dialect.measure().isOneWay() ? "; halves of a conversation are paired" : ""));
    String name = "fields";
    for (FlowField field : FlowField.values()) {
      String unit = field == FlowField.FLOW_DURATION ? ", microseconds" : "";
      String recipe = recipe(field, dialect.recipe(field), what);
      if (field == FlowField.FLOW_DURATION && !dialect.endTime().isEmpty()) {
        recipe =
            "from the first and the last time" + (recipe.equals(NONE) ? "" : ", else " + recipe);
      }
      block.add(name, field.column() + unit, FIELD_COLUMNS, recipe);
      name = "";
    }
    block.add("", Dialect.CIC_IDS_2017.time(), FIELD_COLUMNS, time(what));
  }

  /** Whether they stand there as the known dialect has them, or were said to mean the same. */
  private static String names(Dialect dialect) {
    if (!Dialect.names().contains(dialect.name())) {
      return ", by the names on line ";
    }
    Set<String> known = Dialect.named(dialect.name()).columnNames(Set.of());
    return dialect.columnNames(Set.of()).equals(known)
        ? ", by the exact names on line "
        : ", as asked for; its names stand in other letters on line ";
  }

  private static String shown(char separator) {
    return separator == '\t' ? "tabs" : "`" + separator + "`";
  }

  /** How a field is had; of columns that a file may lack, whether they are there. */
  private static String recipe(FlowField field, FieldRecipe recipe, Recognition what) {
    boolean isColumn = recipe.operation() == Operation.COLUMN;
    Optional<String> column = Dialect.columnThere(recipe.first(), what.columns());
    if (isColumn && column.isPresent()) {
      return column.get();
    }
    if (recipe.operation() == Operation.CONSTANT) {
      return recipe.text() + " for every flow";
    }
    if (recipe.operation() != Operation.DERIVED && !isColumn) {
      return recipe.text();
    }
    if (field == FlowField.LABEL && isColumn && isWithOthers(recipe.first(), what)) {
      return recipe.first() + ", in one column with others";
    }
    String none =
        switch (field) {
          case BYTES_PER_SECOND -> "from bytes and duration";
          case PACKETS_PER_SECOND -> "from packets and duration";
          default -> NONE;
        };
    return recipe.operation() == Operation.DERIVED
        ? none
        : none + ": no " + (what.separator().isPresent() ? "column " : "member ") + recipe.first();
  }

  /** As in labelled Zeek logs, whose last columns are parted by three blanks. */
  private static boolean isWithOthers(String name, Recognition what) {
    return what.columns().stream()
        .anyMatch(column -> Arrays.asList(column.split(" {3}")).contains(name));
  }

  private static String time(Recognition what) {
    return Dialect.columnThere(what.dialect().time(), what.columns()).orElse(NONE);
  }

  private static void flow(SampledFlow sampled, WrappedBlock block) {
    FlowRecord flow = sampled.flow();
    String time = sampled.time().map(InspectionText::text).map(at -> at + "  ").orElse("");
    block.add(
        "flow",
        time
            + endpoint(flow.sourceIp(), flow.sourcePort())
            + " > "
            + endpoint(flow.destinationIp(), flow.destinationPort())
            + " "
            + PROTOCOLS.getOrDefault(
                flow.protocol(), "protocol " + FigureText.digits(flow.protocol())));
    block.add(
        "",
        digits(flow.forwardPackets())
            + " + "
            + digits(flow.backwardPackets())
            + " packets, "
            + digits(flow.forwardBytes())
            + " + "
            + digits(flow.backwardBytes())
            + " bytes in "
            + seconds(flow.flowDuration())
            + " s"
            + (flow.label().isBlank()
                ? ""
                : ", " + FigureText.shortened(flow.label(), LONGEST_LABEL)));
  }

  private static String endpoint(String address, double port) {
    String shown = FigureText.shortened(IpAddress.canonical(address), LONGEST_ADDRESS);
    return (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + FigureText.digits(port);
  }

  private static String digits(double value) {
    return Double.isFinite(value) && value == Math.rint(value)
        ? grouped(value)
        : FigureText.digits(value);
  }

  private static String seconds(double micros) {
    return Double.isFinite(micros)
        ? HumanNumber.plain(micros / MICROS, DIGITS)
        : FigureText.digits(micros);
  }

  private static String grouped(double number) {
    return HumanNumber.grouped(number);
  }

  private static void rows(RowCounts counts, WrappedBlock block) {
    String partial = counts.partial() > 0 ? " + " + grouped(counts.partial()) + " partial" : "";
    block.add(
        "rows",
        grouped(counts.read())
            + " read = "
            + grouped(counts.kept())
            + " kept"
            + partial
            + " + "
            + grouped(counts.rejectedInAll())
            + " rejected");
    if (counts.partial() > 0) {
      block.add("", "partial flows lack " + RowMessages.lacking(counts, InspectionText::grouped));
    }
    RowMessages.reasons(counts, InspectionText::grouped).forEach(line -> block.add("", line));
    for (Map.Entry<RowWarning, Long> odd : counts.odd().entrySet()) {
      block.add(
          "",
          "kept with "
              + odd.getKey().words()
              + " "
              + grouped(odd.getValue())
              + RowMessages.first(counts, odd.getKey()));
    }
  }

  private void times(Inspection inspection, WrappedBlock block) {
    RowCounts counts = inspection.counts();
    TimeCounts times = counts.times();
    Optional<Moment> first = inspection.sample().earliest();
    Optional<Moment> last = inspection.sample().latest();
    if (first.isEmpty() || last.isEmpty()) {
      block.add("times", "none");
    } else {
      block.add(
          "times",
          text(first.get())
              + " to "
              + text(last.get())
              + " ("
              + HumanTime.length(last.get().millis() - first.get().millis())
              + ")");
      block.add("", zone(times, inspection.sample().isZoneGiven()));
    }
    List<String> warnings = TimeWarnings.of(counts, clock);
    if (times.read() > 0 && !times.isOutOfOrder()) {
      block.add(
          "",
          times.back() == 0
              ? "in order: none lies more than 2 minutes before any above it"
              : "in order but for "
                  + grouped(times.back())
                  + (times.back() == 1 ? " step" : " steps")
                  + " back of over 2 minutes");
    }
    if (times.local() > 0 && (!times.twelveHours() || clock != HourClock.AUTO)) {
      block.add(
          "",
          times.twelveHours()
              ? "hours 1 to 7 are taken as afternoon, as --clock 12 asks"
              : "hours are taken as they are written");
    }
    if (times.dayAssumed()) {
      block.add("", "the day is taken before the month, as no date tells which is which");
    }
    warnings.forEach(line -> block.add("", line));
  }

  private static String text(Moment moment) {
    return HumanTime.text(moment.millis(), moment.zoned());
  }

  private static String zone(TimeCounts times, boolean isGiven) {
    long zoned = times.read() - times.local();
    if (times.local() == 0) {
      return "in UTC: they name their zone";
    }
    if (zoned == 0) {
      return isGiven
          ? "in UTC, from the zone that --time-zone gives"
          : "local: they name no zone, and no --time-zone is given";
    }
    String some = grouped(zoned) + " of " + grouped(times.read());
    return isGiven
        ? "in UTC: " + some + " name their zone, the others are of the one that --time-zone gives"
        : some
            + " name their zone and are in UTC (Z), the others stand as they are written: they name"
            + " none, and no --time-zone is given";
  }

  private static void windows(long flows, WrappedBlock block) {
    StringJoiner sizes = new StringJoiner(", ");
    for (int size : Windower.SIZES) {
      if (flows >= size) {
        long windows = flows / size;
        sizes.add(grouped(windows) + " of " + grouped(size));
      }
    }
    int size = Windower.sizeFor(flows);
    long windows = flows / size;
    block.add("windows", windows == 0 ? "none of " + size + " flows" : sizes + " flows");
    block.add(
        "to learn",
        "--window-size "
            + size
            + (windows >= Windower.WINDOWS_OF_BASELINE
                ? ", the largest that gives "
                : ", as none gives ")
            + Windower.WINDOWS_OF_BASELINE
            + " windows: "
            + grouped(windows)
            + (windows == 1 ? " window, " : " windows, ")
            + enough(windows));
    block.add("to monitor", "the window size of its baseline, if that gives one window or more");
  }

  private static String enough(long windows) {
    if (windows < Baseline.MIN_WINDOWS) {
      return "too few for a baseline, which needs " + Baseline.MIN_WINDOWS;
    }
    return windows < Detector.MIN_WINDOWS
        ? "enough for the 3-sigma rule, too few for the detector, which needs "
            + Detector.MIN_WINDOWS
        : "enough for the 3-sigma rule and the detector";
  }
}
