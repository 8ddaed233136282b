package io.logsentinel.cli.allow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The commented example of an allowlist. */
public final class AllowExample {
  private AllowExample() {}

  /** {@return its text, which is an allowlist} */
  public static String text() {
    try (InputStream in = AllowExample.class.getResourceAsStream("example.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
