package io.logsentinel.core.input.dialect;

import io.logsentinel.core.text.NumberText;
import java.util.Objects;

/**
 * How a field of a flow is had from the columns of a record.
 *
 * <p>As text: {@code duration} is a column, {@code duration * 1000000} one in another unit, {@code
 * TotPkts - SrcPkts} and {@code a + b} two columns, {@code 0} a number for every flow, and none at
 * all what follows from other fields: a rate from bytes, packets and duration, a duration from
 * first and last time, a port that there is none of, no label.
 *
 * @param operation what is done with the columns
 * @param first column, empty where there is none
 * @param second column of a sum or a difference, else empty
 * @param operand the factor, or the number for every flow
 */
public record FieldRecipe(Operation operation, String first, String second, double operand) {
  /** Kinds of recipes. */
  public enum Operation {
    /** A column as it is. */
    COLUMN(""),
    /** A column times a factor: another unit. */
    TIMES(" * "),
    /** A column less another. */
    MINUS(" - "),
    /** The sum of two columns. */
    PLUS(" + "),
    /** The same number for every flow. */
    CONSTANT(""),
    /** What follows from other fields. */
    DERIVED("");

    private final String sign;

    Operation(String sign) {
      this.sign = sign;
    }
  }

  /** What follows from other fields. */
  public static final FieldRecipe DERIVED = new FieldRecipe(Operation.DERIVED, "", "", 0);

  public FieldRecipe {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
  }

  /**
   * {@return the recipe of a column as it is}
   *
   * @param name of the column
   */
  public static FieldRecipe column(String name) {
    return new FieldRecipe(Operation.COLUMN, name, "", 1);
  }

  /**
   * {@return the recipe of a text, as dialect files have it}
   *
   * @param text as above
   */
  static FieldRecipe of(String text) {
    if (text.isEmpty()) {
      return DERIVED;
    }
    double number = NumberText.parse(text);
    if (!Double.isNaN(number)) {
      return new FieldRecipe(Operation.CONSTANT, "", "", number);
    }
    int times = text.lastIndexOf(Operation.TIMES.sign);
    if (times > 0) {
      double factor = NumberText.parse(text.substring(times + Operation.TIMES.sign.length()));
      if (!Double.isNaN(factor)) {
        return new FieldRecipe(Operation.TIMES, text.substring(0, times), "", factor);
      }
    }
    for (Operation two : new Operation[] {Operation.MINUS, Operation.PLUS}) {
      int at = text.indexOf(two.sign);
      if (at > 0) {
        String second = text.substring(at + two.sign.length());
        return new FieldRecipe(two, text.substring(0, at), second, 1);
      }
    }
    return column(text);
  }
}
