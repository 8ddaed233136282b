package io.logsentinel.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The right pattern names of an attack: those that hold one of some words. */
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

  /** Of the labels of flows: those that hold the key, in any case. */
  private static final Map<String, List<String>> WORDS_OF_LABELS =
      Map.of(
          "scan", List.of("scan"),
          "dos", List.of("flood", "dos", "exhaustion"),
          "patator", List.of("brute"),
          "bot", List.of("bot", "beacon", "command"),
          "web attack", List.of("web", "brute"));

  private AttackFamily() {}

  /** Whether a pattern is the right name for flows of a label. */
  static boolean isRightOf(String label, String pattern) {
    String lower = label.toLowerCase(Locale.ROOT);
    return WORDS_OF_LABELS.entrySet().stream()
        .filter(entry -> lower.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .anyMatch(pattern.toLowerCase(Locale.ROOT)::contains);
  }

  static boolean isRight(String attack, String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    return WORDS.getOrDefault(attack, List.of()).stream().anyMatch(lower::contains);
  }
}
