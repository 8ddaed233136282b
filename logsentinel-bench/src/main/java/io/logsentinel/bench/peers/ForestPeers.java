package io.logsentinel.bench.peers;

import io.logsentinel.bench.measure.LabelledSet;
import io.logsentinel.bench.peers.ForestPeer.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Our forest beside others on the same data in the same run, in turn: fit and score with 100 trees
 * of 256. First the areas under the ROC curve are held against each other, then the times are told;
 * medians over the turns, the first five of which warm up.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar io.logsentinel.bench.peers.ForestPeers
 * RESULTS FILE.csv.gz ...} writes a page. scikit-learn takes part where {@code python3} (or the one
 * that the environment variable {@code PYTHON} names) has it; Smile where the build had {@code
 * -Psmile} on a JDK 25.
 */
public final class ForestPeers {
  private static final int WARM_UPS = 5;
  private static final int TURNS = 12;
  private static final double SAME_AUC = 0.03;

  private ForestPeers() {}

  /** Arguments: the page to write, and the data sets. */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      System.err.println("usage: ForestPeers RESULTS FILE.csv.gz ...");
      System.exit(2);
    }
    try (PrintStream page =
        new PrintStream(Files.newOutputStream(Path.of(args[0])), true, StandardCharsets.UTF_8)) {
      page.println("# The forest beside others\n");
      page.printf(
          "Written by `ForestPeers` on %s, Java %s, %s cores (%s). 100 trees of 256 rows, one core"
              + " unless said otherwise; medians of %s turns A B A B after as many as it takes to warm"
              + " up, in one run. A sample-tree is one row scored by one tree; equal rows are not scored"
              + " once only. The ratio is our rate on one core by theirs.%n%n",
          LocalDate.now(),
          Runtime.version(),
          Runtime.getRuntime().availableProcessors(),
          processor(),
          TURNS - WARM_UPS);
      for (int i = 1; i < args.length; i++) {
        compare(Path.of(args[i]), page);
      }
    }
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    List<String> lines = Files.exists(info) ? Files.readAllLines(info) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 2))
        .findFirst()
        .orElse("unknown processor");
  }

  private static List<ForestPeer> peers(Path file) throws ReflectiveOperationException {
    List<ForestPeer> peers = new ArrayList<>();
    peers.add(new ForestPeer.Own(1));
    peers.add(new ForestPeer.Own(2));
    try {
      String python = Optional.ofNullable(System.getenv("PYTHON")).orElse("python3");
      peers.add(new ScikitLearnPeer(python, file));
    } catch (IOException e) {
      System.err.println("without scikit-learn: " + e.getMessage());
    }
    peers.add(new RandomCutPeer());
    try {
      Class<?> smile = Class.forName("io.logsentinel.bench.peers.SmilePeer");
      peers.add((ForestPeer) smile.getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      System.err.println("without Smile: not built with -Psmile on a JDK 25");
    }
    return peers;
  }

  private static void compare(Path file, PrintStream page) throws Exception {
    LabelledSet set = LabelledSet.read(file);
    List<ForestPeer> peers = peers(file);
    List<List<Run>> runs = new ArrayList<>();
    peers.forEach(peer -> runs.add(new ArrayList<>()));
    List<LabelledSet> scored = peers.stream().map(peer -> set.spread(peer.mostRows())).toList();
    for (int turn = 0; turn < TURNS; turn++) {
      for (int i = 0; i < peers.size(); i++) {
        Run run = peers.get(i).run(set, scored.get(i), turn);
        System.err.println(set.name() + " " + peers.get(i).name() + " " + run);
        runs.get(i).add(run);
      }
    }
    for (ForestPeer peer : peers) {
      peer.close();
    }
    double ownAuc = median(runs.get(0), Run::auc);
    page.println(
        "## " + set.name() + ": " + set.rows().length + " rows, " + set.features() + " features\n");
    page.println("| forest | AUC | fit ms | rows scored | score ms | M sample-trees/s | ratio |");
    page.println("|---|---|---|---|---|---|---|");
    double ownRate = 0;
    for (int i = 0; i < peers.size(); i++) {
      List<Run> counted = runs.get(i).subList(WARM_UPS, TURNS);
      double auc = median(counted, Run::auc);
      if (peers.get(i) instanceof ScikitLearnPeer && Math.abs(auc - ownAuc) > SAME_AUC) {
        throw new IllegalStateException(
            "AUC " + auc + " of scikit-learn but " + ownAuc + " of ours");
      }
      double fit = median(counted, Run::fitMillis);
      double score = median(counted, Run::scoreMillis);
      int rows = scored.get(i).rows().length;
      double rate = (double) rows * ForestPeer.TREES / score / 1e3;
      ownRate = i == 0 ? rate : ownRate;
      page.printf(
          Locale.ROOT,
          "| %s | %.4f | %.1f | %d | %.1f | %.1f | %.2f |%n",
          peers.get(i).name(),
          auc,
          fit,
          rows,
          score,
          rate,
          ownRate / rate);
    }
    page.println();
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> of) {
    double[] sorted = runs.stream().mapToDouble(of).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
