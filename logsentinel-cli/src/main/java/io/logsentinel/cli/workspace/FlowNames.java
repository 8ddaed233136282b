package io.logsentinel.cli.workspace;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files of flows: which are read where none are named, and what is made of them. */
public final class FlowNames {
  private static final String CSV = ".csv";
  private static final int HEXADECIMAL = 16;

  /** The endings of text that may hold flows. */
  private static final List<String> TEXT =
      List.of(CSV, ".tsv", ".txt", ".log", ".json", ".jsonl", ".ndjson", ".binetflow", ".labeled");

  private static final List<String> COMPRESSED = List.of(".gz", ".zst");

  /** The endings in words. */
  static final String ENDINGS =
      String.join(", ", TEXT) + ", and these with " + String.join(" or ", COMPRESSED);

  /** What takes the place of bytes that are no letters. */
  private static final char UNREADABLE = '\uFFFD';

  /** An escaped byte of ASCII, but for the escape itself. */
  private static final Pattern ASCII = Pattern.compile("%(?!25)([0-7][0-9A-F])");

  private FlowNames() {}

  /**
   * {@return the name of a file without its folders} Where its bytes are no UTF-8, each that is no
   * ASCII is given as {@code %FF}: two files of different names never have one here.
   *
   * @param file any file
   */
  public static String of(Path file) {
    String name = file.getFileName().toString();
    if (name.indexOf(UNREADABLE) < 0) {
      return name;
    }
    String escaped = file.toUri().getRawPath();
    return ASCII
        .matcher(escaped.substring(escaped.lastIndexOf('/') + 1))
        .replaceAll(
            of ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(of.group(1), HEXADECIMAL))));
  }

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

  /**
   * {@return whether a name is that of a compressed file}
   *
   * @param name of the file
   */
  public static boolean isCompressed(String name) {
    return !withoutCompression(name).equals(name);
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
