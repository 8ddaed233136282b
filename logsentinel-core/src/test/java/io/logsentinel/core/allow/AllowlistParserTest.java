package io.logsentinel.core.allow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.allow.Allowlist.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowlistParserTest {
  private static final Map<String, Set<String>> PATTERNS =
      Map.of("scan", Set.of("vertical", "horizontal"), "bot", Set.of("bot"));

  private static List<Rule> rules(String text) {
    return Allowlist.parse(text, new TreeMap<>(PATTERNS)).rules();
  }

  @Test
  void rules_standInLines_withColumnsInAnyOrder() {
    List<Rule> rules =
        rules(
            "\uFEFF# known\r\n"
                + " Reason , address,port ,PROTOCOL,direction,pattern,file,until\r\n"
                + "\r\n"
                + "\"scan, \"\"nightly\"\"\" ,10.0.0.5,,,from,,,\r\n"
                + "  # more\r\n"
                + ",fe80:0::/32,443.0,TCP,to,Scan|BOT,*.csv,2026-12-31\r\n"
                + "dns,,5.3e1,17,,,,");
    assertEquals(
        List.of(
            "4 from 10.0.0.5 Optional.empty scan, \"nightly\"",
            "6 to fe80::/32, port 443, protocol 6, pattern Scan|BOT, file *.csv"
                + " Optional[2026-12-31] ",
            "7 port 53, protocol 17 Optional.empty dns"),
        rules.stream()
            .map(it -> it.line() + " " + it.conditions() + " " + it.until() + " " + it.reason())
            .toList());
    assertEquals(Set.of("vertical", "horizontal", "bot"), rules.get(1).story().get().patterns());
    assertEquals(Optional.empty(), rules.get(0).story());
  }

  @Test
  void aHeaderAlone_isAListWithoutRules() {
    assertEquals(List.of(), rules("address,reason\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "#only;line 1: there is no header, it names the columns, as address,port,reason",
        "adress,port;line 1: there is no column `adress`, did you mean address? The columns are"
            + " address, port, protocol, direction, pattern, file, until, reason",
        "address,colour;line 1: there is no column `colour`, the columns are address, port,"
            + " protocol, direction, pattern, file, until, reason",
        "port,port;line 1: column port stands there twice, take one out",
        "address,reason|10.0.0.1;line 2: the header has 2 columns, but here is 1 field, write a"
            + " comma for a blank one, and quotes around text with a comma",
        "address,reason|10.0.0.1,a,b;line 2: the header has 2 columns, but here are 3 fields, write"
            + " a comma for a blank one, and quotes around text with a comma",
        "address,reason|10.0.0.1,\"a;line 2: a quote is not closed, or something follows it, write"
            + " \"\" for a quote in one",
        "address,reason|10.0.0.1,\"a\"b;line 2: a quote is not closed, or something follows it,"
            + " write \"\" for a quote in one",
        "address|10.0.0.256;line 2: column address: `10.0.0.256` must be an address, or a range as"
            + " 10.0.0.0/8, leave it blank for any",
        "address|scanner.local;line 2: column address: `scanner.local` must be an address, or a"
            + " range as 10.0.0.0/8, leave it blank for any",
        "address|10.0.0.0/33;line 2: column address: `10.0.0.0/33` must be an address, or a range"
            + " as 10.0.0.0/8, leave it blank for any",
        "address|::/0;line 2: column address: `::/0` is every address, leave it blank for any,"
            + " beside a port",
        "address|10.0.0.5/24;line 2: column address: `10.0.0.5/24` has bits beyond the first 24,"
            + " write 10.0.0.0/24 for the range, or 10.0.0.5 for the address alone",
        "address|fe80::1/64;line 2: column address: `fe80::1/64` has bits beyond the first 64,"
            + " write fe80::/64 for the range, or fe80::1 for the address alone",
        "port|http;line 2: column port: `http` must be a destination port, a whole number from 0 to"
            + " 65535, leave it blank for any",
        "port|65536;line 2: column port: `65536` must be a destination port, a whole number from 0"
            + " to 65535, leave it blank for any",
        "port|80.5;line 2: column port: `80.5` must be a destination port, a whole number from 0 to"
            + " 65535, leave it blank for any",
        "protocol|tpc;line 2: column protocol: `tpc` must be a name as tcp, or a number from 0 to"
            + " 255, did you mean tcp?",
        "protocol|256;line 2: column protocol: `256` must be a name as tcp, or a number from 0 to"
            + " 255",
        "address,direction|10.0.0.1,out;line 2: column direction: `out` must be from, to or both:"
            + " whether flows come from the address or go to it",
        "port,direction|80,to;line 2: column direction: `to` speaks of an address, which is blank,"
            + " give one, or leave this blank too",
        "address,pattern|10.0.0.1,scna;line 2: column pattern: `scna` is no pattern, did you mean"
            + " scan? The patterns are bot, scan",
        "address,until|10.0.0.1,31.12.2026;line 2: column until: `31.12.2026` must be the last day"
            + " on which the rule holds, as 2026-12-31, leave it blank for ever",
        "address,until|10.0.0.1,2026-02-30;line 2: column until: `2026-02-30` must be the last day"
            + " on which the rule holds, as 2026-12-31, leave it blank for ever",
        "file,reason|a.csv,all;line 2: the rule has neither address, port nor protocol and would"
            + " allow every flow, give one of them",
        "address,pattern|10.0.0.1,bot|10.0.0.1,scan;line 3: the rule holds for the same flows as"
            + " that of line 2, write both patterns into one, with a bar between, as"
            + " scan|brute-force",
      })
  void whatIsWrong_isToldWithWhatToType(String text, String message) {
    // a bar stands for a new line, and a comma in the message for a semicolon where one is
    String file = text.replace('|', '\n');
    String actual = assertThrows(IllegalArgumentException.class, () -> rules(file)).getMessage();
    assertEquals(message, actual.replace(';', ','));
  }
}
