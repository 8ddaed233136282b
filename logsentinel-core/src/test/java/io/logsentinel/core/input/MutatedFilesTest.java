package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.SharedFolder;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.ParallelReaderTest.Outcome;
import io.logsentinel.core.input.dialect.Dialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of files, made up and damaged, on which the fast way and the general reader agree. It
 * takes half a minute, and stands apart so that others do not.
 */
class MutatedFilesTest {
  /** Asked of one dialect, as to try all of them on each file would take minutes. */
  private static final FlowFormat CIC = FlowFormats.of(Dialect.CIC_IDS_2017);

  private static final FlowFormat ZEEK = FlowFormats.of(Dialect.named("zeek-conn-json"));
  private static final FlowFormat SURICATA = FlowFormats.of(Dialect.named("suricata-eve"));

  @Provide
  Arbitrary<byte[]> files() {
    return ParallelReaderTest.files();
  }

  @Provide
  Arbitrary<byte[]> filesOfTimes() {
    return ParallelReaderTest.filesOfTimes();
  }

  @Provide
  Arbitrary<byte[]> jsonFiles() {
    return JsonLinesTest.files();
  }

  @Property(tries = 10_000)
  void filesWithMutatedBytes(@ForAll("files") byte[] file) {
    Object end = ParallelReaderTest.assertAgreeInSome(file, CIC);
    Statistics.label("read to the end")
        .collect(end instanceof RowCounts)
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 20));
  }

  @Property(tries = 5_000)
  void jsonFilesWithMutatedBytes(@ForAll("jsonFiles") byte[] file) throws IOException {
    FlowFormat format = ZEEK.matches(file) ? ZEEK : SURICATA;
    Object end = ParallelReaderTest.assertAgreeInSome(file, format);
    Statistics.label("read to the end")
        .collect(end instanceof RowCounts)
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 20));
    Statistics.label("in blocks to the end")
        .collect(JsonLinesTest.isDecodedInBlocks(file, format))
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 15));
  }

  /** Times are settled in the order of the file, wherever its blocks end. */
  @Property(tries = 3000)
  void clocksThatAreKnownLate(@ForAll("filesOfTimes") byte[] file) {
    Outcome expected = ParallelReaderTest.reference(file);
    for (int block : new int[] {1, 100, 300, 1000, 1 << 18}) {
      for (int ahead : new int[] {1, 3, 9}) {
        assertEquals(
            expected,
            ParallelReaderTest.read(file, block, ahead, Runnable::run),
            "blocks of " + block);
      }
    }
    Statistics.label("12 hours")
        .collect(((RowCounts) expected.end()).times().twelveHours())
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"corpus", "golden/nasty/raw"})
  void corpora(String folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(SharedFolder.of(folder))) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      ParallelReaderTest.assertAgree(bytes, CIC);
      // and as rows below a header of ours
      byte[] header = (FlowText.HEADER + "\n").getBytes(StandardCharsets.US_ASCII);
      ByteArrayOutputStream below = new ByteArrayOutputStream();
      below.writeBytes(header);
      below.writeBytes(bytes);
      if (bytes.length < 100_000) {
        ParallelReaderTest.assertAgree(below.toByteArray(), CIC);
      }
    }
    assertTrue(files.size() > 20);
  }
}
