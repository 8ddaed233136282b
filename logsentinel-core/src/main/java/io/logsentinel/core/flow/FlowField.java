package io.logsentinel.core.flow;

/**
 * The thirteen fields of a flow, in the order in which a cleaned file has them.
 *
 * <p>Three are text and compared as text; ten are numbers, held as doubles whatever they count.
 */
public enum FlowField {
  /** Address the flow came from, as the exporter wrote it: IPv4, IPv6 or a name. */
  SOURCE_IP("Source IP", true),
  /** Address the flow went to, as the exporter wrote it. */
  DESTINATION_IP("Destination IP", true),
  /** Port at the source, 0 to 65535 by the protocol, other values as they come. */
  SOURCE_PORT("Source Port", false),
  /** Port at the destination, 0 to 65535 by the protocol, other values as they come. */
  DESTINATION_PORT("Destination Port", false),
  /** IANA protocol number: 6 TCP, 17 UDP. */
  PROTOCOL("Protocol", false),
  /** Time from the first to the last packet, in microseconds. */
  FLOW_DURATION("Flow Duration", false),
  /** Packets from source to destination. */
  FORWARD_PACKETS("Total Fwd Packets", false),
  /** Packets from destination to source. */
  BACKWARD_PACKETS("Total Backward Packets", false),
  /** Payload bytes from source to destination. */
  FORWARD_BYTES("Total Length of Fwd Packets", false),
  /** Payload bytes from destination to source. */
  BACKWARD_BYTES("Total Length of Bwd Packets", false),
  /** Bytes of both directions per second; infinite for a duration of 0. */
  BYTES_PER_SECOND("Flow Bytes/s", false),
  /** Packets of both directions per second; infinite for a duration of 0. */
  PACKETS_PER_SECOND("Flow Packets/s", false),
  /** Label that the flow is given: {@code BENIGN} or the name of an attack. */
  LABEL("Label", true);

  private final String column;
  private final boolean text;

  FlowField(String column, boolean text) {
    this.column = column;
    this.text = text;
  }

  /** {@return the name of this field's column in a cleaned file, without blanks around it} */
  public String column() {
    return column;
  }

  /** {@return true for the two addresses and the label, which are text; false for a number} */
  public boolean isText() {
    return text;
  }
}
