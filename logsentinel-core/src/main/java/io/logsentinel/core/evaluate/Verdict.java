package io.logsentinel.core.evaluate;

/**
 * What a judge says of a window.
 *
 * @param score any number but NaN, higher is more unusual
 * @param alarm whether it alarms
 */
public record Verdict(double score, boolean alarm) {
  public Verdict {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("the score must be a number but is NaN");
    }
  }
}
