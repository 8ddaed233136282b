package io.logsentinel.core.input;

import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.Reading.WrongEncodingException;
import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Files of flows, written by hand and read whole. */
public final class FlowText {
  public static final String HEADER =
      Arrays.stream(FlowField.values()).map(FlowField::column).collect(Collectors.joining(","));

  private static final List<String> VALUES =
      List.of("10.0.0.1", "10.0.0.2", "1024", "80", "6", "9", "3", "4", "5", "6", "7.5", "8.25");

  private FlowText() {}

  /** What reading a file gave: its rows, or why it failed. */
  public record Outcome(List<FlowRecord> flows, RowCounts counts, String failure) {}

  /** A row that is kept. */
  static String row() {
    return String.join(",", VALUES) + ",BENIGN";
  }

  /** A row with one field of its own. */
  static String row(FlowField field, String text) {
    List<String> values = new ArrayList<>(VALUES);
    values.add("BENIGN");
    values.set(field.ordinal(), text);
    return String.join(",", values);
  }

  /** Header and rows, each with a line end. */
  static byte[] file(String... rows) {
    String text =
        HEADER + "\n" + Arrays.stream(rows).map(r -> r + "\n").collect(Collectors.joining());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A file of flows, written without {@link CleanedCsv}. */
  public static byte[] file(List<FlowRecord> flows) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (FlowRecord flow : flows) {
      text.append(quoted(flow.sourceIp())).append(',').append(quoted(flow.destinationIp()));
      for (double number :
          new double[] {
            flow.sourcePort(),
            flow.destinationPort(),
            flow.protocol(),
            flow.flowDuration(),
            flow.forwardPackets(),
            flow.backwardPackets(),
            flow.forwardBytes(),
            flow.backwardBytes(),
            flow.bytesPerSecond(),
            flow.packetsPerSecond()
          }) {
        text.append(',').append(number);
      }
      text.append(',').append(quoted(flow.label())).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** The account without the first rows of each reason and oddity. */
  public static RowCounts sums(RowCounts counts) {
    return new RowCounts(
        counts.kept(),
        counts.partial(),
        counts.lacking(),
        counts.rejected(),
        Map.of(),
        counts.odd(),
        Map.of(),
        counts.times());
  }

  public static Outcome read(byte[] bytes) throws IOException {
    return read(bytes, 1 << 16);
  }

  public static Outcome read(byte[] bytes, int chunk) throws IOException {
    return read(bytes, chunk, FlowFormats.CIC_IDS_2017);
  }

  static Outcome read(byte[] bytes, int chunk, FlowFormat format) throws IOException {
    TextEncoding encoding = TextEncoding.UTF_8;
    while (true) {
      List<FlowRecord> flows = new ArrayList<>();
      try (RowReader reader =
          format.reader(
              bytes, new DecodedInput(new ByteArrayInputStream(bytes), encoding, chunk))) {
        for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
          for (int row = 0; row < batch.size(); row++) {
            flows.add(batch.record(row));
          }
        }
        return new Outcome(flows, sums(reader.counts()), "");
      } catch (WrongEncodingException e) {
        encoding = e.encoding();
      } catch (FlowFileException e) {
        return new Outcome(List.of(), sums(e.counts()), e.getMessage());
      }
    }
  }
}
