package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Cells that nothing obeys. */
class CellTextTest {
  @Property
  void readsBack_andIsHarmless(@ForAll String text) {
    String cell = CellText.write(text);
    assertEquals(text, CellText.read(cell));
    assertTrue(cell.chars().noneMatch(Character::isISOControl), cell);
    assertTrue(cell.isEmpty() || "=+-@".indexOf(cell.charAt(0)) < 0, cell);
  }

  @Test
  void formulasAndCommands_areText() {
    assertEquals("'=1+1", CellText.write("=1+1"));
    assertEquals("'@SUM(1)", CellText.write("@SUM(1)"));
    assertEquals("''quoted", CellText.write("'quoted"));
    assertEquals("\\u0009=1", CellText.write("\t=1"));
    assertEquals("a\\u001b[2J", CellText.write("a\u001b[2J"));
    assertEquals("\\u202eexe", CellText.write("\u202eexe"));
    assertEquals("c:\\u005cu0041", CellText.write("c:\\u0041"));
    assertEquals("10.0.0.1 10.0.0.2", CellText.write("10.0.0.1 10.0.0.2"));
    assertEquals("\uD83D\uDE00", CellText.write("\uD83D\uDE00"));
  }
}
