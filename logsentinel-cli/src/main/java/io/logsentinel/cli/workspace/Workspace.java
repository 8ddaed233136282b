package io.logsentinel.cli.workspace;

import io.logsentinel.cli.journal.Journal;
import io.logsentinel.cli.journal.UnfinishedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The working folders, and the names of the files in them.
 *
 * @param data folder with raw, processed and windowed
 * @param models folder of baseline and forests
 * @param findings folder of what is found, and of the run's manifest
 */
public record Workspace(Path data, Path models, Path findings) {
  /** Folder, within that of a baseline, of what it was learned from. */
  static final String LEARNED = "learned";

  /** Folder, within that of a baseline, of runs against it. */
  static final String RUNS = "runs";

  private static final String CLEANED = "cleaned_";
  private static final String TIMES = "times_";
  private static final String PARTIAL = "partial_";
  private static final String MEASURE = "measure_";
  private static final String WINDOWED = "windowed_";
  private static final String PROFILE = "profile_";

  private static final String MODELS = "Models";

  /** Folder, within that of a run, of what `follow` has found of each source so far. */
  public static final String PARTS = "parts";

  /**
   * The original's folders: findings lie beside the baseline.
   *
   * @param data folder with raw, processed and windowed
   * @param models folder of everything else
   */
  public Workspace(Path data, Path models) {
    this(data, models, models);
  }

  /** {@return whether each run has a folder of its own, as day by day} */
  public boolean isDaily() {
    return !findings.equals(models);
  }

  /**
   * {@return the options that name these folders, with a blank before each, as they are typed after
   * a command; none where they are the default ones}
   */
  public String options() {
    return isDaily()
        ? stateOption()
        : option("--data-dir", data, "Data") + option("--models-dir", models, MODELS);
  }

  /** {@return likewise the option for the folder of a baseline that is used day by day} */
  public String stateOption() {
    return option("--state", models, MODELS);
  }

  private static String option(String name, Path folder, String usual) {
    return folder.equals(Path.of(usual)) ? "" : " " + name + " " + typed(folder.toString());
  }

  /**
   * {@return a word as it is typed into a shell}
   *
   * @param word any
   */
  public static String typed(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

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
   * {@return a file of the models' folder, or of that of the findings}
   *
   * @param artifact which
   */
  public Path path(Artifact artifact) {
    return (artifact.isOfBaseline() ? models : findings).resolve(artifact.fileName());
  }

  /**
   * {@return the windowed file that a raw file becomes}
   *
   * @param rawName name of the raw file
   */
  public Path windowedOfRaw(String rawName) {
    return windowed().resolve(windowedName(rawName));
  }

  /**
   * {@return the name of the windowed file that a raw file becomes}
   *
   * @param rawName name of the raw file
   */
  public static String windowedName(String rawName) {
    return windowedNameOfCleaned(CLEANED + FlowNames.artifactName(rawName));
  }

  /**
   * {@return the name of the windowed file that a cleaned file becomes}
   *
   * @param cleanedName name of the cleaned file
   */
  public static String windowedNameOfCleaned(String cleanedName) {
    return WINDOWED + cleanedName;
  }

  /**
   * {@return the name that the artifacts of a raw file carry, of which a windowed file is one; its
   * own where of none}
   *
   * @param windowedName name of the windowed file
   */
  public static String rawName(String windowedName) {
    return withoutPrefix(windowedName, WINDOWED + CLEANED);
  }

  /**
   * {@return the files of one file of flows, there or not}
   *
   * @param windowedName name of its windowed file
   */
  public FlowFiles files(String windowedName) {
    return new FlowFiles(this, windowedName);
  }

  /**
   * The files that one file of flows becomes, named after each other.
   *
   * @param folders where they lie
   * @param name of the windowed file
   */
  public record FlowFiles(Workspace folders, String name) {
    /**
     * {@return the raw file that they are named after, compressed or not; empty where there is none
     * in the raw folder}
     *
     * @throws InputException if that cannot be listed
     */
    public Optional<Path> raw() throws InputException {
      return Files.isDirectory(folders.raw())
          ? FlowInputs.ofFolder(folders.raw()).find(rawName(name)).flatMap(FlowInput::file)
          : Optional.empty();
    }

    private String cleanedName() {
      return withoutPrefix(name, WINDOWED);
    }

    /** {@return the cleaned flows} */
    public Path cleaned() {
      return folders.processed().resolve(cleanedName());
    }

    /** {@return the times of the cleaned flows} */
    public Path times() {
      return folders.processed().resolve(TIMES + withoutPrefix(cleanedName(), CLEANED));
    }

    /** {@return the partial flows beside the cleaned ones} */
    public Path partial() {
      return folders.processed().resolve(PARTIAL + withoutPrefix(cleanedName(), CLEANED));
    }

    /** {@return what bytes and packets of the cleaned flows count} */
    public Path measure() {
      return folders.processed().resolve(MEASURE + withoutPrefix(cleanedName(), CLEANED));
    }

    /** {@return the windows} */
    public Path windowed() {
      return folders.windowed().resolve(name);
    }

    /** {@return the profiles of the windows} */
    public Path profiles() {
      String raw = rawName(name);
      String stem = raw.substring(0, raw.length() - ".csv".length());
      return folders.windowed().resolve(PROFILE + stem + ".jsonl");
    }
  }

  private static String withoutPrefix(String name, String prefix) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /**
   * {@return whether a file is input or an artifact of a run, or lies where these do}
   *
   * @param file any file
   * @throws IOException if a folder cannot be looked at
   */
  public boolean isOfRun(Path file) throws IOException {
    Path named = real(file.toAbsolutePath().normalize());
    Path meant = Files.exists(named) ? named.toRealPath() : named;
    List<Path> folders = new ArrayList<>(List.of(raw(), processed(), windowed()));
    folders.addAll(List.of(models.resolve(LEARNED), models.resolve(RUNS)));
    for (Path folder : folders) {
      Path real = real(folder.toAbsolutePath().normalize());
      if (named.startsWith(real) || meant.startsWith(real)) {
        return true;
      }
    }
    if (RunLock.isLock(named) || RunLock.isLock(meant)) {
      return true;
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
   * Makes sure that no run was killed, or failed, here before all of its artifacts were in place.
   *
   * @throws InputException if one was
   */
  public void requireOfOneRun() throws InputException {
    for (Path folder : List.of(processed(), windowed(), models, findings)) {
      if (Journal.isIn(folder)) {
        throw new InputException(
            folder
                + ": a run was killed while it replaced files here, or is at it; the next run of the"
                + " same command puts that in order");
      }
    }
    try {
      Optional<String> step = new UnfinishedRun(findings).step();
      if (step.isPresent()) {
        throw new InputException(
            isDaily()
                ? findings + ": the run " + end()
                : findings
                    + ": a run was killed here, or failed, or is under way: from --step "
                    + step.get()
                    + " on artifacts may be of two runs; run it again first");
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException e) {
      throw InputException.unusable(findings, e);
    }
  }

  /** {@return whether its run was interrupted, failed or is under way} */
  public boolean isUnfinished() {
    return new UnfinishedRun(findings).isThere();
  }

  /**
   * {@return how a run of one day ended that left no findings, as what comes after its name, and
   * what gives some} Only a run that ended by itself has written its account.
   */
  String end() {
    if (Files.exists(path(Artifact.RUN))) {
      return "ended without findings, as its run.json tells";
    }
    return "was interrupted, or is under way; "
        + (Files.isDirectory(findings.resolve(PARTS))
            ? "the same ./logsentinel follow goes on with it"
            : "./logsentinel monitor" + options() + " FILE makes another");
  }

  /**
   * Makes the folders that are not there yet; {@link #raw} is input and never made.
   *
   * @throws OutputException if one cannot be made
   */
  public void create() throws OutputException {
    for (Path folder : List.of(processed(), windowed(), models, findings)) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new OutputException(folder, e);
      }
    }
  }

  /**
   * {@return the cleaned files, in order: all CSV files of their folder but those beside them}
   *
   * @throws InputException if the folder cannot be listed
   */
  public List<Path> cleanedFiles() throws InputException {
    return csvFiles(processed()).stream()
        .filter(file -> !isBesideCleaned(file.getFileName().toString()))
        .toList();
  }

  private static boolean isBesideCleaned(String name) {
    return name.startsWith(TIMES) || name.startsWith(PARTIAL) || name.startsWith(MEASURE);
  }

  /**
   * {@return the CSV files of a folder, in ordinal (code point) order of their names}
   *
   * @param folder any folder
   * @throws InputException if the folder cannot be listed
   */
  public static List<Path> csvFiles(Path folder) throws InputException {
    return FolderListing.visible(folder).stream()
        .filter(file -> file.getFileName().toString().endsWith(".csv") && !Files.isDirectory(file))
        .toList();
  }
}
