package io.logsentinel.cli.workspace;

import java.util.List;
import java.util.Locale;

/** Names of files of flows: which are read where none are named, and what is made of them. */
public final class FlowNames {
  private static final String CSV = ".csv";

  /** The endings of text that may hold flows. */
  private static final List<String> TEXT =
      List.of(CSV, ".tsv", ".txt", ".log", ".json", ".jsonl", ".ndjson", ".binetflow", ".labeled");

  private static final List<String> COMPRESSED = List.of(".gz", ".zst");

  /** The endings in words. */
  static final String ENDINGS =
      String.join(", ", TEXT) + ", and these with " + String.join(" or ", COMPRESSED);

  private FlowNames() {}

  /**
   * {@return whether a file of this name is read where its folder is; in any case of letters}
   *
   * @param name of the file
   */
  public static boolean isOfFlows(String name) {
    String text = withoutCompression(name).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && TEXT.stream().anyMatch(text::endsWith);
  }

  /**
   * {@return the name that artifacts carry of a file of flows: its own without the ending of a
   * compression, and with that of what artifacts are, CSV} A name of an artifact stays as it is.
   *
   * @param name of the file
   */
  public static String artifactName(String name) {
    String text = withoutCompression(name);
    boolean isCsv = text.toLowerCase(Locale.ROOT).endsWith(CSV);
    return (isCsv ? text.substring(0, text.length() - CSV.length()) : text) + CSV;
  }

  private static String withoutCompression(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return COMPRESSED.stream()
        .filter(lower::endsWith)
        .findFirst()
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .orElse(name);
  }
}
