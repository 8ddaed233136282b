package io.logsentinel.cli.workspace;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.ml.ForestModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForestsTest {
  private static final Path FILE = Path.of("forest.json");

  @Test
  void aForest_isOfItsWindowSize_whichItStates() {
    ForestModel of100 = Forests.train(new double[][] {{1}, {2}, {3}}, List.of("flows"), 100, 1, 1);
    assertDoesNotThrow(() -> Forests.requireWindowSize(of100, FILE, 100));
    assertRefused("forest.json: its window size must be 50 but is 100", of100, 50);
    ForestModel silent = new ForestModel(of100.forest(), of100.featureNames(), Map.of());
    assertRefused("forest.json: its window size must be 50 but is not stated", silent, 50);
  }

  private static void assertRefused(String message, ForestModel model, long windowSize) {
    InputException refused =
        assertThrows(
            InputException.class, () -> Forests.requireWindowSize(model, FILE, windowSize));
    assertEquals(message, refused.getMessage());
  }
}
