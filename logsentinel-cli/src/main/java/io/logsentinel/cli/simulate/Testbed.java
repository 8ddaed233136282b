package io.logsentinel.cli.simulate;

import java.nio.charset.StandardCharsets;

/** The network: the hosts of the CIC-IDS2017 testbed and the servers of the internet. */
final class Testbed {
  static final byte[] FIREWALL = lan(1);

  /** Domain controller and DNS server. */
  static final byte[] DOMAIN_CONTROLLER = lan(3);

  static final byte[] WEB_SERVER = lan(50);
  static final byte[] OTHER_SERVER = lan(51);

  /** The attackers' machines, as the firewall translates them. */
  static final byte[] ATTACKER = ascii("172.16.0.1");

  /** The attackers' machine as victims inside reach it. */
  static final byte[] COMMAND_AND_CONTROL = ascii("205.174.165.73");

  /** The host that opens the infected attachment. */
  static final byte[] INFILTRATED = lan(8);

  /** The hosts that join the botnet. */
  static final byte[][] BOTS = {lan(5), lan(8), lan(9), lan(14), lan(15)};

  private static final byte[][] WORKSTATIONS = {
    lan(5), lan(8), lan(9), lan(12), lan(14), lan(15), lan(16), lan(17), lan(19), lan(25)
  };

  /** Name, printer and device discovery within the local network. */
  private static final byte[][] GROUPS = {
    lan(255), ascii("224.0.0.251"), ascii("224.0.0.252"), ascii("239.255.255.250")
  };

  /** The share of clients that are one of the two servers. */
  private static final double SERVER_IS_CLIENT = 0.06;

  /** Number of servers on the internet that the office knows. */
  private static final int SERVERS = 2_050;

  private final byte[][] servers = new byte[SERVERS][];

  Testbed(RandomStream random) {
    for (int i = 0; i < SERVERS; i++) {
      servers[i] = publicAddress(random);
    }
  }

  /** A workstation, or now and then a server that fetches something. */
  byte[] client(RandomStream random) {
    if (random.chance(SERVER_IS_CLIENT)) {
      return random.chance(0.5) ? WEB_SERVER : OTHER_SERVER;
    }
    return random.any(WORKSTATIONS);
  }

  /** A multicast or broadcast address. */
  byte[] group(RandomStream random) {
    return random.any(GROUPS);
  }

  /**
   * A server on the internet; few are visited often, many rarely.
   *
   * @param breadth share of the known servers in use, above 0, at most 1
   */
  byte[] server(double breadth, RandomStream random) {
    double u = random.unit();
    return servers[(int) (u * u * u * breadth * SERVERS)];
  }

  /** An address outside every reserved block. */
  private static byte[] publicAddress(RandomStream random) {
    int first = random.between(11, 99);
    return ascii(
        first
            + "."
            + random.between(0, 255)
            + "."
            + random.between(0, 255)
            + "."
            + random.between(1, 254));
  }

  private static byte[] lan(int host) {
    return ascii("192.168.10." + host);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
