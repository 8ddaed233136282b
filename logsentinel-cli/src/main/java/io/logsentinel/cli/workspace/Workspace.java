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

/**
 * The working folders, and the names of the files in them.
 *
 * @param data folder with raw, processed and windowed
 * @param models folder of baseline, forests and findings
 */
public record Workspace(Path data, Path models) {
  private static final String CLEANED = "cleaned_";
  private static final String TIMES = "times_";
  private static final String WINDOWED = "windowed_";
  private static final String PROFILE = "profile_";

  /** {@return the folder of raw files} */
  public Path raw() {
    return data.resolve("raw");
  }

  /** {@return the folder of cleaned files} */
  public Path processed() {
    return data.resolve("processed");
  }

  /** {@return the folder of windowed files} */
  public Path windowed() {
    return data.resolve("windowed");
  }

  /**
   * A file of the models' folder.
   *
   * @param artifact which
   * @return its path
   */
  public Path path(Artifact artifact) {
    return models.resolve(artifact.fileName());
  }

  /**
   * The cleaned file that a raw file becomes.
   *
   * @param rawName name of the raw file
   * @return its path
   */
  public Path cleanedOfRaw(String rawName) {
    return processed().resolve(CLEANED + rawName);
  }

  /**
   * The times of a raw file's flows.
   *
   * @param rawName name of the raw file
   * @return their path
   */
  public Path timesOfRaw(String rawName) {
    return processed().resolve(TIMES + rawName);
  }

  /**
   * The times of a cleaned file's flows.
   *
   * @param cleanedName name of the cleaned file
   * @return their path, where there are any
   */
  public Path timesOfCleaned(String cleanedName) {
    return processed().resolve(TIMES + withoutPrefix(cleanedName, CLEANED));
  }

  /**
   * The profiles of a windowed file's windows.
   *
   * @param windowedName name of the windowed file
   * @return their path, where there are any
   */
  public Path profileOfWindowed(String windowedName) {
    String name = rawName(windowedName);
    return windowed()
        .resolve(PROFILE + name.substring(0, name.length() - ".csv".length()) + ".jsonl");
  }

  /**
   * The raw file that a windowed file was made of.
   *
   * @param windowedName name of the windowed file
   * @return its path, if it was made of one
   */
  public Path rawOfWindowed(String windowedName) {
    return raw().resolve(rawName(windowedName));
  }

  /**
   * The cleaned file that a windowed file was made of.
   *
   * @param windowedName name of the windowed file
   * @return its path, if it was made of one
   */
  public Path cleanedOfWindowed(String windowedName) {
    return processed().resolve(withoutPrefix(windowedName, WINDOWED));
  }

  /**
   * The windowed file that a cleaned file becomes.
   *
   * @param cleanedName name of the cleaned file
   * @return its path
   */
  public Path windowedOfCleaned(String cleanedName) {
    return windowed().resolve(windowedNameOfCleaned(cleanedName));
  }

  /**
   * The windowed file that a raw file becomes.
   *
   * @param rawName name of the raw file
   * @return its path
   */
  public Path windowedOfRaw(String rawName) {
    return windowed().resolve(windowedName(rawName));
  }

  /**
   * The name of the windowed file that a raw file becomes.
   *
   * @param rawName name of the raw file
   * @return a name without folders
   */
  public static String windowedName(String rawName) {
    return windowedNameOfCleaned(CLEANED + rawName);
  }

  /**
   * The name of the windowed file that a cleaned file becomes.
   *
   * @param cleanedName name of the cleaned file
   * @return a name without folders
   */
  public static String windowedNameOfCleaned(String cleanedName) {
    return WINDOWED + cleanedName;
  }

  /**
   * The name of the raw file that a windowed file was made of.
   *
   * @param windowedName name of the windowed file
   * @return the same where it was not made of one
   */
  public static String rawName(String windowedName) {
    return withoutPrefix(windowedName, windowedName(""));
  }

  private static String withoutPrefix(String name, String prefix) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /**
   * Whether a file belongs to a run.
   *
   * @param file any file
   * @return whether it is input or an artifact of a run, or lies where these do
   * @throws IOException if a folder cannot be looked at
   */
  public boolean isOfRun(Path file) throws IOException {
    Path named = real(file.toAbsolutePath().normalize());
    Path meant = Files.exists(named) ? named.toRealPath() : named;
    for (Path folder : List.of(raw(), processed(), windowed())) {
      Path real = real(folder.toAbsolutePath().normalize());
      if (named.startsWith(real) || meant.startsWith(real)) {
        return true;
      }
    }
    for (Artifact artifact : Artifact.values()) {
      Path real = real(path(artifact).toAbsolutePath().normalize());
      if (artifact.isOfRun() && (named.equals(real) || meant.equals(real))) {
        return true;
      }
    }
    return false;
  }

  /** The same path without links among its folders, as far as they are there. */
  private static Path real(Path path) throws IOException {
    Path folder = path.getParent();
    if (folder == null) {
      return path;
    }
    Path realFolder = Files.exists(folder) ? folder.toRealPath() : real(folder);
    return realFolder.resolve(path.getFileName());
  }

  /**
   * Makes the folders that are not there yet; {@link #raw} is input and never made.
   *
   * @throws OutputException if one cannot be made
   */
  public void create() throws OutputException {
    for (Path folder : List.of(processed(), windowed(), models)) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new OutputException(folder, e);
      }
    }
  }

  /**
   * The cleaned files: all CSV files of their folder but the times beside them.
   *
   * @return their paths, in order
   * @throws InputException if the folder cannot be listed
   */
  public List<Path> cleanedFiles() throws InputException {
    return csvFiles(processed()).stream()
        .filter(file -> !file.getFileName().toString().startsWith(TIMES))
        .toList();
  }

  /**
   * The CSV files of a folder.
   *
   * @param folder any folder
   * @return their paths, in ordinal (code point) order of their names
   * @throws InputException if the folder cannot be listed
   */
  public static List<Path> csvFiles(Path folder) throws InputException {
    List<Path> files = new ArrayList<>();
    try (var all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (name.endsWith(".csv") && !name.startsWith(".") && !Files.isDirectory(file)) {
          files.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      throw new InputException(folder + ": no such folder", e);
    } catch (IOException | DirectoryIteratorException e) {
      throw new InputException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
    files.sort(Comparator.comparing(file -> file.getFileName().toString(), Workspace::ordinal));
    return files;
  }

  /** Order by code points, which is not the order of UTF-16 units beyond the basic plane. */
  static int ordinal(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    return Arrays.compare(left, right);
  }
}
