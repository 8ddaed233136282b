package io.logsentinel.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.flow.LabelRules.LabelCounts.Count;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.input.FlowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowLabellerTest {
  private static final FlowRecord FLOW =
      new FlowRecord("10.0.0.1", "10.0.0.2", 1, 2, 6, 4, 5, 6, 7, 8, 9, 10, "");
  private static final String HEADER =
      "Source IP,Destination IP,Source Port,Destination Port,Protocol,Flow Duration,"
          + "Total Fwd Packets,Total Backward Packets,Total Length of Fwd Packets,"
          + "Total Length of Bwd Packets,Flow Bytes/s,Flow Packets/s,Label\n";

  private static WindowLabeller read(List<String> labels, int windowSize) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    labels.forEach(label -> text.append("a,b,1,2,6,1,1,1,1,1,1,1,").append(label).append('\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    WindowLabeller windows = new WindowLabeller("f", windowSize, own -> own);
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(bytes))) {
      for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        windows.add(batch);
      }
    }
    return windows;
  }

  @Provide
  Arbitrary<List<String>> labels() {
    return Arbitraries.of(
            "BENIGN", "DDoS", "DDoS - Attempted", "Bot", "Background", " Bot ", "benign\u0007")
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 200)
  void windows_holdWhatTheirLabelsSay(
      @ForAll("labels") List<String> labels, @ForAll @IntRange(min = 1, max = 9) int size)
      throws IOException {
    WindowLabeller truth = read(labels, size);
    List<LabelledWindow> expected = new ArrayList<>();
    for (int from = 0; from + size <= labels.size(); from += size) {
      List<String> window = labels.subList(from, from + size);
      long benign =
          window.stream().filter(label -> label.startsWith("b") || label.startsWith("BE")).count();
      Map<String, Long> attacks = new TreeMap<>();
      for (String label : window) {
        String name = label.strip().replace(" - Attempted", "");
        if (name.equals("DDoS") || name.equals("Bot")) {
          attacks.merge(name, 1L, Long::sum);
        }
      }
      long bots = attacks.getOrDefault("Bot", 0L);
      long floods = attacks.getOrDefault("DDoS", 0L);
      String main = bots + floods == 0 ? "" : bots >= floods ? "Bot" : "DDoS";
      String other = main.equals("Bot") ? "DDoS" : "Bot";
      List<String> others = bots > 0 && floods > 0 ? List.of(other) : List.of();
      expected.add(new LabelledWindow("f", from / size, size, benign, bots + floods, main, others));
    }
    assertEquals(expected, truth.windows());
    assertEquals(labels.size() % size, truth.leftOver());
    Map<String, Long> tally = new HashMap<>();
    labels.forEach(label -> tally.merge(label.strip(), 1L, Long::sum));
    Map<String, Long> actual = new HashMap<>();
    truth.labels().labels().forEach(count -> actual.put(count.label(), count.flows()));
    assertEquals(tally, actual);
  }

  @Test
  void restart_forgetsAll() throws IOException {
    WindowLabeller truth = read(List.of("Bot", "Bot", "Bot"), 2);
    assertEquals("f", truth.file());
    truth.restart();
    assertEquals(List.of(), truth.windows());
    assertEquals(List.of(), truth.attackRatios());
    assertEquals(0, truth.leftOver());
    assertTrue(truth.labels().labels().isEmpty());
  }

  @Test
  void aLabelForEveryFlow_isBounded_andCounted() throws IOException {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 9000; i++) {
      labels.add("attack " + i);
    }
    WindowLabeller truth = read(labels, 4500);
    assertEquals(LabelCounts.MAX_LABELS, truth.labels().labels().size());
    assertEquals(Map.of(LabelKind.ATTACK, 9000L - LabelCounts.MAX_LABELS), truth.labels().others());
    assertEquals(4500, truth.windows().get(1).attacks());
    assertEquals("attack 4500", truth.windows().get(1).attack());
    assertEquals(4096 - 1, truth.windows().get(1).others().size());
    LabelCounts sum = new LabelCounts();
    sum.add(truth.labels());
    sum.add(truth.labels());
    assertEquals(
        18000 - 2 * LabelCounts.MAX_LABELS, sum.others().get(LabelKind.ATTACK).longValue());
    assertEquals(new LabelCounts.Count("attack 0", LabelKind.ATTACK, 2), sum.labels().get(0));
  }

  /** As the windower has it: a partial flow is in the window of the next whole one. */
  @Test
  void partialFlows_countInTheirWindow() {
    FlowBatch.Appender rows =
        new FlowBatch.Appender(new LabelRules(List.of("0"), List.of("?"), LabelKind.ATTACK));
    addPartial(rows, "1");
    add(rows, "0");
    add(rows, "0");
    addPartial(rows, "1");
    addPartial(rows, "2");
    addPartial(rows, "2");
    addPartial(rows, "?");
    add(rows, "?");
    add(rows, "?");
    addPartial(rows, "7");
    add(rows, "0");
    WindowLabeller truth = new WindowLabeller("f", 2, own -> own);
    truth.add(rows.batch());
    truth.addPartial("8");
    List<LabelledWindow> expected =
        List.of(
            new LabelledWindow("f", 0, 3, 2, 1, "1"),
            new LabelledWindow("f", 1, 6, 0, 3, "2", List.of("1")));
    assertEquals(expected, truth.windows());
    assertEquals(List.of(0.0, Double.NaN), truth.attackRatios(), "of whole flows alone");
    assertEquals(1, truth.leftOver());
    assertEquals(12, truth.labels().labels().stream().mapToLong(Count::flows).sum());
    truth.restart();
    truth.add(rows.batch());
    assertEquals(expected, truth.windows());
  }

  private static void add(FlowBatch.Appender rows, String label) {
    rows.flow(FLOW).label(label).add();
  }

  private static void addPartial(FlowBatch.Appender rows, String label) {
    rows.flow(FLOW).label(label).addPartial(Set.of(FlowField.BYTES_PER_SECOND));
  }

  @Test
  void otherWords_areAskedFirst() {
    FlowBatch.Appender rows = new FlowBatch.Appender();
    add(rows, "BENIGN");
    add(rows, "Bot");
    UnaryOperator<LabelRules> words =
        own -> new LabelRules(List.of("Bot"), own.unlabelled(), LabelKind.ATTACK);
    WindowLabeller truth = new WindowLabeller("f", 2, words);
    truth.add(rows.batch());
    assertEquals(List.of(new LabelledWindow("f", 0, 2, 1, 1, "BENIGN")), truth.windows());
    assertEquals(List.of(0.5), truth.attackRatios());
    assertEquals(words.apply(LabelRules.USUAL), truth.rules());
  }

  /** The same word is benign to one writer of labels and an attack to the next. */
  @Test
  void wordsOfAnotherBatch_areItsOwn() {
    WindowLabeller truth = new WindowLabeller("f", 1, own -> own);
    for (String benign : List.of("x", "y")) {
      FlowBatch.Appender rows =
          new FlowBatch.Appender(new LabelRules(List.of(benign), List.of(), LabelKind.ATTACK));
      add(rows, "x");
      truth.add(rows.batch());
    }
    assertEquals(
        List.of(new LabelledWindow("f", 0, 1, 1, 0, ""), new LabelledWindow("f", 1, 1, 0, 1, "x")),
        truth.windows());
  }

  @Test
  void windowsOfMoreThanTheirFlows_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LabelledWindow("f", 0, 10, 6, 5, "Bot"));
  }

  @Test
  void kind_isByTheShareOfAllFlows() {
    LabelledWindow one = new LabelledWindow("f", 0, 100, 9, 1, "Bot");
    assertEquals(LabelledWindow.Kind.ATTACKED, one.kind(0));
    assertEquals(LabelledWindow.Kind.ATTACKED, one.kind(0.01));
    assertEquals(LabelledWindow.Kind.BELOW_SHARE, one.kind(0.011));
    assertEquals(LabelledWindow.Kind.BENIGN, new LabelledWindow("f", 0, 100, 1, 0, "").kind(0));
    assertEquals(LabelledWindow.Kind.UNLABELLED, new LabelledWindow("f", 0, 100, 0, 0, "").kind(0));
  }
}
