package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.input.dialect.Dialect;
import java.util.BitSet;
import java.util.List;

/**
 * Places of a dialect's columns in a record.
 *
 * @param dialect whose columns they are
 * @param names of the columns, without blanks around them
 * @param positions of the first column of each {@link FlowField}'s recipe, by its ordinal, {@link
 *     #ABSENT} where it has none; not to be changed
 * @param secondPositions of the second, likewise
 * @param timePosition of the time, if it has one
 * @param endTimePosition of the end time, if it has one
 * @param kindPosition of the column that tells flows from other records, if there is one
 * @param labelPart which part of its column the label is, parted by {@link #PARTS}; {@link #ABSENT}
 *     where it is all of it
 * @param leniency how a row is taken that lacks a value
 */
public record ColumnMapping(
    Dialect dialect,
    List<String> names,
    int[] positions,
    int[] secondPositions,
    int timePosition,
    int endTimePosition,
    int kindPosition,
    int labelPart,
    Leniency leniency) {
  /** The place of a column that is not there. */
  public static final int ABSENT = -1;

  /** Parts the last columns of labelled Zeek logs, which stand in one field. */
  public static final String PARTS = "   ";

  /** How a row is taken that lacks a value. */
  public enum Leniency {
    /** As the original takes it: every field must be there. */
    EXACT,
    /** What lacks only what no entity needs is a partial flow. */
    LABELLED,
    /** Likewise, but to lack a label is nothing odd. */
    UNLABELLED
  }

  /**
   * {@return the same columns}
   *
   * @param other how a row is taken that lacks a value
   */
  public ColumnMapping with(Leniency other) {
    return new ColumnMapping(
        dialect,
        names,
        positions,
        secondPositions,
        timePosition,
        endTimePosition,
        kindPosition,
        labelPart,
        other);
  }

  /**
   * {@return the name of a column; of several that JSON members may have, the first}
   *
   * @param position of the column
   */
  public String name(int position) {
    String name = names.get(position);
    return dialect.layout().json() ? firstOf(name) : name;
  }

  /**
   * {@return of names parted by a bar, the first}
   *
   * @param names such as {@code flow.start|netflow.start}
   */
  public static String firstOf(String names) {
    int bar = names.indexOf('|');
    return bar < 0 ? names : names.substring(0, bar);
  }

  /** {@return the number of columns, required or not} */
  public int columns() {
    return names.size();
  }

  /** {@return true if a record has a place for the time} */
  public boolean hasTime() {
    return timePosition != ABSENT;
  }

  /**
   * {@return from each field of a record on, the first whose end is needed} Needed are those that
   * are kept, and those before them, whose end is a start. After the last one stands the number of
   * columns.
   */
  public int[] nextNeeded() {
    BitSet needed = new BitSet();
    int[] others = {timePosition, endTimePosition, kindPosition, columns() - 1};
    for (int[] some : List.of(positions, secondPositions, others)) {
      for (int position : some) {
        if (position != ABSENT) {
          needed.set(Math.max(0, position - 1), position + 1);
        }
      }
    }
    needed.set(columns());
    int[] next = new int[columns() + 1];
    for (int column = 0; column < next.length; column++) {
      next[column] = needed.nextSetBit(column);
    }
    return next;
  }
}
