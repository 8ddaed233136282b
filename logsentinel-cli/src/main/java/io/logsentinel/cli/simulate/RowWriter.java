package io.logsentinel.cli.simulate;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A writer of flows as rows of {@link Columns} that derives what the flow itself does not hold. */
final class RowWriter {
  private static final double MICROS_PER_SECOND = 1e6;

  /** The flow meter calls a pause idle time from five seconds on. */
  private static final long IDLE = 5_000_000;

  private static final int TCP_HEADER = 20;
  private static final int UDP_HEADER = 8;

  private final RowBuffer row;
  private final String date;
  private final HourClock clock;
  private final PacketSizes forward = new PacketSizes();
  private final PacketSizes backward = new PacketSizes();
  private final PacketGaps gaps = new PacketGaps();
  private byte[] timestamp = {};

  RowWriter(OutputStream out, String date, HourClock clock) {
    this.clock = clock;
    this.row = new RowBuffer(out);
    this.date = date;
  }

  /** Sets the time of the rows to come, in minutes from midnight. */
  void enter(int minutes) {
    int hour = minutes / 60;
    int shown = clock == HourClock.TWENTY_FOUR ? hour : (hour + 11) % 12 + 1;
    int minute = minutes % 60;
    String time = date + " " + shown + (minute < 10 ? ":0" : ":") + minute;
    timestamp = time.getBytes(StandardCharsets.US_ASCII);
  }

  void header() throws IOException {
    row.put(Columns.HEADER.getBytes(StandardCharsets.US_ASCII));
    row.endRow();
  }

  void blank(long rows) throws IOException {
    byte[] commas = ",".repeat(Columns.COUNT - 1).getBytes(StandardCharsets.US_ASCII);
    for (long i = 0; i < rows; i++) {
      row.put(commas);
      row.endRow();
    }
  }

  void flow(Flow flow) throws IOException {
    forward.layOut(flow.forwardPackets, flow.forwardBytes, flow.protocol);
    backward.layOut(flow.backwardPackets, flow.backwardBytes, flow.protocol);
    endpoints(flow);
    counts(flow);
    sizes(forward);
    sizes(backward);
    rates(flow);
    gaps.layOut(flow.forwardPackets + flow.backwardPackets, flow.duration);
    long pause = gaps.max;
    pauses();
    directionPauses(flow.forwardPackets, flow.duration);
    directionPauses(flow.backwardPackets, flow.duration);
    headers(flow);
    packets(flow);
    transport(flow);
    activity(flow.duration, pause);
    row.put(flow.label);
    row.endRow();
  }

  void flush() throws IOException {
    row.flush();
  }

  private void endpoints(Flow flow) {
    row.put(flow.source);
    row.put('-');
    row.put(flow.destination);
    row.put('-');
    row.put((long) flow.sourcePort);
    row.put('-');
    row.put((long) flow.destinationPort);
    row.put('-');
    row.field((long) flow.protocol);
    row.field(flow.source).field((long) flow.sourcePort);
    row.field(flow.destination).field((long) flow.destinationPort);
    row.field((long) flow.protocol).field(timestamp);
  }

  private void counts(Flow flow) {
    row.field(flow.duration).field(flow.forwardPackets).field(flow.backwardPackets);
    row.field(flow.forwardBytes).field(flow.backwardBytes);
  }

  private void sizes(PacketSizes direction) {
    row.field(direction.max)
        .field(direction.min)
        .field(direction.mean())
        .field(direction.deviation());
  }

  private void rates(Flow flow) {
    // a duration of 0 gives Infinity, or NaN for no bytes: the flow meter's own division
    double seconds = flow.duration / MICROS_PER_SECOND;
    row.field((flow.forwardBytes + flow.backwardBytes) / seconds);
    row.field((flow.forwardPackets + flow.backwardPackets) / seconds);
  }

  private void pauses() {
    row.field(gaps.mean).field(gaps.deviation).field(gaps.max).field(gaps.min);
  }

  private void directionPauses(long packets, long duration) {
    gaps.layOut(packets, duration);
    row.field(gaps.total);
    pauses();
  }

  private void headers(Flow flow) {
    int header = flow.protocol == Flow.TCP ? TCP_HEADER : UDP_HEADER;
    row.field(flow.protocol == Flow.TCP && forward.withData > 1 ? 1L : 0L);
    zeros(3);
    row.field(header * flow.forwardPackets).field(header * flow.backwardPackets);
    boolean instant = flow.duration == 0;
    double seconds = flow.duration / MICROS_PER_SECOND;
    row.field(instant ? 0 : flow.forwardPackets / seconds);
    row.field(instant ? 0 : flow.backwardPackets / seconds);
  }

  private void packets(Flow flow) {
    long count = forward.packets + backward.packets;
    long bytes = forward.bytes + backward.bytes;
    double mean = (double) bytes / count;
    double variance =
        PacketSizes.variance(count, bytes, forward.sumOfSquares + backward.sumOfSquares);
    row.field(backward.packets == 0 ? forward.min : Math.min(forward.min, backward.min));
    row.field(Math.max(forward.max, backward.max));
    row.field(mean).field(Math.sqrt(variance)).field(variance);
    flags(flow);
    row.field(backward.packets / forward.packets);
    row.field(mean).field(forward.mean()).field(backward.mean());
  }

  /** FIN, SYN, RST, PSH, ACK, URG, CWE, ECE: seen at all, as 0 or 1. */
  private void flags(Flow flow) {
    boolean tcp = flow.protocol == Flow.TCP;
    boolean data = forward.withData > 1;
    row.field(0L);
    row.field(tcp && data ? 1L : 0L);
    row.field(0L);
    row.field(tcp && data ? 1L : 0L);
    row.field(tcp && !data ? 1L : 0L);
    zeros(3);
  }

  private void zeros(int fields) {
    for (int i = 0; i < fields; i++) {
      row.field(0L);
    }
  }

  private void transport(Flow flow) {
    boolean tcp = flow.protocol == Flow.TCP;
    int header = tcp ? TCP_HEADER : UDP_HEADER;
    row.field(header * flow.forwardPackets);
    zeros(6); // bulk transfers
    row.field(flow.forwardPackets)
        .field(flow.forwardBytes)
        .field(flow.backwardPackets)
        .field(flow.backwardBytes);
    row.field(tcp ? 8_192L : -1L);
    row.field(tcp && flow.backwardPackets > 0 ? 229L : -1L);
    row.field(Math.max(0, forward.withData - 1));
    row.field((long) header);
  }

  /** A flow with a pause of idle length is active before and after it. */
  private void activity(long duration, long pause) {
    boolean idle = pause > IDLE;
    spell(idle ? (duration - pause) / 2 : 0);
    spell(idle ? pause : 0);
  }

  private void spell(long micros) {
    row.field(micros).field(0L).field(micros).field(micros);
  }
}
