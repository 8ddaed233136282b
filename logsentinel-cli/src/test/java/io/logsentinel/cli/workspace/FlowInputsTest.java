package io.logsentinel.cli.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that several names lead to is read once. */
class FlowInputsTest {
  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), name);
  }

  private static List<String> names(FlowInputs inputs) {
    return inputs.inputs().stream().map(FlowInput::name).toList();
  }

  private static FlowInputs of(Object... arguments) throws IOException {
    try (StandardInput none = StandardInput.temporary(InputStream.nullInputStream(), "stdin")) {
      return FlowInputs.of(List.of(arguments).stream().map(Object::toString).toList(), none);
    }
  }

  @Test
  void aLinkBesideItsFile_isReadAsTheFile() throws IOException {
    Path file = file("monday.csv");
    Path link = Files.createSymbolicLink(folder.resolve("current.csv"), Path.of("monday.csv"));
    Path next = Files.createSymbolicLink(folder.resolve("a.csv"), Path.of("current.csv"));
    file("tuesday.csv");
    FlowInputs inputs = FlowInputs.ofFolder(folder);
    assertEquals(List.of("monday.csv", "tuesday.csv"), names(inputs));
    assertEquals(
        Optional.of(
            next + " is the same file as " + file + ", " + link + " is the same file as " + file),
        inputs.readOnce());
    assertEquals(Optional.empty(), inputs.passedOver());
    assertEquals(List.of("monday.csv"), names(of(link, file)));
  }

  @Test
  void aHardLink_isReadUnderTheFirstName() throws IOException {
    Path file = file("monday.csv");
    Path link = Files.createLink(folder.resolve("tuesday.csv"), file);
    assertEquals(List.of("monday.csv"), names(FlowInputs.ofFolder(folder)));
    assertEquals(List.of("tuesday.csv"), names(of(link, file)));
  }

  @Test
  void aFileThatIsGivenAgain() throws IOException {
    Path file = file("monday.csv");
    assertEquals(Optional.of(file + " is given again"), of(file, file, folder).readOnce());
    FlowInputs inputs = of(file, folder.resolve(".").resolve("monday.csv"), folder);
    assertEquals(List.of("monday.csv"), names(inputs));
  }

  @Test
  void linksToFilesThatAreReadUnderNoOtherName() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path target = Files.writeString(elsewhere.resolve("flows.csv"), "");
    Path one = Files.createSymbolicLink(folder.resolve("one.csv"), target);
    assertEquals(List.of("one.csv"), names(FlowInputs.ofFolder(folder)));
    assertEquals(Optional.empty(), FlowInputs.ofFolder(folder).readOnce());
    Path two = Files.createSymbolicLink(folder.resolve("two.csv"), target);
    assertEquals(
        Optional.of(two + " is the same file as " + one), FlowInputs.ofFolder(folder).readOnce());
  }

  @Test
  void filesOfOneText_areTwo() throws IOException {
    file("monday.csv");
    Files.writeString(folder.resolve("tuesday.csv"), "monday.csv");
    assertEquals(List.of("monday.csv", "tuesday.csv"), names(FlowInputs.ofFolder(folder)));
  }

  @Test
  void otherFilesOfOneArtifact_areRefused() throws IOException {
    file("monday.csv");
    file("monday.csv.gz");
    assertThrows(InputException.class, () -> FlowInputs.ofFolder(folder));
  }
}
