package io.logsentinel.core.detect.naming;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pattern of an attack, with candidates of MITRE ATT&amp;CK techniques and a first step. The rules
 * stand in the documentation of the method.
 */
public enum AttackPattern {
  /** One source tries many ports of one destination. */
  VERTICAL_SCAN(Family.SCAN, "Port scan, vertical", 0.88, 0.97, "T1046", "T1595.001"),
  /** One source tries few ports of many destinations. */
  HORIZONTAL_SCAN(Family.SCAN, "Port scan, horizontal", 0.80, 0.97, "T1046", "T1018"),
  /** Very many flows of one source to one service. */
  FLOOD(
      Family.DENIAL_OF_SERVICE,
      "Flood from one source (DoS)",
      0.81,
      0.81,
      "T1499.002",
      "T1498.001"),
  /** Very many flows of many sources to one service. */
  DISTRIBUTED_FLOOD(
      Family.DENIAL_OF_SERVICE,
      "Flood from many sources (DDoS)",
      0.99,
      0.99,
      "T1498.001",
      "T1499.002"),
  /** More requests to a web service, alike and fast, than it can bear. */
  FAST_EXHAUSTION(
      Family.DENIAL_OF_SERVICE,
      "Service exhaustion, fast (DoS)",
      0.97,
      0.97,
      "T1499.002",
      "T1499.003"),
  /** Connections that are kept open and hardly carry data. */
  SLOW_EXHAUSTION(
      Family.DENIAL_OF_SERVICE, "Service exhaustion, slow (DoS)", 0.50, 0.50, "T1499.002"),
  /** Many attempts to log in. */
  BRUTE_FORCE(Family.BRUTE_FORCE, "Brute force", 0.98, 0.99, "T1110.001"),
  /** Inside hosts that call an outside one, alike, on a port that is not common here. */
  BOT(Family.BOT, "Bot, beaconing", 0.99, 0.99, "T1071.001", "T1571"),
  /** Long dialogues with a web service. */
  WEB_ATTACK(Family.WEB_ATTACK, "Web attack", 0.91, 0.91, "T1190", "T1110"),
  /** A pair of addresses moves far more bytes than any usually does. */
  EXFILTRATION(Family.EXFILTRATION, "Exfiltration-like volume", 0.50, 0.50, "T1048", "T1041"),
  /** Announcements to groups of hosts, as devices make that look for each other. */
  DISCOVERY(Family.DISCOVERY, "Discovery traffic", 0.02, 0.02),
  /** What usually goes to one server goes to another. */
  REPLACED_SERVER(Family.CHANGE, "Server replaced", 0.05, 0.05),
  /** Usual hosts are missing, and new ones do what they did. */
  CHANGED_NETWORK(Family.CHANGE, "Network changed", 0.05, 0.05),
  /** Unusual, and like none of the others. */
  UNKNOWN(Family.UNKNOWN, "Unusual traffic", 0.01, 0.01);

  /**
   * Family of patterns that windows of one incident may have: what differs is how much of an attack
   * a window holds.
   */
  public enum Family {
    /** Ports or addresses are tried. */
    SCAN,
    /** A service is flooded or exhausted. */
    DENIAL_OF_SERVICE,
    /** Logins are tried. */
    BRUTE_FORCE,
    /** Inside hosts are steered from outside. */
    BOT,
    /** A web service is talked to at length. */
    WEB_ATTACK,
    /** Bytes are carried out. */
    EXFILTRATION,
    /** Devices look for each other: no attack. */
    DISCOVERY,
    /** The network is not what it was: no attack by itself. */
    CHANGE,
    /** None of the others. */
    UNKNOWN
  }

  /**
   * Pattern that a window was not given, with the reason.
   *
   * @param pattern that was ruled out
   * @param why half a sentence
   */
  public record RuledOut(AttackPattern pattern, String why) {}

  private final Family family;
  private final String label;
  private final double confidenceOfOne;
  private final double confidenceOfSeveral;
  private final List<String> techniques;

  AttackPattern(
      Family family,
      String label,
      double confidenceOfOne,
      double confidenceOfSeveral,
      String... techniques) {
    this.family = family;
    this.label = label;
    this.confidenceOfOne = confidenceOfOne;
    this.confidenceOfSeveral = confidenceOfSeveral;
    this.techniques = List.of(techniques);
  }

  /**
   * {@return by each word that a rule of an allowlist may ask for, the names of patterns that it
   * stands for} A word is that of a pattern, as {@code vertical-scan}, or of a family, as {@code
   * scan}.
   */
  public static Map<String, Set<String>> words() {
    Map<String, Set<String>> words = new LinkedHashMap<>();
    for (AttackPattern pattern : values()) {
      for (String word : List.of(pattern.family.name(), pattern.name())) {
        words.computeIfAbsent(word(word), any -> new TreeSet<>()).add(pattern.word());
      }
    }
    return words;
  }

  /** {@return the pattern as rules of an allowlist name it, as {@code vertical-scan}} */
  public String word() {
    return word(name());
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return the family, by which detections are correlated} */
  public Family family() {
    return family;
  }

  /** {@return the pattern's name in artifacts and on the terminal, as {@code Brute force}} */
  public String label() {
    return label;
  }

  /**
   * {@return whether it is an attack: not {@link #DISCOVERY}, {@link #REPLACED_SERVER}, {@link
   * #CHANGED_NETWORK} nor {@link #UNKNOWN}}
   */
  public boolean isAttack() {
    return !techniques.isEmpty();
  }

  /**
   * {@return the chance that the name is right, and that it is an attack, as it was measured over
   * several networks that their baselines fit; a half where nothing was, 0 to 1}
   *
   * @param windows how many windows alarm, from 1
   */
  public double confidence(int windows) {
    return windows > 1 ? confidenceOfSeveral : confidenceOfOne;
  }

  /**
   * {@return numbers of ATT&amp;CK techniques, the likeliest first; none of what {@linkplain
   * #isAttack is no attack}}
   */
  public List<String> techniques() {
    return techniques;
  }

  /** {@return a sentence that says what to do first} */
  public String nextStep() {
    return switch (this) {
      case VERTICAL_SCAN ->
          "Block the source if it is not yours, else find out what runs there; check which ports answered.";
      case HORIZONTAL_SCAN ->
          "Find out what runs on the source; check which of the destinations answered.";
      case FLOOD -> "Rate-limit or block the source; check whether the service still answers.";
      case DISTRIBUTED_FLOOD -> "Filter upstream; check whether the service still answers others.";
      case FAST_EXHAUSTION ->
          "Rate-limit the source at the service; look at the requests in its log.";
      case SLOW_EXHAUSTION ->
          "Shorten the service's time-outs and limit connections per source; block the source.";
      case BRUTE_FORCE ->
          "Look for a success in the service's log after the failures; lock the source out.";
      case BOT -> "Isolate the inside hosts; look the outside address up in threat intelligence.";
      case WEB_ATTACK ->
          "Read the web server's log of that time for guessed passwords and injected code.";
      case EXFILTRATION -> "Ask who owns the transfer; compare it with backups and updates.";
      case DISCOVERY -> "Ask what was connected or installed; block nothing for it.";
      case REPLACED_SERVER ->
          "Ask whether the service was moved: learn anew if it was, else find out who redirects it.";
      case CHANGED_NETWORK ->
          "Ask whether hosts were given new addresses: learn anew if they were, else find out whose these are.";
      case UNKNOWN -> "Start from the evidence; correlate with firewall, DNS and endpoint logs.";
    };
  }
}
