package io.logsentinel.cli.command;

import io.logsentinel.cli.workspace.FolderListing;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.core.text.NearestWord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that is to be followed and is not there: still to come, or misspelt. */
final class AwaitedFile {
  private AwaitedFile() {}

  /**
   * {@return what is said of it; empty where it is there}
   *
   * @param argument as it was typed
   */
  static Optional<String> words(String argument) {
    Path file = Path.of(argument);
    if (Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(argument + ": no such file yet; it is waited for" + doubt(file));
  }

  private static String doubt(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return ", and so is its folder";
    }
    String name = file.getFileName().toString();
    if (name.matches(".*[*?\\[].*")) {
      return " by this very name, as a pattern is none here; name the folder to follow its files";
    }
    try {
      return NearestWord.of(
              name,
              FolderListing.visible(folder).stream()
                  .map(there -> there.getFileName().toString())
                  .filter(there -> !there.startsWith(name)) // what it was rotated to
                  .toList())
          .map(near -> "; did you mean " + file.resolveSibling(near) + "?")
          .orElse("");
    } catch (InputException e) {
      return "";
    }
  }
}
