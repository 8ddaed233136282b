package io.logsentinel.core.flow;

import io.logsentinel.core.flow.LabelRules.LabelKind;
import java.util.Locale;
import java.util.Objects;

/**
 * One flow: a network connection as an exporter saw it.
 *
 * <p>A component is valid when it is neither null nor NaN; the constructor refuses both, by {@link
 * NullPointerException} and {@link IllegalArgumentException}. Odd values (port 70000, 3.7 packets,
 * an infinite rate) are kept as they came.
 *
 * @param sourceIp address the flow came from, as it is spelled: the sums count spellings, entities
 *     are of its one form
 * @param destinationIp address the flow went to, likewise
 * @param sourcePort port at the source, 0 to 65535 by the protocol
 * @param destinationPort port at the destination, 0 to 65535 by the protocol
 * @param protocol IANA protocol number
 * @param flowDuration microseconds from the first to the last packet
 * @param forwardPackets packets from source to destination
 * @param backwardPackets packets from destination to source
 * @param forwardBytes payload bytes from source to destination
 * @param backwardBytes payload bytes from destination to source
 * @param bytesPerSecond bytes of both directions per second, infinite for a duration of 0
 * @param packetsPerSecond packets of both directions per second, infinite for a duration of 0
 * @param label {@code BENIGN}, the name of an attack, or empty where nobody labelled it
 */
public record FlowRecord(
    String sourceIp,
    String destinationIp,
    double sourcePort,
    double destinationPort,
    double protocol,
    double flowDuration,
    double forwardPackets,
    double backwardPackets,
    double forwardBytes,
    double backwardBytes,
    double bytesPerSecond,
    double packetsPerSecond,
    String label) {

  public FlowRecord {
    Objects.requireNonNull(sourceIp, FlowField.SOURCE_IP.column());
    Objects.requireNonNull(destinationIp, FlowField.DESTINATION_IP.column());
    Objects.requireNonNull(label, FlowField.LABEL.column());
    requireNumber(FlowField.SOURCE_PORT, sourcePort);
    requireNumber(FlowField.DESTINATION_PORT, destinationPort);
    requireNumber(FlowField.PROTOCOL, protocol);
    requireNumber(FlowField.FLOW_DURATION, flowDuration);
    requireNumber(FlowField.FORWARD_PACKETS, forwardPackets);
    requireNumber(FlowField.BACKWARD_PACKETS, backwardPackets);
    requireNumber(FlowField.FORWARD_BYTES, forwardBytes);
    requireNumber(FlowField.BACKWARD_BYTES, backwardBytes);
    requireNumber(FlowField.BYTES_PER_SECOND, bytesPerSecond);
    requireNumber(FlowField.PACKETS_PER_SECOND, packetsPerSecond);
  }

  /**
   * {@return a flow of columns}
   *
   * @param sourceIp address the flow came from
   * @param destinationIp address the flow went to
   * @param numbers by {@link FlowField#ordinal()}, of the numeric fields
   * @param label of the flow
   */
  public static FlowRecord of(
      String sourceIp, String destinationIp, double[] numbers, String label) {
    return new FlowRecord(
        sourceIp,
        destinationIp,
        numbers[FlowField.SOURCE_PORT.ordinal()],
        numbers[FlowField.DESTINATION_PORT.ordinal()],
        numbers[FlowField.PROTOCOL.ordinal()],
        numbers[FlowField.FLOW_DURATION.ordinal()],
        numbers[FlowField.FORWARD_PACKETS.ordinal()],
        numbers[FlowField.BACKWARD_PACKETS.ordinal()],
        numbers[FlowField.FORWARD_BYTES.ordinal()],
        numbers[FlowField.BACKWARD_BYTES.ordinal()],
        numbers[FlowField.BYTES_PER_SECOND.ordinal()],
        numbers[FlowField.PACKETS_PER_SECOND.ordinal()],
        label);
  }

  /**
   * {@return a number of the flow}
   *
   * @param field a numeric field
   * @throws IllegalArgumentException for a field that is text
   */
  public double number(FlowField field) {
    return switch (field) {
      case SOURCE_PORT -> sourcePort;
      case DESTINATION_PORT -> destinationPort;
      case PROTOCOL -> protocol;
      case FLOW_DURATION -> flowDuration;
      case FORWARD_PACKETS -> forwardPackets;
      case BACKWARD_PACKETS -> backwardPackets;
      case FORWARD_BYTES -> forwardBytes;
      case BACKWARD_BYTES -> backwardBytes;
      case BYTES_PER_SECOND -> bytesPerSecond;
      case PACKETS_PER_SECOND -> packetsPerSecond;
      default -> throw new IllegalArgumentException(field.column() + " is text, not a number");
    };
  }

  /**
   * {@return the same flow with another label}
   *
   * @param other the label
   */
  public FlowRecord withLabel(String other) {
    return other.equals(label)
        ? this
        : new FlowRecord(
            sourceIp,
            destinationIp,
            sourcePort,
            destinationPort,
            protocol,
            flowDuration,
            forwardPackets,
            backwardPackets,
            forwardBytes,
            backwardBytes,
            bytesPerSecond,
            packetsPerSecond,
            other);
  }

  /** {@return what the label means, by the {@link LabelRules#USUAL} rules} */
  public LabelKind labelKind() {
    return LabelRules.USUAL.kind(label);
  }

  /** {@return true where the label means neither benign nor nothing} */
  public boolean isAttack() {
    return labelKind() == LabelKind.ATTACK;
  }

  static void requireNumber(FlowField field, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(field.column() + " must be a number but was NaN");
    }
  }

  /**
   * What the bytes and packets of an exporter's flows count: figures of different measures are not
   * to be held against each other.
   */
  public enum Measure {
    /** Bytes of payload, both directions in one flow, as in CIC-IDS2017. */
    PAYLOAD("bytes of payload, both directions"),
    /** Bytes of payload, a flow for each direction. */
    PAYLOAD_ONE_WAY("bytes of payload, one direction"),
    /** Bytes with headers, both directions in one flow. */
    HEADERS("bytes with headers, both directions"),
    /** Bytes with headers, a flow for each direction. */
    HEADERS_ONE_WAY("bytes with headers, one direction");

    private final String words;

    Measure(String words) {
      this.words = words;
    }

    /**
     * {@return the measure of some bytes and directions}
     *
     * @param headers whether bytes are counted with headers
     * @param oneWay whether a flow is one direction only
     */
    public static Measure of(boolean headers, boolean oneWay) {
      if (headers) {
        return oneWay ? HEADERS_ONE_WAY : HEADERS;
      }
      return oneWay ? PAYLOAD_ONE_WAY : PAYLOAD;
    }

    /**
     * {@return the measure of a label}
     *
     * @param label what {@link #label} gives
     * @throws IllegalArgumentException if there is none of that label
     */
    public static Measure labelled(String label) {
      for (Measure measure : values()) {
        if (measure.label().equals(label)) {
          return measure;
        }
      }
      throw new IllegalArgumentException("no measure is labelled `" + label + "`");
    }

    /** {@return whether bytes are counted with headers} */
    public boolean countsHeaders() {
      return this == HEADERS || this == HEADERS_ONE_WAY;
    }

    /** {@return true where a flow is one direction of a conversation, and its answer another} */
    public boolean isOneWay() {
      return this == PAYLOAD_ONE_WAY || this == HEADERS_ONE_WAY;
    }

    /** {@return the name in artifacts, such as {@code headers-one-way}} */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return what is counted, in words} */
    public String words() {
      return words;
    }
  }
}
