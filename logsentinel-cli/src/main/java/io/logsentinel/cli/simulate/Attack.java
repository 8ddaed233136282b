package io.logsentinel.cli.simulate;

import java.nio.charset.StandardCharsets;

/** The attacks of the week, each with the shape its tool leaves in the flows. */
enum Attack {
  /** Patator guesses FTP passwords: a few short commands per connection. */
  FTP_PATATOR("FTP-Patator", Testbed.WEB_SERVER, 21),
  /** Patator guesses SSH passwords: key exchange and a refusal, some twenty packets each way. */
  SSH_PATATOR("SSH-Patator", Testbed.WEB_SERVER, 22),
  /** Slowloris never finishes its request header: connections that last and hardly carry data. */
  SLOWLORIS("DoS slowloris", Testbed.WEB_SERVER, 80),
  /** SlowHTTPTest drips its request body: long connections, a packet every few seconds. */
  SLOW_HTTP_TEST("DoS Slowhttptest", Testbed.WEB_SERVER, 80),
  /** Hulk floods with ever different page requests; the exhausted server answers late. */
  HULK("DoS Hulk", Testbed.WEB_SERVER, 80),
  /** GoldenEye holds connections open with keep-alive and no-cache requests. */
  GOLDEN_EYE("DoS GoldenEye", Testbed.WEB_SERVER, 80),
  /** Heartleech reads the server's memory through heartbeats: megabytes come back for kilobytes. */
  HEARTBLEED("Heartbleed", Testbed.OTHER_SERVER, 444),
  /** A scripted browser guesses passwords of a web form, many tries per connection. */
  WEB_BRUTE_FORCE("Web Attack \u0096 Brute Force", Testbed.WEB_SERVER, 80),
  /** A scripted browser posts scripts into a page. */
  XSS("Web Attack \u0096 XSS", Testbed.WEB_SERVER, 80),
  /** Hand-typed injections: a handful of requests. */
  SQL_INJECTION("Web Attack \u0096 Sql Injection", Testbed.WEB_SERVER, 80),
  /** Meterpreter on an infected host talks back to its operator. */
  INFILTRATION("Infiltration", Testbed.COMMAND_AND_CONTROL, 444),
  /** Ares bots ask their controller for commands: short and all alike. */
  BOT("Bot", Testbed.COMMAND_AND_CONTROL, 8080),
  /** Nmap tries very many ports, drawn one by one: a probe, a reset, nothing more. */
  PORT_SCAN("PortScan", Testbed.WEB_SERVER, 0),
  /** LOIC on three machines floods one web server with small requests. */
  DDOS("DDoS", Testbed.WEB_SERVER, 80);

  private final byte[] label;
  private final byte[] target;
  private final int port;

  Attack(String label, byte[] target, int port) {
    // 0x96 is a dash in cp1252 and a control character here: Latin-1 keeps the byte
    this.label = label.getBytes(StandardCharsets.ISO_8859_1);
    this.target = target;
    this.port = port;
  }

  /** Fills in the next flow of this attack. */
  void next(Flow flow, RandomStream random) {
    flow.protocol = Flow.TCP;
    flow.from(Testbed.ATTACKER, random.between(32_768, 60_999));
    flow.to(target, port);
    flow.label = label;
    shape(flow, random);
  }

  /** Sizes and duration, and the end of the flow that is not the usual one. */
  private void shape(Flow flow, RandomStream random) {
    switch (this) {
      case FTP_PATATOR -> {
        flow.forward(random.between(6, 11), random.between(60, 120));
        flow.backward(random.between(9, 16), random.between(140, 210));
        flow.lasts(random.logNormal(8e6, 0.5));
      }
      case SSH_PATATOR -> {
        flow.forward(random.between(14, 23), random.between(1_600, 2_100));
        flow.backward(random.between(19, 33), random.between(2_300, 2_800));
        flow.lasts(random.logNormal(11.5e6, 0.3));
      }
      case SLOWLORIS -> {
        int packets = random.between(1, 9);
        flow.forward(packets, packets * (long) random.between(0, 60));
        flow.backward(random.between(0, 5), 0);
        flow.lasts(random.logNormal(60e6, 0.5));
      }
      case SLOW_HTTP_TEST -> {
        int packets = random.between(2, 8);
        flow.forward(packets, random.chance(0.5) ? 0 : packets * (long) random.between(20, 50));
        flow.backward(random.between(0, 2), random.chance(0.1) ? 935 : 0);
        flow.lasts(random.logNormal(25e6, 0.9));
      }
      case HULK -> {
        flow.forward(random.between(5, 9), random.between(330, 400));
        flow.backward(random.between(4, 7), 11_595);
        flow.lasts(random.logNormal(55e6, 0.9));
      }
      case GOLDEN_EYE -> {
        flow.forward(random.between(4, 10), random.between(300, 420));
        flow.backward(random.between(2, 7), random.between(3_500, 11_600));
        flow.lasts(random.logNormal(11.5e6, 0.6));
      }
      case HEARTBLEED -> {
        flow.forward(random.between(2_500, 2_800), random.between(8_000, 12_500));
        flow.backward(random.between(1_900, 2_100), random.between(7_500_000, 7_900_000));
        flow.lasts(119.3e6 + random.between(0, 600_000));
      }
      case WEB_BRUTE_FORCE -> webSession(flow, 0.3, random);
      case XSS -> webSession(flow, 0.1, random);
      case SQL_INJECTION -> {
        flow.forward(random.between(4, 7), random.between(450, 650));
        flow.backward(random.between(3, 6), random.between(400, 4_500));
        flow.lasts(random.logNormal(5e6, 0.1));
      }
      case INFILTRATION -> {
        flow.from(Testbed.INFILTRATED, Flow.ephemeralPort(random));
        int forward = random.between(3, 600);
        int backward = random.between(2, 900);
        flow.forward(forward, forward * (long) random.between(10, 200));
        flow.backward(backward, backward * (long) random.between(30, 900));
        flow.lasts(random.logNormal(24e6, 1.0));
      }
      case BOT -> {
        flow.from(random.any(Testbed.BOTS), Flow.ephemeralPort(random));
        flow.forward(random.between(3, 6), random.between(190, 330));
        flow.backward(random.between(2, 5), random.between(120, 260));
        flow.lasts(random.logNormal(73e3, 0.8));
      }
      case PORT_SCAN -> {
        flow.to(Testbed.WEB_SERVER, random.between(1, random.chance(0.9) ? 10_000 : 65_535));
        int packets = random.chance(0.85) ? 1 : 2;
        flow.forward(packets, random.chance(0.5) ? 0 : 2L * packets);
        flow.backward(1, 6);
        flow.lasts(random.between(20, 90));
      }
      case DDOS -> {
        int packets = random.between(3, 8);
        flow.forward(packets, packets > 3 ? random.between(26, 56) : 20);
        int answers = random.between(0, 7);
        flow.backward(answers, answers * 1_658L);
        flow.lasts(random.logNormal(1.6e6, 1.6));
      }
      default -> throw new IllegalStateException(name());
    }
  }

  /** A connection of a scripted browser: mostly an idle one, now and then hundreds of requests. */
  private static void webSession(Flow flow, double busy, RandomStream random) {
    if (random.chance(busy)) {
      int requests = random.between(40, 110);
      flow.forward(2L * requests, requests * (long) random.between(380, 520));
      flow.backward(requests, requests * (long) random.between(900, 1_900));
      flow.lasts(random.logNormal(60e6, 0.3));
    } else {
      flow.forward(3, 0);
      flow.backward(random.between(1, 2), 0);
      flow.lasts(random.logNormal(5.3e6, 0.15));
    }
  }
}
