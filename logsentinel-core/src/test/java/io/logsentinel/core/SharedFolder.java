package io.logsentinel.core;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where larger test data may be; a test that needs what is not there is skipped, visibly. */
public final class SharedFolder {
  private SharedFolder() {}

  /** A folder of it. */
  public static Path of(String name) {
    String set = System.getProperty("logsentinel.shared", "");
    Path root = Path.of(set.isEmpty() || set.startsWith("${") ? "../../shared" : set);
    Path folder = root.resolve(name);
    assumeTrue(Files.isDirectory(folder), "skipped: there is no folder " + folder);
    return folder;
  }
}
