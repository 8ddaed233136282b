package io.logsentinel.cli.workspace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** The flows that a run takes, found in folders or among arguments before anything is read. */
public final class FlowInputs {
  /** The argument that stands for standard input. */
  public static final String STANDARD_INPUT = "-";

  private final List<FlowInput> inputs = new ArrayList<>();
  private final List<String> passedOver = new ArrayList<>();

  /** By input that is not read again, the one that is the same file. */
  private final Map<FlowInput, FlowInput> twins = new LinkedHashMap<>();

  private FlowInputs() {}

  /**
   * {@return the files of a folder that are named as files of flows are, in ordinal order}
   *
   * @param folder any folder
   * @throws InputException if it cannot be listed, or two files would become one artifact
   */
  public static FlowInputs ofFolder(Path folder) throws InputException {
    FlowInputs found = new FlowInputs();
    found.addFolder(folder);
    found.readEachOnce();
    found.requireNamesOfTheirOwn();
    return found;
  }

  /**
   * {@return the flows that arguments name, in their order}
   *
   * @param arguments files, whatever their names, folders, patterns such as {@code logs/*.csv}, or
   *     {@link #STANDARD_INPUT}
   * @param standardInput what that stands for
   * @throws InputException if one names nothing, or two would become one artifact
   */
  public static FlowInputs of(List<String> arguments, StandardInput standardInput)
      throws InputException {
    FlowInputs found = ofArguments(arguments, standardInput);
    found.requireNamesOfTheirOwn();
    return found;
  }

  /**
   * {@return the flows that arguments name, of which no artifact is made, in their order}
   *
   * @param arguments as {@link #of} takes them
   * @param standardInput what {@link #STANDARD_INPUT} stands for
   * @throws InputException if one names nothing
   */
  public static FlowInputs ofArguments(List<String> arguments, StandardInput standardInput)
      throws InputException {
    FlowInputs found = new FlowInputs();
    for (String argument : arguments) {
      if (argument.equals(STANDARD_INPUT)) {
        found.inputs.add(FlowInput.of(standardInput));
      } else {
        found.addArgument(argument);
      }
    }
    found.readEachOnce();
    return found;
  }

  /** {@return the flows, in the order in which they are read} */
  public List<FlowInput> inputs() {
    return List.copyOf(inputs);
  }

  /**
   * {@return the flows that become the artifacts of this name}
   *
   * @param name of a file of flows or of an artifact
   */
  public Optional<FlowInput> find(String name) {
    String artifact = FlowNames.artifactName(name);
    return inputs.stream().filter(input -> input.artifactName().equals(artifact)).findFirst();
  }

  /**
   * {@return in words, what is read once though it is there twice: by a link beside its file, or
   * given again; empty where nothing is}
   */
  public Optional<String> readOnce() {
    List<String> words = new ArrayList<>();
    twins.forEach(
        (other, read) ->
            words.add(
                other.toString().equals(read.toString())
                    ? read + " is given again"
                    : other + " is the same file as " + read));
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(NameList.shown(words.stream().distinct().toList()));
  }

  /** {@return what else lies in the folders and why it is not read; empty where nothing does} */
  public Optional<String> passedOver() {
    if (passedOver.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(NameList.shown(passedOver));
  }

  /** {@return what a message says of what is there instead of a file that is not} */
  public String instead() {
    List<String> names = inputs.stream().map(FlowInput::name).toList();
    return names.isEmpty() && !passedOver.isEmpty()
        ? "; there is " + NameList.shown(passedOver)
        : NameList.instead(names) + readOnce().map(same -> "; " + same).orElse("");
  }

  /** {@return the names by which files of a folder are read, in words} */
  public static String endings() {
    return FlowNames.ENDINGS;
  }

  private void addArgument(String argument) throws InputException {
    Path path = Path.of(argument);
    if (Files.isDirectory(path)) {
      int before = inputs.size();
      addFolder(path);
      if (inputs.size() == before) {
        throw new InputException(path + ": no file of flows is there" + butThere());
      }
    } else if (Files.isRegularFile(path)) {
      inputs.add(FlowInput.of(path));
    } else if (Files.exists(path)) {
      throw new InputException(
          argument
              + ": is no regular file but a pipe or a device; give what comes out of it as standard"
              + " input, `- < "
              + argument
              + "`");
    } else {
      addPattern(argument);
    }
  }

  private String butThere() {
    return " (" + endings() + ")" + passedOver().map(names -> ", but " + names).orElse("");
  }

  /** What a shell leaves alone where it is quoted, or there is no shell. */
  private void addPattern(String argument) throws InputException {
    Path path = Path.of(argument);
    Path folder = path.toAbsolutePath().getParent();
    if (!argument.matches(".*[*?\\[{].*") || folder == null || !Files.isDirectory(folder)) {
      boolean isHidden = folder != null && Files.isDirectory(folder) && !Files.isExecutable(folder);
      throw new InputException(argument + (isHidden ? ": access denied" : ": no such file"));
    }
    try {
      int before = inputs.size();
      for (Path file : FolderListing.matching(folder, path.getFileName().toString())) {
        if (Files.isRegularFile(file)) {
          inputs.add(FlowInput.of(path.resolveSibling(file.getFileName())));
        }
      }
      if (inputs.size() == before) {
        throw new InputException(argument + ": no file has such a name");
      }
    } catch (PatternSyntaxException e) {
      throw new InputException(argument + ": no such file, nor a pattern of names", e);
    }
  }

  private void addFolder(Path folder) throws InputException {
    for (Path file : FolderListing.visible(folder)) {
      String name = file.getFileName().toString();
      if (Files.isDirectory(file)) {
        passedOver.add("a folder " + name(name) + " with " + content(file));
      } else if (Files.exists(file) && !Files.isRegularFile(file)) {
        passedOver.add(name(name) + ", a pipe or a device");
      } else if (FlowNames.isOfFlows(name)) {
        inputs.add(FlowInput.of(file));
      } else {
        passedOver.add(name);
      }
    }
  }

  /** A blank at an end shows where the name is quoted. */
  private static String name(String name) {
    return name.strip().equals(name) ? name : "\"" + name + "\"";
  }

  private static String content(Path folder) throws InputException {
    long files =
        FolderListing.visible(folder).stream()
            .filter(file -> !Files.isDirectory(file))
            .filter(file -> FlowNames.isOfFlows(file.getFileName().toString()))
            .count();
    return files == 0
        ? "no file of flows"
        : files == 1 ? "1 file of flows" : files + " files of flows";
  }

  /** Of the ways to one file, that which is no link stays, else the first: its flows count once. */
  private void readEachOnce() {
    Map<Object, FlowInput> byFile = new HashMap<>();
    Map<FlowInput, Object> identities = new LinkedHashMap<>();
    for (FlowInput input : inputs) {
      input.identity().ifPresent(identity -> identities.put(input, identity));
    }
    identities.forEach(
        (input, identity) ->
            byFile.merge(identity, input, (a, b) -> a.isLink() && !b.isLink() ? b : a));
    identities.forEach(
        (input, identity) -> {
          if (byFile.get(identity) != input) {
            twins.put(input, byFile.get(identity));
          }
        });
    inputs.removeAll(twins.keySet());
  }

  private void requireNamesOfTheirOwn() throws InputException {
    Map<String, FlowInput> byName = new HashMap<>();
    for (FlowInput input : inputs) {
      FlowInput other = byName.putIfAbsent(input.artifactName(), input);
      if (other != null) {
        throw InputException.of(
            "%s and %s: the artifacts of both would be named after %s; give one another name",
            other, input, input.artifactName());
      }
    }
  }
}
