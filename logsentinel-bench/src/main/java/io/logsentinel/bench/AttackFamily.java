package io.logsentinel.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which patterns are the right name for an attack: those that hold one of some words. */
final class AttackFamily {
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "PortScan", List.of("scan"),
          "InfScan", List.of("scan"),
          "DDoS", List.of("flood", "dos"),
          "DoSHulk", List.of("flood", "dos", "exhaustion"),
          "GoldenEye", List.of("flood", "dos", "exhaustion"),
          "Slowloris", List.of("dos", "exhaustion"),
          "FTP", List.of("brute"),
          "SSH", List.of("brute"),
          "Bot", List.of("bot", "beacon", "command"),
          "Web", List.of("web", "brute"));

  private AttackFamily() {}

  static boolean isRight(String attack, String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    return WORDS.getOrDefault(attack, List.of()).stream().anyMatch(lower::contains);
  }
}
