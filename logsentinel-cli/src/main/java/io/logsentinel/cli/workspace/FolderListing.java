package io.logsentinel.cli.workspace;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;

/** Content of folders, in ordinal (code point) order of the names. */
public final class FolderListing {
  private FolderListing() {}

  /**
   * {@return what a folder holds that is not hidden}
   *
   * @param folder any folder
   * @throws InputException if it cannot be listed
   */
  public static List<Path> visible(Path folder) throws InputException {
    return matching(folder, "*");
  }

  /**
   * What a folder holds that is not hidden and has a name of a pattern.
   *
   * @throws PatternSyntaxException if it is none
   */
  static List<Path> matching(Path folder, String pattern) throws InputException {
    List<Path> files = new ArrayList<>();
    try (var all = Files.newDirectoryStream(folder, pattern)) {
      for (Path file : all) {
        if (!file.getFileName().toString().startsWith(".")) {
          files.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      throw new InputException(folder + ": no such folder", e);
    } catch (DirectoryIteratorException e) {
      IOException why = Objects.requireNonNull(e.getCause(), "it always has one");
      throw new InputException(folder + ": cannot be listed: " + IoMessages.of(why), e);
    } catch (IOException e) {
      throw new InputException(folder + ": cannot be listed: " + IoMessages.of(e), e);
    }
    files.sort(Comparator.comparing(FlowNames::of, FolderListing::ordinal));
    return files;
  }

  /** Order by code points, which is not the order of UTF-16 units beyond the basic plane. */
  private static int ordinal(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }
}
