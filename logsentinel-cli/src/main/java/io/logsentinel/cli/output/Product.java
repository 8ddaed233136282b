package io.logsentinel.cli.output;

import java.util.Objects;

/** What events say of the program that made them. */
final class Product {
  static final String NAME = "LogSentinel";

  private Product() {}

  /** {@return the version of the program} */
  static String version() {
    return Objects.requireNonNullElse(
        Product.class.getPackage().getImplementationVersion(), "development");
  }
}
