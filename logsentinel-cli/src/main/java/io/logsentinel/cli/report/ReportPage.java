package io.logsentinel.cli.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The report as one HTML file. Its policy of content lets in the one style and the one script by
 * their hashes, and no request at all; what comes from flows is JSON in which no {@code <} stands.
 */
public final class ReportPage {
  /** Writes {@code <}, {@code >}, {@code &}, {@code =} and {@code '} as escapes. */
  private static final Gson JSON = new GsonBuilder().serializeNulls().create();

  /** Below U+10000; JSON on one line has none of them but within texts. */
  private static final Pattern OBEYED = Pattern.compile("[\\p{Cc}\\p{Cf}&&[\\x{0}-\\x{ffff}]]");

  /** The parts of the script, each of which knows those before it; the last one begins. */
  private static final List<String> PARTS =
      List.of(
          "words",
          "elements",
          "axis",
          "canvas",
          "page",
          "timeline",
          "scores",
          "against",
          "cards",
          "metrics",
          "evidence",
          "talkers",
          "fit",
          "labels",
          "manifest",
          "start");

  private ReportPage() {}

  /**
   * {@return the bytes of the file: the same for the same report}
   *
   * @param report any report
   */
  public static byte[] of(Report report) {
    String style = resource("report.css");
    String script =
        resource("frame.js")
            .replace(
                "{{PARTS}}",
                PARTS.stream().map(part -> resource(part + ".js")).collect(Collectors.joining()));
    String page = resource("report.html");
    StringBuilder html = new StringBuilder();
    // what is put in is not looked into: nothing of it is a placeholder
    int from = 0;
    for (String name : new String[] {"STYLE-HASH", "SCRIPT-HASH", "STYLE", "DATA", "SCRIPT"}) {
      String placeholder = "{{" + name + "}}";
      int at = page.indexOf(placeholder, from);
      html.append(page, from, at);
      html.append(
          switch (name) {
            case "STYLE-HASH" -> hash(style);
            case "SCRIPT-HASH" -> hash(script);
            case "STYLE" -> style;
            case "DATA" -> inert(JSON.toJson(report.data()));
            default -> script;
          });
      from = at + placeholder.length();
    }
    html.append(page, from, page.length());
    return html.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** JSON without a character that a terminal or an editor obeys: they are escaped. */
  private static String inert(String json) {
    return OBEYED
        .matcher(json)
        .replaceAll(
            found -> String.format(Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
