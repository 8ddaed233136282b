package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4Test {
  private static final String PART = "(0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
  private static final Pattern CANONICAL =
      Pattern.compile(PART + "\\." + PART + "\\." + PART + "\\." + PART);

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0",
    "0.0.0.1, 1",
    "10.0.0.1, 167772161",
    "255.255.255.255, 4294967295",
    "128.0.0.0, 2147483648"
  })
  void canonicalTextIsANumber(String text, long address) {
    assertEquals(address, Ipv4.parse(text));
    assertEquals(text, Ipv4.text(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "01.2.3.4",
        "1.2.3.04",
        "00.0.0.0",
        "256.0.0.1",
        "1.2.3.999",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.4\n",
        "+1.2.3.4",
        "-1.2.3.4",
        "1.2.3.4/8",
        "0x1.2.3.4",
        "1,2,3,4",
        "1.2.3.4\0",
        "::1",
        "fe80::1",
        "::ffff:1.2.3.4",
        "١.٢.٣.٤",
        "１.2.3.4",
        "localhost",
        "1.2.3.4294967297"
      })
  void everyOtherTextStaysText(String text) {
    assertEquals(Ipv4.NONE, Ipv4.parse(text));
  }

  @Property
  void everyAddressReadsBack(@ForAll @LongRange(min = 0, max = 0xFFFFFFFFL) long address) {
    assertEquals(address, Ipv4.parse(Ipv4.text(address)));
  }

  @Provide
  Arbitrary<String> addressLike() {
    return Arbitraries.strings()
        .withChars("0125")
        .ofMaxLength(3)
        .list()
        .ofMinSize(3)
        .ofMaxSize(5)
        .map(parts -> String.join(".", parts));
  }

  @Property(tries = 3000)
  @StatisticsReport(onFailureOnly = true)
  void aTextIsANumberExactlyWhereItIsTheNumbersText(@ForAll("addressLike") String text) {
    boolean canonical = CANONICAL.matcher(text).matches();
    long address = Ipv4.parse(text);
    assertEquals(canonical, address != Ipv4.NONE, text);
    if (canonical) {
      assertEquals(text, Ipv4.text(address)); // so two texts are equal where their numbers are
    }
    Statistics.label("canonical").collect(canonical);
    Statistics.label("canonical").coverage(c -> c.check(true).percentage(p -> p > 1));
  }
}
