package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.text.TimestampParser.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampParserTest {
  private static final long MOST_SECONDS = 4_102_444_799L; // 2099

  private static String parse(String text) {
    return parse(text, StandardCharsets.UTF_8);
  }

  private static String parse(String text, Charset charset) {
    byte[] bytes = ("x" + text + "x").getBytes(charset);
    TimestampParser parser = new TimestampParser();
    Kind kind = parser.parse(bytes, 1, bytes.length - 1);
    return kind.compareTo(Kind.INSTANT) >= 0
        ? kind + " " + Instant.ofEpochMilli(parser.millis())
        : kind.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "3/7/2017 8:55, DAY_FIRST 2017-07-03T08:55:00Z",
    "03/07/2017 08:55:58, DAY_FIRST 2017-07-03T08:55:58Z",
    "03-07-2017 08:55, DAY_FIRST 2017-07-03T08:55:00Z",
    "3.7.2017 8:55:01, DAY_FIRST 2017-07-03T08:55:01Z",
    "7/7/2017 23:59:59.250, DAY_FIRST 2017-07-07T23:59:59.250Z",
    "29/2/2016 0:00, DAY_FIRST 2016-02-29T00:00:00Z",
    "'  3/7/2017\t 8:55 ', DAY_FIRST 2017-07-03T08:55:00Z",
    "19/01/1970 07:27:09 PM, WITH_HALF_OF_DAY 1970-01-19T19:27:09Z",
    "19/01/1970 07:27:09 pm, WITH_HALF_OF_DAY 1970-01-19T19:27:09Z",
    "19/01/1970 07:27:09PM, WITH_HALF_OF_DAY 1970-01-19T19:27:09Z",
    "19/01/1970 07:27:09 p.m., WITH_HALF_OF_DAY 1970-01-19T19:27:09Z",
    "19/01/1970 07:27:09 a. m., WITH_HALF_OF_DAY 1970-01-19T07:27:09Z",
    "19/01/1970 12:00 AM, WITH_HALF_OF_DAY 1970-01-19T00:00:00Z",
    "19/01/1970 12:00 PM, WITH_HALF_OF_DAY 1970-01-19T12:00:00Z",
    "12/01/2024 10:00:46 \u4e0b\u5348, WITH_HALF_OF_DAY 2024-01-12T22:00:46Z",
    "2024/1/12 \u4e0a\u534810:00:46, WITH_HALF_OF_DAY 2024-01-12T10:00:46Z",
    "2024/1/12 \u5348\u5f8c 10:00:46, WITH_HALF_OF_DAY 2024-01-12T22:00:46Z",
    "2024. 1. 12, UNREADABLE",
    "12/01/2024 10:00:46\u202fPM, WITH_HALF_OF_DAY 2024-01-12T22:00:46Z",
    "12/01/2024\u200910:00:46\u2009, DAY_FIRST 2024-01-12T10:00:46Z",
    "12/01/2024 10:00:46\u00a0PM, WITH_HALF_OF_DAY 2024-01-12T22:00:46Z",
    // some write an hour of 24 and AM or PM
    "12/01/2024 22:00:46 PM, WITH_HALF_OF_DAY 2024-01-12T22:00:46Z",
    "12/01/2024 00:04:46 AM, WITH_HALF_OF_DAY 2024-01-12T00:04:46Z",
    "3/7/2017 13:00 AM, WITH_HALF_OF_DAY 2017-07-03T13:00:00Z",
    "2017-07-03 08:55:58, YEAR_FIRST 2017-07-03T08:55:58Z",
    "2017/07/03 08:55:58.123456, YEAR_FIRST 2017-07-03T08:55:58.123Z",
    "2017-07-03T08:55:58, YEAR_FIRST 2017-07-03T08:55:58Z",
    "2017-07-03T08:55:58Z, INSTANT 2017-07-03T08:55:58Z",
    "2017-07-03T08:55:58.5+02:00, INSTANT 2017-07-03T06:55:58.500Z",
    "2017-07-03T23:55:58-0330, INSTANT 2017-07-04T03:25:58Z",
    "2017-07-03 08:55:58 +02, INSTANT 2017-07-03T06:55:58Z",
    "'3/7/2017, 8:55:58 PM', WITH_HALF_OF_DAY 2017-07-03T20:55:58Z",
    "'2017-07-03, 08:55', YEAR_FIRST 2017-07-03T08:55:00Z",
    "'3/7/2017,8:55', UNREADABLE",
    "2017-07-03 08:55:58 UTC, INSTANT 2017-07-03T08:55:58Z",
    "2017-07-03 08:55:58.25 utc, INSTANT 2017-07-03T08:55:58.250Z",
    "3/7/2017 8:55 PM GMT, INSTANT 2017-07-03T20:55:00Z",
    "2017-07-03 08:55:58 UT, UNREADABLE",
    "2017-07-03 08:55:58 UTC+2, UNREADABLE",
    "1705096846, INSTANT 2024-01-12T22:00:46Z",
    "1705096846.0, INSTANT 2024-01-12T22:00:46Z",
    "1705096846.123999, INSTANT 2024-01-12T22:00:46.123Z",
    "1705096846123, INSTANT 2024-01-12T22:00:46.123Z",
    "1705096846123456, INSTANT 2024-01-12T22:00:46.123Z",
    "100000000, INSTANT 1973-03-03T09:46:40Z",
    "99999999999, INSTANT 5138-11-16T09:46:39Z",
    "300000000000, INSTANT 1979-07-05T05:20:00Z",
    "9999999999999, INSTANT 2286-11-20T17:46:39.999Z",
    "9999999999999999, INSTANT 2286-11-20T17:46:39.999Z",
    "3/13/2017 8:55, MONTH_ABOVE_12",
    "01/13/2024 00:00:12 AM, MONTH_ABOVE_12_WITH_HALF_OF_DAY",
  })
  void read(String text, String expected) {
    assertEquals(expected, parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "\u00a0"})
  void nothing(String text) {
    assertEquals("NONE", parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        "3/7/2017",
        "3/7/17 8:55",
        "31/2/2017 8:55",
        "13/13/2017 8:55",
        "2/30/2017 8:55",
        "3/13/2017 25:00",
        "2017-13-03 8:55",
        "2017-02-29 08:00:00",
        "3/7-2017 8:55",
        "3/7/2017T8:55",
        "3/7/20178:55",
        "3/7/2017 24:00",
        "3/7/2017 8:60",
        "3/7/2017 8:",
        "3/7/2017 8:55:",
        "3/7/2017 8:55:60",
        "3/7/2017 8:55.",
        "3/7/2017 8:55:10.",
        "3/7/2017 8:55 XM",
        "3/7/2017 8:55 P",
        "3/7/2017 AM 8:55 PM",
        "2017-07-03T08:55:58+19:00",
        "2017-07-03T08:55:58+02:60",
        "2017-07-03T08:55:58+",
        "2017-07-03T08:55:58Zulu",
        "99999999",
        "20170714",
        "201707140240",
        "20170714024000",
        "20170714024000123",
        "100000000000000000",
        "-1705096846",
        "1705096846.",
        "1.705e9",
        "a/b/c d:e",
        "\u4e0b\u5348"
      })
  void refused(String text) {
    assertEquals("UNREADABLE", parse(text));
  }

  @Test
  void chineseOfTheExportersOwnEncoding() {
    assertEquals(
        "WITH_HALF_OF_DAY 2024-01-12T22:00:46Z",
        parse("12/01/2024 10:00:46 \u4e0b\u5348", Charset.forName("GBK")));
    assertEquals(
        "WITH_HALF_OF_DAY 2024-01-12T10:00:46Z",
        parse("12/01/2024 \u4e0a\u5348 10:00:46", Charset.forName("GBK")));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of(
        "DAY_FIRST d/M/yyyy H:mm:ss.SSS",
        "DAY_FIRST dd-MM-yyyy HH:mm:ss.SSS",
        "DAY_FIRST d.M.yyyy HH:mm:ss,SSS",
        "YEAR_FIRST yyyy-MM-dd HH:mm:ss.SSS",
        "YEAR_FIRST yyyy/M/d H:mm:ss.SSS",
        "YEAR_FIRST yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
        "WITH_HALF_OF_DAY d/M/yyyy h:mm:ss.SSS a",
        "WITH_HALF_OF_DAY dd/MM/yyyy hh:mm:ss.SSSa",
        "WITH_HALF_OF_DAY dd/MM/yyyy HH:mm:ss.SSS a",
        "WITH_HALF_OF_DAY yyyy-MM-dd a h:mm:ss.SSS",
        "INSTANT yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        "INSTANT yyyy-MM-dd HH:mm:ss.SSS X",
        "INSTANT yyyy-MM-dd'T'HH:mm:ss.SSSxx",
        "INSTANT dd/MM/yyyy HH:mm:ss.SSSXXX");
  }

  @Provide
  Arbitrary<Locale> languages() {
    return Arbitraries.of(
        Locale.ROOT, Locale.US, Locale.CANADA, Locale.CHINA, Locale.JAPAN, Locale.KOREA);
  }

  /** What is written in any syntax reads back. */
  @Property
  void writtenInAnySyntax(
      @ForAll @LongRange(max = 1000 * MOST_SECONDS) long millis,
      @ForAll("patterns") String pattern,
      @ForAll("languages") Locale language,
      @ForAll("offsets") ZoneOffset offset) {
    Instant instant = Instant.ofEpochMilli(millis);
    String kind = pattern.substring(0, pattern.indexOf(' '));
    LocalDateTime local = instant.atOffset(offset).toLocalDateTime();
    String text =
        DateTimeFormatter.ofPattern(pattern.substring(kind.length() + 1), language)
            .format(local.atOffset(offset));
    Instant expected = kind.equals("INSTANT") ? instant : local.toInstant(ZoneOffset.UTC);
    assertEquals(kind + " " + expected, parse(text), text);
  }

  @Provide
  Arbitrary<ZoneOffset> offsets() {
    return Arbitraries.integers()
        .between(-18 * 60, 18 * 60)
        .map(minutes -> ZoneOffset.ofTotalSeconds(60 * minutes));
  }

  @Property
  void secondsMillisecondsMicroseconds(
      @ForAll @LongRange(min = 300_000_000, max = 9_999_999_999L) long seconds,
      @ForAll @LongRange(max = 999_999) long micros) {
    String six = String.format(Locale.ROOT, "%06d", micros);
    Instant instant = Instant.ofEpochSecond(seconds, 1_000_000 * (micros / 1000));
    assertEquals("INSTANT " + instant, parse(seconds + "." + six));
    assertEquals("INSTANT " + instant, parse(seconds + six));
    long until2262 = Math.min(seconds, Long.MAX_VALUE / 1_000_000_000 - 1);
    assertEquals(
        "INSTANT " + Instant.ofEpochSecond(until2262, instant.getNano()),
        parse(until2262 + six + "789"));
    assertEquals("INSTANT " + instant, parse(seconds + six.substring(0, 3)));
    assertEquals("INSTANT " + Instant.ofEpochSecond(seconds), parse("" + seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-26 10:00:00.140759, 140759",
    "2026-11-26 10:00:00.1407599, 140759",
    "2026-11-26 10:00:00.14, 140000",
    "2026-11-26T10:00:00.000001Z, 1",
    "2026-11-26 10:00:00, 0",
    "1764151200.000001, 1",
    "1764151200123, 123000",
    "1764151200123456, 123456",
    "1764151200123456789, 123456"
  })
  void microseconds(String text, long ofSecond) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    TimestampParser parser = new TimestampParser();
    assertTrue(parser.parse(bytes, 0, bytes.length).compareTo(Kind.INSTANT) >= 0);
    assertEquals(ofSecond, Math.floorMod(parser.micros(), 1_000_000L));
    assertEquals(parser.millis(), Math.floorDiv(parser.micros(), 1000L));
  }
}
