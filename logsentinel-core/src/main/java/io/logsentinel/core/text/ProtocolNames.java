package io.logsentinel.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Numbers of protocols by the names that exporters write, in any case: IANA's keywords, and those
 * of single exporters.
 */
public final class ProtocolNames {
  /** Reserved by IANA: what no number is known for, such as ARP, which is no protocol of IP. */
  public static final int UNKNOWN = 255;

  private static final Map<String, Integer> NUMBERS = read();

  private ProtocolNames() {}

  private static Map<String, Integer> read() {
    Properties names = new Properties();
    try (InputStream in = ProtocolNames.class.getResourceAsStream("protocols.properties")) {
      names.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach((name, number) -> numbers.put((String) name, Integer.valueOf((String) number)));
    return Map.copyOf(numbers);
  }

  /** {@return all names that a number is known for, in lower case, sorted} */
  public static Set<String> names() {
    return new TreeSet<>(NUMBERS.keySet());
  }

  /**
   * {@return the number of a name, {@link #UNKNOWN} where none is known}
   *
   * @param name in any case
   */
  public static int number(String name) {
    return NUMBERS.getOrDefault(name.toLowerCase(Locale.ROOT), UNKNOWN);
  }
}
