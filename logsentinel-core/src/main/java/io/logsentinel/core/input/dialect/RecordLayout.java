package io.logsentinel.core.input.dialect;

import java.util.List;
import java.util.Set;

/**
 * Layout of an exporter's records: what parts fields, where names stand, which lines and records
 * hold no flow.
 *
 * @param json true for an object a line, whose nested members are named like {@code flow.start};
 *     false for delimited text
 * @param separators what may part the fields of delimited text: ASCII characters, one a file
 * @param comment what a line begins with that holds no flow, empty where there are none such
 * @param header what the comment line begins with that holds the names, empty where the first line
 *     holds them
 * @param columns the names, where the file has no header
 * @param trailer what the line begins with that ends the flows, empty where there is none
 * @param kind column that tells flows from records of other kinds, empty where all are flows
 * @param flows what it holds for flows; none for all but the others
 * @param others what it holds for records of other kinds
 */
public record RecordLayout(
    boolean json,
    String separators,
    String comment,
    String header,
    List<String> columns,
    String trailer,
    String kind,
    Set<String> flows,
    Set<String> others) {
  public RecordLayout {
    columns = List.copyOf(columns);
    flows = Set.copyOf(flows);
    others = Set.copyOf(others);
  }

  /**
   * {@return the layout of delimited text under a header, with nothing but flows}
   *
   * @param separators ASCII characters, of which one parts the fields of a file
   */
  public static RecordLayout delimited(String separators) {
    return new RecordLayout(false, separators, "", "", List.of(), "", "", Set.of(), Set.of());
  }

  static RecordLayout read(DialectKeys keys) {
    boolean json = keys.oneOf("format", "delimited", "json-lines").equals("json-lines");
    String separators = json ? "," : keys.take("separator");
    if (separators.isEmpty() || !separators.chars().allMatch(c -> c < 0x80 && c != '"')) {
      throw keys.must("separator", "ASCII characters, each of which may part fields", separators);
    }
    return new RecordLayout(
        json,
        separators,
        keys.take("comment", ""),
        keys.take("header", ""),
        keys.words("columns", false),
        keys.take("trailer", ""),
        keys.take("kind", ""),
        Set.copyOf(keys.words("flows", false)),
        Set.copyOf(keys.words("not-flows", false)));
  }

  /**
   * {@return true for a record of a kind that is a flow}
   *
   * @param kindOfRecord what the column of the kind holds
   */
  public boolean isFlow(String kindOfRecord) {
    return flows.isEmpty() ? !others.contains(kindOfRecord) : flows.contains(kindOfRecord);
  }
}
