package io.logsentinel.cli.simulate;

import java.nio.charset.StandardCharsets;

/**
 * Everyday traffic of the office: name lookups, browsing, the chatter of a local network and stray
 * ends of connections.
 *
 * <p>The constants are set so that windows of 10,000 flows of the simulated Monday span what those
 * of the real Monday span, in volume, addresses, ports and rates.
 */
final class BenignTraffic {
  private static final byte[] LABEL = "BENIGN".getBytes(StandardCharsets.US_ASCII);

  private static final double LOOKUP_SHARE = 0.48;
  private static final double LOCAL_SHARE = 0.06;

  /** Kerberos, NTP, NetBIOS, LDAP. */
  private static final int[] UDP_PORTS = {88, 123, 137, 389};

  /** FTP, SSH, Kerberos, NetBIOS, LDAP, SMB, mail, global catalogue. */
  private static final int[] TCP_PORTS = {21, 22, 88, 139, 389, 445, 465, 3268};

  /** NetBIOS, SSDP, mDNS, LLMNR. */
  private static final int[] DISCOVERY_PORTS = {137, 138, 1900, 5353, 5355};

  /** Volume below which nobody downloads anything. */
  private static final double QUIET = 0.2;

  /** Payload of a full segment. */
  private static final int SEGMENT = 1_460;

  private final Testbed testbed;
  private final RandomStream random;

  private double closingShare;
  private double hasteShare;
  private double tailShare;
  private double breadth;
  private double packetsMedian;
  private double segmentFill;
  private double downloadChance;

  BenignTraffic(Testbed testbed, RandomStream random) {
    this.testbed = testbed;
    this.random = random;
  }

  /** Takes on the activity of a minute. */
  void enter(Activity activity, int minute) {
    double volume = activity.volume[minute];
    closingShare = 0.085 + 0.175 * activity.closings[minute];
    hasteShare = 0.33 + 0.16 * activity.haste[minute];
    tailShare = 0.035 + 0.2 * activity.haste[minute];
    breadth = 0.5 + 0.5 * activity.breadth[minute];
    packetsMedian = 2.4 * StrictMath.exp(1.8 * volume);
    segmentFill = 0.12 + 0.5 * volume;
    downloadChance = volume < QUIET ? 0 : 0.042 * volume * volume;
  }

  /** Fills in the next flow. */
  void next(Flow flow) {
    flow.label = LABEL;
    double u = random.unit();
    if (u < LOOKUP_SHARE) {
      lookup(flow);
    } else if (u < LOOKUP_SHARE + LOCAL_SHARE) {
      local(flow);
    } else if (u < LOOKUP_SHARE + LOCAL_SHARE + closingShare) {
      closing(flow);
    } else if (random.chance(downloadChance)) {
      download(flow);
    } else {
      browsing(flow);
    }
  }

  /** DNS: a workstation asks the domain controller, which asks upstream what it does not know. */
  private void lookup(Flow flow) {
    flow.protocol = Flow.UDP;
    boolean upstream = random.chance(0.25);
    byte[] asking = upstream ? Testbed.DOMAIN_CONTROLLER : testbed.client(random);
    byte[] answering = upstream ? Testbed.FIREWALL : Testbed.DOMAIN_CONTROLLER;
    flow.from(asking, Flow.ephemeralPort(random));
    flow.to(answering, 53);
    int questions = random.chance(0.6) ? 1 : 2;
    flow.forward(questions, questions * (long) random.between(28, 60));
    flow.backward(questions, questions * (long) random.between(60, 190));
    flow.lasts(random.logNormal(upstream ? 30e3 : 4e3, 1.4));
  }

  private void local(Flow flow) {
    flow.protocol = random.chance(0.6) ? Flow.UDP : Flow.TCP;
    flow.from(testbed.client(random), Flow.ephemeralPort(random));
    if (flow.protocol == Flow.UDP && random.chance(0.3)) {
      flow.to(testbed.group(random), random.any(DISCOVERY_PORTS));
      int packets = random.between(1, 8);
      flow.forward(packets, packets * (long) random.between(20, 120));
      flow.backward(0, 0);
      flow.lasts(packets == 1 ? 0 : random.logNormal(400e3, 2));
    } else {
      flow.to(
          random.chance(0.5) ? Testbed.DOMAIN_CONTROLLER : testbed.client(random),
          random.any(flow.protocol == Flow.UDP ? UDP_PORTS : TCP_PORTS));
      int packets = random.between(1, 8);
      flow.forward(packets, packets * (long) random.between(20, 150));
      flow.backward(packets, packets * (long) random.between(20, 250));
      flow.lasts(random.logNormal(160e3, 2.5));
    }
  }

  /** A late packet of a flow the meter has closed: it looks like a new flow, reversed. */
  private void closing(Flow flow) {
    flow.protocol = Flow.TCP;
    flow.from(testbed.server(breadth, random), webPort());
    flow.to(testbed.client(random), Flow.ephemeralPort(random));
    int packets = random.between(1, 2);
    int answers = packets == 1 ? 1 : random.between(0, 1);
    // padding of an empty frame, or the alert that ends an encrypted connection
    long bytes = random.chance(0.6) ? 6 : random.chance(0.5) ? 31 : 0;
    if (random.chance(hasteShare)) {
      if (random.chance(tailShare)) {
        bytes = random.between(40, 460);
      }
      flow.lasts(random.chance(0.02) ? 0 : random.between(1, 5));
    } else {
      flow.lasts(random.between(6, 150));
    }
    flow.forward(packets, packets * bytes);
    flow.backward(answers, 6);
  }

  private void browsing(Flow flow) {
    visit(flow);
    double exchanges = random.logNormal(packetsMedian, 0.9);
    long requests = 1 + (long) exchanges;
    long answers = (long) (exchanges * (0.6 + 0.9 * random.unit()));
    flow.forward(requests, (long) (requests * random.logNormal(50, 0.8)));
    double fill = Math.min(1, random.logNormal(segmentFill, 0.7));
    flow.backward(answers, (long) (answers * fill * SEGMENT));
    flow.lasts(random.logNormal(1.8e6, 2));
  }

  /** An update or a film: tens of megabytes in a minute or two. */
  private void download(Flow flow) {
    visit(flow);
    long segments = (long) random.logNormal(9_000, 0.8);
    long acknowledgements = segments * random.between(30, 50) / 100;
    flow.forward(acknowledgements, acknowledgements * random.between(2, 9));
    flow.backward(segments, segments * random.between(1_300, SEGMENT));
    flow.lasts(random.logNormal(45e6, 0.5));
  }

  private void visit(Flow flow) {
    flow.protocol = Flow.TCP;
    flow.from(testbed.client(random), Flow.ephemeralPort(random));
    flow.to(testbed.server(breadth, random), webPort());
  }

  private int webPort() {
    return random.chance(0.6) ? 443 : 80;
  }
}
