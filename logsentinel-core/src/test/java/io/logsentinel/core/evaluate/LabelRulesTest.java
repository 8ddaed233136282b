package io.logsentinel.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.evaluate.LabelRules.LabelKind;
import io.logsentinel.core.input.dialect.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelRulesTest {
  private static final LabelRules WORDS = LabelRules.of(Dialect.CIC_IDS_2017);

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "BENIGN,BENIGN",
        " benign ,BENIGN",
        "Not Benign at all,BENIGN",
        "NeedManualLabel,UNLABELLED",
        "needmanuallabel,UNLABELLED",
        "cic,UNLABELLED",
        "flow=Background-TCP-Established,UNLABELLED",
        "'  ',UNLABELLED",
        "Cicada,ATTACK",
        "Backgrounder,ATTACK",
        "DoS Hulk,ATTACK",
        "DoS Hulk - Attempted,ATTACK",
        "0,ATTACK",
      })
  void defaults(String label, LabelKind kind) {
    assertEquals(kind, WORDS.kind(label));
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
  void otherWords_replaceTheDefaults() {
    LabelRules words = new LabelRules(List.of(" Normal"), List.of("n.a."), LabelKind.ATTACK);
    assertEquals(LabelKind.BENIGN, words.kind("flow=From-normal-V42"));
    assertEquals(LabelKind.ATTACK, words.kind("BENIGN"));
    assertEquals(LabelKind.UNLABELLED, words.kind("N.A."));
    assertEquals(LabelKind.ATTACK, words.kind("CIC"));
  }

  @Test
  void aBlankWord_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new LabelRules(List.of(" "), List.of(), LabelKind.ATTACK));
  }
}
