package io.logsentinel.ml;

import java.util.Arrays;

/**
 * A grower of one isolation tree from a sample of the training rows (Liu, Ting and Zhou 2008,
 * algorithm 2), which chooses features as scikit-learn's random splitter does.
 */
abstract class TreeGrower {
  /** The sample, feature after feature. */
  private final float[] values;

  private final int rows;

  /** The sample's rows; those of a node are a range of it. */
  private final int[] order;

  /** Features that may vary come first; those found constant on the way down move behind them. */
  private final int[] candidates;

  private final float[] min;
  private final float[] max;
  private final int maxDepth;
  private final int[] left;
  private final int[] samples;

  /** The number of features a split looks at, where that many vary. */
  private final int wanted;

  private int nodes = 1;

  final SplitMix random;

  TreeGrower(FeatureTable table, int[] sample, int[] varying, SplitMix random, int wanted) {
    this.rows = sample.length;
    this.values = new float[rows * table.features()];
    table.gather(sample, values);
    this.order = new int[rows];
    Arrays.setAll(order, i -> i);
    this.candidates = varying.clone();
    this.min = new float[table.features()];
    this.max = new float[table.features()];
    this.maxDepth = PathLength.maxDepth(rows);
    this.left = new int[maxNodes()];
    this.samples = new int[maxNodes()];
    this.random = random;
    this.wanted = wanted;
  }

  final int maxNodes() {
    return 2 * rows - 1;
  }

  final Tree grow() {
    NodeRanges ranges = ranges();
    grow(0, 0, rows, 0, candidates.length);
    return new Tree(
        Arrays.copyOf(left, nodes), Arrays.copyOf(samples, nodes), splits(nodes), ranges);
  }

  /** Measures all features over the whole sample. */
  private NodeRanges ranges() {
    for (int feature = 0; feature < min.length; feature++) {
      float low = values[feature * rows];
      float high = low;
      for (int at = feature * rows + 1; at < (feature + 1) * rows; at++) {
        float value = values[at];
        low = value < low ? value : low;
        high = value > high ? value : high;
      }
      min[feature] = low;
      max[feature] = high;
    }
    return new NodeRanges(min.clone(), max.clone());
  }

  /** Grows the sub-tree of a node that holds order[from..to-1]. */
  private void grow(int node, int from, int to, int depth, int undecided) {
    samples[node] = to - from;
    left[node] = Tree.LEAF;
    if (depth >= maxDepth || to - from < 2) {
      leaf(node);
      return;
    }
    int varying = chooseFeatures(from, to, undecided);
    if (varying == 0) {
      leaf(node);
      return;
    }
    split(node, from, to, Math.min(wanted, varying));
    int middle = partition(node, from, to);
    int child = nodes;
    nodes += 2;
    left[node] = child;
    grow(child, from, middle, depth + 1, varying);
    grow(child + 1, middle, to, depth + 1, varying);
  }

  /**
   * Moves up to {@link #wanted} features that vary within the node, drawn without replacement, to
   * the front of the candidates. A feature found constant here is constant in the whole sub-tree
   * and moves behind the candidates: it is drawn at most once on any path.
   *
   * @return the number of candidates left
   */
  private int chooseFeatures(int from, int to, int undecided) {
    int varying = undecided;
    int chosen = 0;
    while (chosen < Math.min(wanted, varying)) {
      int drawn = chosen + random.nextInt(varying - chosen);
      int feature = candidates[drawn];
      if (to - from < rows) {
        // otherwise it is the root, for which ranges() did
        measure(feature, from, to);
      }
      if (VaryingFeatures.constant(min[feature], max[feature])) {
        swap(candidates, drawn, --varying);
      } else {
        swap(candidates, drawn, chosen++);
      }
    }
    return varying;
  }

  private void measure(int feature, int from, int to) {
    int base = feature * rows;
    float low = values[base + order[from]];
    float high = low;
    for (int i = from + 1; i < to; i++) {
      float value = values[base + order[i]];
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    min[feature] = low;
    max[feature] = high;
  }

  private int partition(int node, int from, int to) {
    int begin = from;
    int end = to;
    while (begin < end) {
      if (right(node, order[begin])) {
        swap(order, begin, --end);
      } else {
        begin++;
      }
    }
    return begin;
  }

  private static void swap(int[] array, int i, int j) {
    int kept = array[i];
    array[i] = array[j];
    array[j] = kept;
  }

  /** A value of the sample; the row as {@link #row} names it. */
  final float value(int row, int feature) {
    return values[feature * rows + row];
  }

  /** The row at a place of a node's range. */
  final int row(int place) {
    return order[place];
  }

  /** The i-th of the features chosen for the node. */
  final int chosen(int i) {
    return candidates[i];
  }

  /** The smallest value of a chosen feature within the node. */
  final float min(int feature) {
    return min[feature];
  }

  /** The largest value of a chosen feature within the node. */
  final float max(int feature) {
    return max[feature];
  }

  /** Draws a split on the chosen features that leaves rows on both sides. */
  abstract void split(int node, int from, int to, int chosen);

  /** Whether a row of the sample goes right at a node just split. */
  abstract boolean right(int node, int row);

  /** Fills in the entries of a leaf. */
  abstract void leaf(int node);

  /** The splits of the first {@code nodes} nodes. */
  abstract Splits splits(int nodes);
}
