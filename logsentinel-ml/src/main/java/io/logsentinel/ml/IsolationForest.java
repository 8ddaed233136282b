package io.logsentinel.ml;

import java.util.Arrays;

/**
 * A fitted isolation forest: rows that few random splits set apart from the others are anomalous
 * (Liu, Ting and Zhou 2008, "Isolation Forest").
 *
 * <p>Methods are named, and behave, as those of scikit-learn's {@code IsolationForest}: features
 * are cast to float32, constant features are never split on, the score is the negative of the
 * paper's, and a row is an anomaly where its score is below {@link #offset()}. The random choices
 * are other ones, so a forest fitted here agrees with scikit-learn's in distribution, not number by
 * number.
 *
 * <p><b>Data.</b> Rows are {@code [row][feature]} arrays, read, never changed or kept. Methods
 * throw {@link IllegalArgumentException} where a value is NaN, infinite or beyond float32, or a row
 * has another number of values than the forest has features; the message names row and column,
 * counted from zero. A single row is row 0.
 *
 * <p>Immutable, and safe for use by several threads.
 */
public final class IsolationForest {
  /** The offset where no contamination is given: scores of usual rows lie above -0.5. */
  public static final double AUTO_OFFSET = -0.5;

  private final ForestOptions options;
  private final int featureCount;
  private final int sampleSize;
  private final double offset;
  private final Tree[] trees;
  private final Scorer scorer;

  /** The features that an explanation can cut on: none where the trees' ranges are not known. */
  private final int[] varying;

  IsolationForest(
      ForestOptions options, int featureCount, int sampleSize, double offset, Tree[] trees) {
    this(
        options,
        featureCount,
        sampleSize,
        offset,
        trees,
        Scorer.of(trees, featureCount, sampleSize),
        varying(trees, featureCount));
  }

  private IsolationForest(
      ForestOptions options,
      int featureCount,
      int sampleSize,
      double offset,
      Tree[] trees,
      Scorer scorer,
      int[] varying) {
    this.options = options;
    this.featureCount = featureCount;
    this.sampleSize = sampleSize;
    this.offset = offset;
    this.trees = trees;
    this.scorer = scorer;
    this.varying = varying;
  }

  private static int[] varying(Tree[] trees, int features) {
    return trees[0].ranges() == null
        ? new int[0]
        : NodeRanges.varying(Arrays.stream(trees).map(Tree::ranges).toList(), features);
  }

  /**
   * {@return a forest fitted to rows}
   *
   * @param rows the training data, at least one row of 1..65,536 features
   * @param options of the fit
   * @throws IllegalArgumentException if the data is empty, ragged or not finite, the extension
   *     level is not below the number of features, or a sample has more than 2^30 values
   */
  public static IsolationForest fit(double[][] rows, ForestOptions options) {
    int features = rows.length == 0 || rows[0] == null ? 1 : rows[0].length;
    FeatureTable table = new FeatureTable(rows, features);
    int sampleSize = Math.min(options.wantedSampleSize(), rows.length);
    Tree[] trees = ForestBuilder.grow(table, sampleSize, options);
    IsolationForest forest = new IsolationForest(options, features, sampleSize, AUTO_OFFSET, trees);
    return options.contamination().isEmpty()
        ? forest
        : forest.withOffset(quantile(forest.scores(table), options.contamination().getAsDouble()));
  }

  /**
   * The value below which the fraction {@code q} of the values lies, as numpy's {@code percentile}
   * with linear interpolation has it to the last bit; sorts its argument.
   */
  static double quantile(double[] values, double q) {
    Arrays.sort(values);
    double position = (values.length - 1) * q;
    int below = (int) position;
    int above = Math.min(below + 1, values.length - 1);
    double step = values[above] - values[below];
    double part = position - below;
    // interpolates from the nearer end, as numpy does
    return part < 0.5 ? values[below] + step * part : values[above] - step * (1 - part);
  }

  /**
   * Scores rows: the negative of the anomaly score of the paper (equation 2), so lower is more
   * anomalous.
   *
   * @param rows any number of rows
   * @return by row, a score in [-1, 0); about -0.5 or above for usual rows
   */
  public double[] scoreSamples(double[][] rows) {
    return scores(new FeatureTable(rows, featureCount));
  }

  /**
   * {@return the score of one row, in [-1, 0), to the same bits as in a batch}
   *
   * @param row a value for each feature
   */
  public double scoreSample(double[] row) {
    return scoreSamples(new double[][] {row})[0];
  }

  /**
   * {@return by row, the score less {@link #offset()}: below 0 for anomalies}
   *
   * @param rows any number of rows
   */
  public double[] decisionFunction(double[][] rows) {
    return Arrays.stream(scoreSamples(rows)).map(score -> score - offset).toArray();
  }

  /**
   * {@return the score of one row less {@link #offset()}: below 0 for an anomaly}
   *
   * @param row a value for each feature
   */
  public double decisionFunction(double[] row) {
    return scoreSample(row) - offset;
  }

  /**
   * {@return by row, -1 for an anomaly and 1 for a usual row}
   *
   * @param rows any number of rows
   */
  public int[] predict(double[][] rows) {
    return Arrays.stream(decisionFunction(rows)).mapToInt(IsolationForest::verdict).toArray();
  }

  /**
   * {@return -1 for an anomaly and 1 for a usual row}
   *
   * @param row a value for each feature
   */
  public int predict(double[] row) {
    return verdict(decisionFunction(row));
  }

  /**
   * {@return by how much each feature of a row shortened its path}
   *
   * @param row a value for each feature
   */
  public Explanation explain(double[] row) {
    float[] values = new float[featureCount];
    new FeatureTable(new double[][] {row}, featureCount).copy(0, 1, values, 0);
    FeatureCredits credits = new FeatureCredits(featureCount);
    double expected = 0;
    double path = 0;
    for (Tree tree : trees) {
      expected += tree.expected()[0];
      path += tree.explain(values, varying, credits);
    }
    return new Explanation(credits, trees.length, expected / trees.length, path / trees.length);
  }

  /**
   * {@return the score below which a row is an anomaly: {@value #AUTO_OFFSET}, or with a
   * contamination that quantile of the training scores}
   */
  public double offset() {
    return offset;
  }

  /** {@return the number of rows each tree was grown from, at least 1} */
  public int sampleSize() {
    return sampleSize;
  }

  /**
   * {@return whether any tree has a split: without one (all rows alike, or a single one) every row
   * gets the same score, which tells nothing}
   */
  public boolean hasSplits() {
    return Arrays.stream(trees).anyMatch(tree -> tree.nodes() > 1);
  }

  /** {@return the number of features of a row, at least 1} */
  public int featureCount() {
    return featureCount;
  }

  /** {@return the options the forest was fitted with} */
  public ForestOptions options() {
    return options;
  }

  /**
   * {@return this forest with the same scores, scoring batches with another number of threads}
   *
   * @param threads 1..{@value ForestOptions#MAX_THREADS}
   * @throws IllegalArgumentException if out of range
   */
  public IsolationForest withThreads(int threads) {
    return new IsolationForest(
        options.withThreads(threads), featureCount, sampleSize, offset, trees, scorer, varying);
  }

  private IsolationForest withOffset(double other) {
    return new IsolationForest(options, featureCount, sampleSize, other, trees, scorer, varying);
  }

  Tree tree(int index) {
    return trees[index];
  }

  private double[] scores(FeatureTable table) {
    double[] scores = new double[table.rows()];
    Parallel.run(options.threads(), table.blocks(), block -> score(table, block, scores));
    return scores;
  }

  private void score(FeatureTable table, int block, double[] scores) {
    int from = block * table.blockRows();
    int rows = Math.min(table.blockRows(), scores.length - from);
    float[] values = new float[rows * featureCount];
    table.copy(from, from + rows, values, 0);
    double[] sums = scorer.excessPaths(values, rows);
    for (int row = 0; row < rows; row++) {
      scores[from + row] = scoreOf(sums[row]);
    }
  }

  /** Equation 2, the usual path length taken out: exactly -0.5 where nothing can be isolated. */
  private double scoreOf(double excessPaths) {
    double usual = trees.length * PathLength.average(sampleSize);
    return -StrictMath.pow(2, usual == 0 ? -1 : -1 - excessPaths / usual);
  }

  private static int verdict(double decision) {
    return decision < 0 ? -1 : 1;
  }
}
