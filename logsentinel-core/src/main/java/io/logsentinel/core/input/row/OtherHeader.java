package io.logsentinel.core.input.row;

import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import io.logsentinel.core.text.Blanks;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Recognises a header that stands among the rows with the columns in other places, as in files that
 * were joined: the rows below it must not be read by the first one.
 *
 * <p>It looks at columns alone whose places whoever found the fields knows ({@link
 * ColumnMapping#nextNeeded}), so that all see the same rows as headers.
 */
final class OtherHeader {
  /** A byte order mark, which files keep where they were joined. */
  private static final String MARK = "\ufeff";

  private final List<String> names;

  /** The places of columns that are needed, in their order; none where no header is looked for. */
  private final int[] needed;

  /** What columns are called, here or by the dialect. */
  private final Set<String> known;

  OtherHeader(ColumnMapping columns) {
    this.names = columns.names();
    this.known = new HashSet<>(names);
    known.addAll(columns.dialect().columnNames(Set.of()));
    known.addAll(List.of(columns.dialect().time(), columns.dialect().endTime()));
    known.remove("");
    BitSet places = new BitSet();
    int[] others = {columns.timePosition(), columns.endTimePosition(), columns.kindPosition()};
    boolean isSought = columns.leniency() != Leniency.EXACT && !columns.dialect().layout().json();
    Stream.of(columns.positions(), columns.secondPositions(), others)
        .flatMapToInt(Arrays::stream)
        .filter(place -> isSought && place != ColumnMapping.ABSENT)
        .forEach(places::set);
    this.needed = places.stream().toArray();
  }

  /** True of a row with as many fields as there are columns, most of them names, and one moved. */
  boolean is(RowFields row) {
    int found = 0;
    boolean isMoved = false;
    for (int i = 0; i < needed.length && 2 * (i - found) <= needed.length; i++) {
      String text = Blanks.strip(row.text(needed[i]));
      String name = text.startsWith(MARK) ? Blanks.strip(text.substring(MARK.length())) : text;
      if (known.contains(name)) {
        found++;
        isMoved |= !name.equals(names.get(needed[i]));
      }
    }
    return isMoved && 2 * found > needed.length;
  }
}
