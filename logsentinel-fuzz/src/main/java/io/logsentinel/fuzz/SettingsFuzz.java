package io.logsentinel.fuzz;

import io.logsentinel.core.allow.Allowlist;
import io.logsentinel.core.input.dialect.Dialect;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Files of settings: an allowlist and a dialect are read, or refused with a reason. */
public final class SettingsFuzz {
  private static final Map<String, Set<String>> PATTERNS =
      Map.of("scan", Set.of("Port Scan"), "any", Set.of());

  private SettingsFuzz() {}

  /**
   * Reads a file as both.
   *
   * @param file any bytes
   */
  public static void fuzzerTestOneInput(byte[] file) throws IOException {
    String text = new String(file, StandardCharsets.UTF_8);
    try {
      Allowlist.parse(text, PATTERNS);
    } catch (IllegalArgumentException e) {
      requireReason(e);
    }
    try {
      Dialect.read("fuzz", new StringReader(text));
    } catch (IllegalArgumentException e) {
      requireReason(e);
    }
  }

  private static void requireReason(IllegalArgumentException e) {
    if (e.getMessage() == null || e instanceof NumberFormatException) {
      throw new IllegalStateException("refused without a reason", e);
    }
  }
}
