package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forests fitted by scikit-learn score here as they do there. */
class SklearnCompatibilityTest {

  @ParameterizedTest
  @CsvSource({"mini, 8, 279", "nasty, 22, 99"})
  void scoresAndDecidesAlike(String name, int files, int rows) throws IOException {
    JsonObject json = parse(resource(name + "/isolation_forest_sklearn.json"));
    Compared compared = new Compared();
    for (String file : json.getAsJsonObject("scores").keySet()) {
      compared.compare(json, file, resource(name + "/windowed/" + file));
    }
    assertEquals(files, compared.files);
    assertEquals(rows, compared.rows);
    assertTrue(compared.anomalies > 0, "no anomaly was compared");
  }

  @Test
  void scoresAndDecidesAlikeOnTheLargerSet() throws IOException {
    Map<String, byte[]> archive;
    try (InputStream in = Files.newInputStream(Shared.file("golden/small.tar.gz"))) {
      archive = TarGz.read(in);
    }
    JsonObject json = parse(archive.get("small/expected/Models/isolation_forest_sklearn.json"));
    Compared compared = new Compared();
    for (String file : json.getAsJsonObject("scores").keySet()) {
      compared.compare(json, file, archive.get("small/expected/Data/windowed/" + file));
    }
    assertEquals(8, compared.files);
    assertTrue(compared.anomalies > 0, "no anomaly was compared");
  }

  private static JsonObject parse(byte[] json) {
    return new Gson().fromJson(new String(json, StandardCharsets.UTF_8), JsonObject.class);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SklearnCompatibilityTest.class.getResourceAsStream("/golden/" + name)) {
      return in.readAllBytes();
    }
  }

  private static final class Compared {
    private int files;
    private int rows;
    private int anomalies;

    private void compare(JsonObject json, String file, byte[] csv) {
      IsolationForest forest = SklearnForest.load(json);
      double[][] windows = windows(csv, SklearnForest.features(json));
      JsonObject expected = json.getAsJsonObject("scores").getAsJsonObject(file);
      double[] scores = numbers(expected, "score_samples");
      assertArrayEquals(scores, forest.scoreSamples(windows), 1e-12, file);
      double[] decisions = numbers(expected, "decision_function");
      assertArrayEquals(decisions, forest.decisionFunction(windows), 1e-12, file);
      int[] verdicts = new Gson().fromJson(expected.get("predict"), int[].class);
      assertArrayEquals(verdicts, forest.predict(windows), file);
      files++;
      rows += verdicts.length;
      anomalies += (int) Arrays.stream(verdicts).filter(verdict -> verdict < 0).count();
    }

    private static double[] numbers(JsonObject object, String key) {
      JsonArray array = object.getAsJsonArray(key);
      double[] numbers = new double[array.size()];
      Arrays.setAll(numbers, i -> array.get(i).getAsDouble());
      return numbers;
    }

    private static double[][] windows(byte[] csv, List<String> features) {
      List<String> lines = new String(csv, StandardCharsets.UTF_8).lines().toList();
      List<String> header = List.of(lines.get(0).split(",", -1));
      return lines.stream()
          .skip(1)
          .map(line -> line.split(",", -1))
          .map(cells -> features.stream().mapToDouble(f -> number(cells[header.indexOf(f)])))
          .map(numbers -> numbers.toArray())
          .toArray(double[][]::new);
    }

    /** Infinite and missing values count as 0. */
    private static double number(String cell) {
      boolean odd = cell.isEmpty() || cell.endsWith("inf") || cell.equals("nan");
      return odd ? 0 : Double.parseDouble(cell);
    }
  }
}
