package io.logsentinel.cli.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NameListTest {
  private static List<String> names(String text, String... files) {
    return NameList.of(List.of(text), Set.of(files)::contains);
  }

  @Test
  void commasPartNames() {
    assertEquals(List.of("a.csv", "b.csv"), names("a.csv,b.csv"));
    assertEquals(List.of("a.csv", "b.csv"), names("a.csv, b.csv"));
    assertEquals(
        List.of("a", "b", "c"), NameList.of(List.of("a,b", "c"), name -> name.equals("a")));
  }

  @Test
  void aFilesName_isTakenWhole() {
    String week = "benign, week 1.csv";
    assertEquals(List.of(week), names(week, week));
    assertEquals(List.of(week, "b.csv"), names(week + ",b.csv", week));
    assertEquals(List.of("b.csv", week), names("b.csv," + week, week, "b.csv"));
    assertEquals(List.of("a,b"), names("a,b", "a", "b", "a,b"));
    assertEquals(List.of(" a"), names(" a", " a"));
    assertEquals(List.of("benign", "week 1.csv"), names(week));
  }

  @Test
  void aBackslash_makesACommaPartOfAName() {
    assertEquals(List.of("benign, week 1.csv", "b"), names("benign\\, week 1.csv,b"));
    assertEquals(List.of("a\\b"), names("a\\b"));
  }

  @Test
  void emptyNames_areLeftToWhoeverChecksThem() {
    assertEquals(List.of("a", ""), names("a,"));
    assertEquals(List.of(""), names(""));
  }

  @Property
  void escapedNames_comeBack(
      @ForAll @Size(min = 1, max = 5)
          List<
                  @StringLength(min = 1, max = 5) @Chars({',', '.', '\\'})
                  @CharRange(from = 'a', to = 'c') String>
              raw) {
    List<String> names = raw.stream().map(name -> name.replace("\\", "/")).toList();
    String text = names.stream().map(n -> n.replace(",", "\\,")).collect(Collectors.joining(","));
    assertEquals(names, names(text));
  }

  @Test
  void someAreShown() {
    assertEquals("a", NameList.shown(List.of("a")));
    assertEquals("a, b, c, d, e and 2 more", NameList.shown(List.of("a,b,c,d,e,f,g".split(","))));
    assertEquals("; no file of flows is there", NameList.instead(List.of()));
    assertEquals(
        "; there are a, b, c (a comma in a name can be written `\\,`)",
        NameList.instead(List.of("a", "b, c")));
  }
}
