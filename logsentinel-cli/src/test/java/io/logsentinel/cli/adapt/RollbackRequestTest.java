package io.logsentinel.cli.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request to go back to a baseline is answered once, and is there until that is saved. */
class RollbackRequestTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private Path file;
  private RollbackRequest asking;
  private RollbackRequest answering;

  @BeforeEach
  void begin() {
    file = folder.resolve("rollback");
    asking = new RollbackRequest(folder);
    answering = new RollbackRequest(folder);
  }

  private void ask(String digest, Instant at) throws IOException {
    asking.make(digest);
    Files.setLastModifiedTime(file, FileTime.from(at));
  }

  @Test
  void whatIsAnswered_isNotOpen_andStaysUntilThatIsSaved() throws IOException {
    assertEquals(Optional.empty(), answering.open());
    answering.settle();
    ask("abc", FIRST);
    answering.settle();
    assertEquals(Optional.of("abc"), answering.open());
    answering.answer();
    assertEquals(Optional.empty(), answering.open());
    assertTrue(Files.exists(file));
    // who was killed before that was saved is asked again
    assertEquals(Optional.of("abc"), new RollbackRequest(folder).open());
    answering.settle();
    assertFalse(Files.exists(file));
  }

  @Test
  void laterRequest_isOpen_thoughItIsForTheSameBaseline() throws IOException {
    ask("abc", FIRST);
    answering.open();
    ask("abc", FIRST.plusMillis(1)); // before the answer to the first
    answering.answer();
    answering.settle();
    assertEquals(Optional.of("abc"), answering.open());
    answering.answer();
    ask("abc", FIRST.plusMillis(2)); // after it
    answering.settle();
    assertEquals(Optional.of("abc"), answering.open());
  }
}
