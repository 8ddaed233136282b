package io.logsentinel.cli.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the artifacts lie, and what they are called. */
public record Workspace(Path data, Path models) {
  private static final String CLEANED = "cleaned_";
  private static final String TIMES = "times_";
  private static final String WINDOWED = "windowed_";
  private static final String PROFILE = "profile_";

  public Path raw() {
    return data.resolve("raw");
  }

  public Path processed() {
    return data.resolve("processed");
  }

  public Path windowed() {
    return data.resolve("windowed");
  }

  public Path baseline() {
    return models.resolve("baseline_model.json");
  }

  public Path baselineProfile() {
    return models.resolve("baseline_profile.json");
  }

  public Path forest() {
    return models.resolve("isolation_forest_model.json");
  }

  public Path profileForest() {
    return models.resolve("profile_forest.json");
  }

  public Path detections() {
    return models.resolve("detections.csv");
  }

  public Path detectionsJson() {
    return models.resolve("detections.json");
  }

  public Path alerts() {
    return models.resolve("alerts_output.csv");
  }

  public Path decisions() {
    return models.resolve("decisions.csv");
  }

  public Path incidents() {
    return models.resolve("incidents.json");
  }

  public Path evaluation() {
    return models.resolve("evaluation.json");
  }

  public Path run() {
    return models.resolve("run.json");
  }

  public Path cleanedOfRaw(String rawName) {
    return processed().resolve(CLEANED + rawName);
  }

  public Path timesOfRaw(String rawName) {
    return processed().resolve(TIMES + rawName);
  }

  /** The times of a cleaned file, where there are any. */
  public Path timesOfCleaned(String cleanedName) {
    return processed().resolve(TIMES + withoutPrefix(cleanedName, CLEANED));
  }

  /** The profiles of a windowed file's windows. */
  public Path profileOfWindowed(String windowedName) {
    String name = withoutPrefix(windowedName, WINDOWED + CLEANED);
    return windowed()
        .resolve(PROFILE + name.substring(0, name.length() - ".csv".length()) + ".jsonl");
  }

  /** The raw file that a windowed file was made of, if it was made of one. */
  public Path rawOfWindowed(String windowedName) {
    return raw().resolve(withoutPrefix(windowedName, WINDOWED + CLEANED));
  }

  /** The cleaned file that a windowed file was made of, if it was made of one. */
  public Path cleanedOfWindowed(String windowedName) {
    return processed().resolve(withoutPrefix(windowedName, WINDOWED));
  }

  private static String withoutPrefix(String name, String prefix) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  public Path windowedOfCleaned(String cleanedName) {
    return windowed().resolve(WINDOWED + cleanedName);
  }

  public Path windowedOfRaw(String rawName) {
    return windowed().resolve(windowedName(rawName));
  }

  /** The name of the windowed file that a raw file becomes. */
  public static String windowedName(String rawName) {
    return WINDOWED + CLEANED + rawName;
  }

  public static String windowedNameOfCleaned(String cleanedName) {
    return WINDOWED + cleanedName;
  }

  /** Whether a file is input or an artifact of a run, or lies where these do. */
  public boolean isOfRun(Path file) throws IOException {
    Path named = real(file.toAbsolutePath().normalize());
    Path meant = Files.exists(named) ? named.toRealPath() : named;
    for (Path folder : List.of(raw(), processed(), windowed())) {
      Path real = real(folder.toAbsolutePath().normalize());
      if (named.startsWith(real) || meant.startsWith(real)) {
        return true;
      }
    }
    for (Path artifact :
        List.of(
            baseline(),
            baselineProfile(),
            forest(),
            profileForest(),
            detections(),
            detectionsJson(),
            alerts(),
            decisions(),
            incidents(),
            run())) {
      Path real = real(artifact.toAbsolutePath().normalize());
      if (named.equals(real) || meant.equals(real)) {
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

  /** Makes what is not there yet; {@link #raw} is input and never made. */
  public void create() throws OutputException {
    for (Path folder : List.of(processed(), windowed(), models)) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new OutputException(folder, e);
      }
    }
  }

  /** The cleaned files: all CSV files of their folder but the times beside them. */
  public List<Path> cleanedFiles() throws InputException {
    return csvFiles(processed()).stream()
        .filter(file -> !file.getFileName().toString().startsWith(TIMES))
        .toList();
  }

  /** The CSV files of a folder, in ordinal (code point) order of their names. */
  public static List<Path> csvFiles(Path folder) throws InputException {
    List<Path> files = new ArrayList<>();
    try (var all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (name.endsWith(".csv") && !name.startsWith(".") && !Files.isDirectory(file)) {
          files.add(file);
        }
      }
    } catch (java.nio.file.NoSuchFileException e) {
      throw new InputException(folder + ": no such folder", e);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw new InputException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
    files.sort(Comparator.comparing(file -> file.getFileName().toString(), Workspace::ordinal));
    return files;
  }

  /** Order by code points, which is not the order of UTF-16 units beyond the basic plane. */
  static int ordinal(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    return java.util.Arrays.compare(left, right);
  }
}
