package io.logsentinel.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTargetTest {
  @ParameterizedTest
  @CsvSource({
    "ecs:alerts.json,ecs:alerts.json",
    "ECS:a:b.csv,ecs:a:b.csv",
    "-,ndjson:-",
    "cef:-,cef:-",
    "a.ndjson,ndjson:a.ndjson",
    "x/y.JSONL,ndjson:x/y.JSONL",
    "a.cef,cef:a.cef",
    "a.csv,csv:a.csv",
    "logs/eve.json,eve:logs/eve.json",
    "./elastic:a.csv,csv:./elastic:a.csv",
    "C:\\a.csv,csv:C:\\a.csv",
  })
  void named(String text, String target) {
    assertEquals(target, OutputTarget.of(text).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "elastic:a.json!no format is named `elastic`; there are ndjson, ecs, ocsf, cef, eve, csv (a"
            + " file of that name is ./elastic:a.json)",
        "a.json!`a.json` does not say in which format, of ndjson, ecs, ocsf, cef, eve, csv: write"
            + " ecs:a.json",
        "alerts!`alerts` does not say in which format, of ndjson, ecs, ocsf, cef, eve, csv: write"
            + " ecs:alerts",
        "ecs:!`ecs:` names no file; write ecs:FILE, or - for stdout",
      })
  void unnamed(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> OutputTarget.of(text)).getMessage());
  }
}
