package io.logsentinel.cli;

/** Small files of flows for tests. */
public final class Flows {
  public static final String HEADER =
      "Source IP,Destination IP,Source Port,Destination Port,Protocol,Flow Duration,"
          + "Total Fwd Packets,Total Backward Packets,Total Length of Fwd Packets,"
          + "Total Length of Bwd Packets,Flow Bytes/s,Flow Packets/s,Label\n";

  private Flows() {}

  public static String row(int i, String label) {
    return "10.0.0."
        + i % 250
        + ",192.168.1."
        + i % 7
        + ",1024,"
        + (50 + i % 13)
        + ",6,1000,"
        + (2 + i % 5)
        + ",1,100,"
        + (200 + i % 17)
        + ",12345.5,99.25,"
        + label
        + "\n";
  }

  /** A file with that many benign flows. */
  public static String benign(int rows) {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < rows; i++) {
      text.append(row(i, "BENIGN"));
    }
    return text.toString();
  }

  /** A file of flows from everywhere to one host, with far more packets. */
  public static String flood(int rows) {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < rows; i++) {
      text.append("10.9.9.9,192.168.10.50,1024,80,6,1000,90000,1,100,200,12345.5,1.25,DDoS\n");
    }
    return text.toString();
  }
}
