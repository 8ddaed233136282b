package io.logsentinel.cli.output;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Receiver of syslog messages over TCP.
 *
 * @param host its name or address; IPv6 without brackets
 * @param port 1 to 65,535
 */
public record SyslogTarget(String host, int port) {
  private static final int MOST_PORTS = 0xFFFF;

  /**
   * {@return the receiver that a text names}
   *
   * @param text {@code tcp://HOST:PORT}
   * @throws IllegalArgumentException if it names none; the message says what to write
   */
  public static SyslogTarget of(String text) {
    try {
      URI uri = new URI(text);
      String rest = uri.getRawPath() + uri.getRawQuery() + uri.getRawFragment();
      if ("tcp".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && rest.equals("nullnull")
          && uri.getPort() >= 1
          && uri.getPort() <= MOST_PORTS) {
        return new SyslogTarget(uri.getHost().replaceAll("[\\[\\]]", ""), uri.getPort());
      }
    } catch (URISyntaxException e) {
      // told below, as what is no receiver for other reasons
    }
    throw new IllegalArgumentException(
        "it must be tcp://HOST:PORT, the port 1 to 65535, as tcp://127.0.0.1:601, but is `"
            + text
            + "`");
  }

  /** {@return a name for a file of its own} */
  String fileName() {
    return "syslog_" + host.replaceAll("[^A-Za-z0-9.-]", "_") + "_" + port + ".spool";
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
