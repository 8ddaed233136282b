package io.logsentinel.core.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.flow.LabelRules.LabelCounts.Count;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelRulesTest {
  private static final LabelRules WORDS = LabelRules.USUAL;

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "BENIGN,BENIGN",
        " benign ,BENIGN",
        "Not Benign at all,BENIGN",
        "(empty)   Benign   -,BENIGN",
        "nonbenign,ATTACK",
        "Benignware,ATTACK",
        "No Label,UNLABELLED",
        "no label,UNLABELLED",
        "NoLabel,UNLABELLED",
        "no_label,UNLABELLED",
        "need-manual label,UNLABELLED",
        "no labels,ATTACK",
        "NeedManualLabel,UNLABELLED",
        "needmanuallabel,UNLABELLED",
        "Unknown,UNLABELLED",
        "Unlabeled,UNLABELLED",
        "Unlabelled,UNLABELLED",
        "-,UNLABELLED",
        "NaN,UNLABELLED",
        "None,UNLABELLED",
        "cic,UNLABELLED",
        "flow=Background-TCP-Established,UNLABELLED",
        "'  ',UNLABELLED",
        "'',UNLABELLED",
        "Cicada,ATTACK",
        "Backgrounder,ATTACK",
        "Nanobot,ATTACK",
        "Nonesuch,ATTACK",
        "DoS - Hulk,ATTACK",
        "--,ATTACK",
        "DoS Hulk,ATTACK",
        "DoS Hulk - Attempted,ATTACK",
        "0,ATTACK",
      })
  void usual(String label, LabelKind kind) {
    assertEquals(kind, WORDS.kind(label));
  }

  @ParameterizedTest
  @CsvSource({
    "0,BENIGN",
    "0.0,BENIGN",
    "00,BENIGN",
    "1,ATTACK",
    "10,ATTACK",
    "0 1,ATTACK",
    "port 0,ATTACK",
    "normal,BENIGN",
    "abnormal,ATTACK",
    "---,UNLABELLED",
    "attack --- none,ATTACK"
  })
  void aWordWithoutALetter_isTheWholeLabel(String label, LabelKind kind) {
    LabelRules words =
        new LabelRules(List.of("0", "normal"), List.of("---", "-"), LabelKind.ATTACK);
    assertEquals(kind, words.kind(label));
  }

  @Test
  void attempted_countsAsAsked_andOnlyAtTheEnd() {
    for (LabelKind kind : LabelKind.values()) {
      LabelRules words = new LabelRules(WORDS.benign(), WORDS.unlabelled(), kind);
      assertEquals(kind, words.kind("Web Attack - XSS - Attempted"));
      assertEquals(kind, words.kind("Botnet -attempted "));
      assertEquals(LabelKind.ATTACK, words.kind("Attempted - Botnet"));
      assertEquals(LabelKind.ATTACK, words.kind("Botnet Attempted"));
      assertEquals(LabelKind.BENIGN, words.kind("BENIGN - Attempted"));
    }
  }

  @Test
  void attack_isTheLabelWithoutAttempted() {
    assertEquals("Web Attack - XSS", WORDS.attack(" Web Attack - XSS - Attempted "));
    assertEquals("Botnet", WORDS.attack("Botnet"));
    assertEquals("- Attempted", WORDS.attack("- Attempted"));
  }

  @Test
  void otherWords_replaceTheUsual() {
    LabelRules words = new LabelRules(List.of(" Normal"), List.of("n.a."), LabelKind.ATTACK);
    assertEquals(LabelKind.BENIGN, words.kind("flow=From-normal-V42"));
    assertEquals(LabelKind.ATTACK, words.kind("BENIGN"));
    assertEquals(LabelKind.UNLABELLED, words.kind("N.A."));
    assertEquals(LabelKind.ATTACK, words.kind("CIC"));
    LabelRules both = WORDS.and(words).and(words);
    assertEquals(List.of("BENIGN", "NORMAL"), both.benign());
    assertEquals(LabelKind.UNLABELLED, both.kind("n.a."));
  }

  /** Of two halves of a flow: an attack before anything, nothing known after all. */
  @ParameterizedTest
  @CsvSource({
    "Bot,DDoS,Bot",
    "Bot,BENIGN,Bot",
    "BENIGN,Bot,Bot",
    "-,Bot,Bot",
    "Bot,-,Bot",
    "BENIGN,-,BENIGN",
    "-,BENIGN,BENIGN",
    "BENIGN,benign,BENIGN",
    "-,None,-"
  })
  void theLabelOfBothHalves(String first, String second, String expected) {
    assertEquals(expected, WORDS.ofBoth(first, second));
  }

  @Test
  void kindsAreWords() {
    assertEquals("benign", LabelKind.BENIGN.word());
    assertEquals("unlabelled", LabelKind.UNLABELLED.word());
  }

  @Test
  void aBlankWord_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new LabelRules(List.of(" "), List.of(), LabelKind.ATTACK));
  }

  @Provide
  Arbitrary<String> labels() {
    return Combinators.combine(
            Arbitraries.of("", "x", "flow=", "DoS ", "7", "é", "ı"),
            Arbitraries.of(
                "BENIGN", "normal", "0", "-", "No Label", "None", "Bot", "Background", "", "dash"),
            Arbitraries.of("", "x", "-TCP", " 3", "9", "ß", " - Attempted"))
        .as((before, word, after) -> before + word + after);
  }

  @Provide
  Arbitrary<LabelRules> rules() {
    Arbitrary<List<String>> words =
        Arbitraries.of("BENIGN", "normal", "0", "-", "No Label", "None", "Bot", "dash")
            .list()
            .ofMaxSize(4);
    return Combinators.combine(words, words)
        .as((benign, unlabelled) -> new LabelRules(benign, unlabelled, LabelKind.ATTACK));
  }

  @Property
  void neitherCaseNorBlanksAroundItMatter(
      @ForAll("rules") LabelRules rules, @ForAll("labels") String label) {
    LabelKind kind = rules.kind(label);
    assertEquals(kind, rules.kind("  " + label + "\t"));
    assertEquals(kind, rules.kind(label.toUpperCase(Locale.ROOT)));
  }

  /** What a cleaned file says of a flow is what its own dialect said. */
  @Property
  void theUsualLabel_saysTheSameByTheUsualRules(
      @ForAll("rules") LabelRules rules, @ForAll("labels") String label) {
    String usual = rules.usual(label);
    assertEquals(rules.kind(label), LabelRules.USUAL.kind(usual));
    assertEquals(usual, LabelRules.USUAL.usual(usual));
    assertTrue(
        usual.equals(label) || LabelRules.USUAL.kind(label) != rules.kind(label),
        label + " became " + usual);
  }

  @Property
  void aWordOfLetters_isFoundBesideAnythingButLettersAndDigits(
      @ForAll("labels") String label, @ForAll char beside) {
    LabelRules rules = new LabelRules(List.of("normal"), List.of(), LabelKind.ATTACK);
    if (!Character.isSurrogate(beside)) {
      boolean alone = !Character.isLetterOrDigit(Character.toUpperCase(beside));
      String odd = "x" + beside + "NORMAL" + beside + "x";
      assertEquals(alone ? LabelKind.BENIGN : LabelKind.ATTACK, rules.kind(odd), odd);
      assertEquals(LabelKind.BENIGN, rules.kind(label + " normal"));
    }
  }

  @Property
  void countsAddUp_howeverTheyAreMerged(
      @ForAll List<@net.jqwik.api.constraints.IntRange(max = 300) Integer> labels) {
    List<Integer> flood = new ArrayList<>(labels);
    for (int i = 0; i < 250; i += 2) {
      flood.add(i);
    }
    LabelCounts all = new LabelCounts();
    LabelCounts half = new LabelCounts();
    LabelCounts rest = new LabelCounts();
    for (int i = 0; i < flood.size(); i++) {
      LabelKind kind = LabelKind.values()[flood.get(i) % 3];
      all.add("label " + flood.get(i), kind, 2);
      (i % 2 == 0 ? half : rest).add("label " + flood.get(i), kind, 2);
    }
    half.add(rest);
    assertEquals(LabelCounts.MAX_LABELS, all.labels().size());
    for (LabelKind kind : LabelKind.values()) {
      assertEquals(flows(all, kind), flows(half, kind));
      assertEquals(
          2L * flood.stream().filter(label -> LabelKind.values()[label % 3] == kind).count(),
          flows(all, kind));
    }
  }

  private static long flows(LabelCounts counts, LabelKind kind) {
    return counts.others().getOrDefault(kind, 0L)
        + counts.of(kind).stream().mapToLong(Count::flows).sum();
  }

  @Test
  void aTextOfTwoMeanings_isCountedAsBoth() {
    LabelCounts counts = new LabelCounts();
    counts.add("0", LabelKind.ATTACK, 1);
    counts.add("0", LabelKind.BENIGN, 5);
    counts.add("Bot", LabelKind.ATTACK, 3);
    assertEquals(
        List.of(
            new Count("0", LabelKind.BENIGN, 5),
            new Count("0", LabelKind.ATTACK, 1),
            new Count("Bot", LabelKind.ATTACK, 3)),
        counts.labels());
    assertEquals(
        List.of(new Count("Bot", LabelKind.ATTACK, 3), new Count("0", LabelKind.ATTACK, 1)),
        counts.of(LabelKind.ATTACK));
    assertEquals(Map.of(), counts.others());
  }
}
