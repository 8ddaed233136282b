package io.logsentinel.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.flink.Judge.JudgedBy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is gone on with, wherever the reading ended. */
class WindowReaderTest {
  private static final int WINDOWS = 6;

  @TempDir private Path folder;

  private static List<Tuple2<List<String>, List<String>>> records(
      Path file, JudgedBy by, long given) throws IOException {
    List<Tuple2<List<String>, List<String>>> records = new ArrayList<>();
    WindowReader reader =
        new WindowReader(new org.apache.flink.core.fs.Path(file.toUri()), by, given);
    for (var next = reader.next(); next != null; next = reader.next()) {
      records.add(next);
    }
    reader.close();
    return records;
  }

  @Test
  void goesOnAnywhere_withWhatWasNotGiven() throws Exception {
    byte[] baseline = SmallOffice.baseline(1, SmallOffice.WINDOW);
    JudgedBy by = JudgedBy.of(baseline, new byte[0], new JobOptions());
    List<String> rows = SmallOffice.rows(10, WINDOWS * SmallOffice.WINDOW + 50, 2, 4);
    rows.add(120, "10.0.0.1,no row at all");
    Path file = folder.resolve("day.csv");
    Files.write(file, SmallOffice.file(rows).getBytes(StandardCharsets.UTF_8));
    List<Tuple2<List<String>, List<String>>> all = records(file, by, 0);
    assertEquals(WINDOWS + 1, all.size());
    assertEquals(1, all.get(WINDOWS).f1.size());
    for (int given = 1; given <= all.size(); given++) {
      assertEquals(all.subList(given, all.size()), records(file, by, given));
    }
  }
}
