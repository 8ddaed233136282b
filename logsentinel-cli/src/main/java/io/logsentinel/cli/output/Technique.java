package io.logsentinel.cli.output;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Technique of MITRE ATT&amp;CK that a pattern may be.
 *
 * @param id its number, as {@code T1595.001}; without a dot it is no sub-technique
 * @param name in the catalogue; empty of numbers that are not in ours
 * @param tacticId number of its tactic, likewise
 * @param tacticName name of its tactic, likewise
 */
public record Technique(String id, String name, String tacticId, String tacticName) {
  /** Version of the catalogue that the names are of. */
  static final String CATALOGUE = "18.1";

  private static final Map<String, Technique> KNOWN = read();

  /**
   * {@return the technique of a number}
   *
   * @param id its number, as {@code T1595.001}
   */
  public static Technique of(String id) {
    return KNOWN.getOrDefault(id, new Technique(id, "", "", ""));
  }

  boolean isSub() {
    return id.indexOf('.') >= 0;
  }

  /** {@return the technique that a sub-technique is of; others themselves} */
  Technique parent() {
    return isSub() ? of(id.substring(0, id.indexOf('.'))) : this;
  }

  /** {@return the page that describes it} */
  String reference() {
    return "https://attack.mitre.org/techniques/" + id.replace('.', '/') + "/";
  }

  /** {@return the techniques of some, each once: of sub-techniques those that they are of} */
  static List<Technique> parents(List<Technique> techniques) {
    return techniques.stream().map(Technique::parent).distinct().toList();
  }

  private static Map<String, Technique> read() {
    Map<String, Technique> known = new TreeMap<>();
    for (String line : lines()) {
      String[] fields = line.split(",");
      known.put(fields[0], new Technique(fields[0], fields[1], fields[2], fields[3]));
    }
    return known;
  }

  private static List<String> lines() {
    try (InputStream in = Technique.class.getResourceAsStream("attack-techniques.csv");
        BufferedReader text =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> lines = new ArrayList<>(text.lines().toList());
      lines.removeIf(line -> line.startsWith("#") || line.startsWith("id,"));
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
