package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same flows with blanks around their values, or other spellings of their addresses. */
class SpellingsTest {
  private static final int WINDOW = 50;
  private static final String[] OPTIONS = {
    "--window-size=" + WINDOW, "--baseline=benign.csv", "--quiet"
  };
  private static final String NAMES = Flows.HEADER.strip() + ",Timestamp";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d/M/yyyy H:mm:ss", Locale.ROOT);
  private static final List<String> ARTIFACTS =
      List.of("incidents.json", "detections.json", "detections.csv");

  /** Ways to write a flow that make no other flow of it. */
  enum Spelling {
    BLANK_AFTER_COMMAS(line -> line.replace(",", ", ")),
    BLANK_BEFORE_COMMAS(line -> line.replace(",", "\t ,") + " "),
    PADDED(
        line ->
            fields(line)
                .map(field -> String.format(Locale.ROOT, "%20s", field))
                .collect(Collectors.joining(","))),
    NO_BREAK_SPACES(line -> withAddresses(line, address -> '\u00a0' + address + '\u00a0')),
    UPPER_CASE(line -> withAddresses(line, address -> address.toUpperCase(Locale.ROOT))),
    LONG(line -> withAddresses(line, address -> address.replace("::", ":0000:0:000:00:0:"))),
    MAPPED(line -> withAddresses(line, address -> "::ffff:" + address)),
    MAPPED_IN_HEXADECIMAL(line -> withAddresses(line, Spelling::hexadecimal)),
    /** Two spellings of each address in one window. */
    TAKING_TURNS(
        line -> line.hashCode() % 2 == 0 ? line : withAddresses(line, address -> ' ' + address));

    private final UnaryOperator<String> each;

    Spelling(UnaryOperator<String> each) {
      this.each = each;
    }

    boolean isOfIpv6() {
      return this == UPPER_CASE || this == LONG;
    }

    String of(String file) {
      String header = this == BLANK_AFTER_COMMAS ? NAMES.replace(",", ", ") : NAMES;
      return file.lines().skip(1).map(each).collect(Collectors.joining("\n", header + '\n', "\n"));
    }

    private static Stream<String> fields(String line) {
      return Arrays.stream(line.split(",", -1));
    }

    private static String withAddresses(String line, UnaryOperator<String> change) {
      String[] fields = line.split(",", -1);
      fields[0] = change.apply(fields[0]);
      fields[1] = change.apply(fields[1]);
      return String.join(",", fields);
    }

    private static String hexadecimal(String ipv4) {
      String[] parts = ipv4.split("\\.");
      return String.format(
          Locale.ROOT,
          "0:0:0:0:0:FFFF:%s%s:%s%s",
          Arrays.stream(parts)
              .map(part -> String.format(Locale.ROOT, "%02X", Integer.parseInt(part)))
              .toArray());
    }
  }

  @TempDir Path folder;

  private static String inside(boolean ipv6, int host) {
    return (ipv6 ? "fd0a:b::" : "10.0.0.") + host;
  }

  private static String outside(boolean ipv6, int host) {
    return (ipv6 ? "2001:db8::ab" : "198.51.100.") + host;
  }

  /** A flow a second: names are asked for and pages read; every tenth flow is a ping. */
  private static String flows(int count, int seed, boolean ipv6, IntFunction<String> more) {
    Random random = new Random(seed);
    LocalDateTime time = LocalDateTime.of(2024, 7, 2 + seed, 9, 0);
    StringBuilder text = new StringBuilder(NAMES).append('\n');
    for (int i = 0; i < count; i++) {
      String when = ",BENIGN," + TIME.format(time.plusSeconds(i)) + '\n';
      String client = inside(ipv6, 11 + random.nextInt(30));
      if (i % 10 == 0) { // no ports, and no time in which there could be a rate
        text.append(client).append(',').append(inside(ipv6, 3));
        text.append(",,,1,0,1,0,64,0,Infinity,NaN").append(when);
      }
      boolean name = random.nextBoolean();
      text.append(client).append(',');
      text.append(name ? inside(ipv6, 2) : outside(ipv6, 1 + random.nextInt(9)));
      text.append(name ? ",50000,53,17," : ",50000,443,6,").append(1000 + random.nextInt(90_000));
      text.append(",2,3,").append(100 + random.nextInt(50)).append(',');
      text.append(300 + random.nextInt(900)).append(",12.5,99.25").append(when);
      text.append(more.apply(i).replace("WHEN", when.substring(1)));
    }
    return text.toString();
  }

  private static String benign(boolean ipv6) {
    return flows(30 * WINDOW, 1, ipv6, i -> "");
  }

  /** In the middle, ten hosts call one address outside. */
  private static String today(boolean ipv6) {
    return flows(
        10 * WINDOW,
        2,
        ipv6,
        i ->
            i < 4 * WINDOW || i >= 6 * WINDOW
                ? ""
                : inside(ipv6, 11 + i % 10)
                    + ','
                    + outside(ipv6, 99)
                    + ",50001,9000,6,2000,8,6,900,400,12.5,99.25,WHEN");
  }

  private List<String> run(Spelling spelling, String name, String benign, String today)
      throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    TestData.writeRaw(run, "benign.csv", benign);
    TestData.writeRaw(run, "today.csv", today);
    Cli.Result result = Cli.runIn(run, OPTIONS);
    assertEquals(0, result.exit(), result.err());
    assertFalse(result.err().contains("cannot be read"), result.err());
    List<String> artifacts = new ArrayList<>();
    for (String artifact : ARTIFACTS) {
      artifacts.add(Files.readString(run.resolve("Models").resolve(artifact)));
    }
    artifacts.add(Files.readString(run.resolve("Data/windowed/profile_today.jsonl")));
    if (spelling != Spelling.TAKING_TURNS) { // the sums count spellings, as the original does
      artifacts.add(Files.readString(run.resolve("Models/decisions.csv")));
    }
    return artifacts;
  }

  @ParameterizedTest
  @EnumSource(Spelling.class)
  void otherSpellings_giveTheSameIncidents(Spelling spelling) throws IOException {
    boolean ipv6 = spelling.isOfIpv6();
    List<String> plain = run(spelling, "plain", benign(ipv6), today(ipv6));
    assertTrue(plain.get(0).contains("\"Bot, beaconing\""), plain.get(0));
    assertTrue(plain.get(0).contains('"' + outside(ipv6, 99) + '"'), plain.get(0));
    assertTrue(plain.get(0).contains("2024-07-04T09:0"), plain.get(0));
    String spelled = spelling.of(today(ipv6));
    assertEquals(
        plain, run(spelling, "today", benign(ipv6), spelled), "learned from the plain one");
    assertEquals(
        plain, run(spelling, "both", spelling.of(benign(ipv6)), spelled), "learned from the same");
  }

  @Test
  void theCleanedFile_hasTextAsItCame() throws IOException {
    run(
        Spelling.BLANK_AFTER_COMMAS,
        "blank",
        benign(false),
        Spelling.BLANK_AFTER_COMMAS.of(today(false)));
    String cleaned = Files.readString(folder.resolve("blank/Data/processed/cleaned_today.csv"));
    String row = cleaned.lines().skip(1).findFirst().orElseThrow();
    assertTrue(row.matches("10\\.0\\.0\\.\\d+, [0-9.]+,50000,.*, BENIGN"), row);
    Path windows = folder.resolve("blank/Data/windowed/profile_today.jsonl");
    String profiles = Files.readString(windows);
    Cli.runIn(folder.resolve("blank"), "--step=window", "--window-size=" + WINDOW);
    assertEquals(profiles, Files.readString(windows), "read again, it gives the same");
  }

  @Test
  void anAddressOfBlanks_isMissing() throws IOException {
    String row = Flows.row(1, "BENIGN");
    String rows =
        Flows.HEADER
            + row
            + row.replace("10.0.0.1,", "  ,")
            + row.replace("10.0.0.1,", " NaN ,")
            + row.replace(",192.168.1.1,", ",\t,")
            + " , ,,,,,,,,,,, \n"
            + row.replace("\n", ", \n");
    TestData.writeRaw(folder, "a.csv", rows);
    Cli.Result result = Cli.runIn(folder, "--step=preprocess");
    assertTrue(
        result.out().contains("6 read = 2 kept + 4 rejected (blank 1, missing value 3)"),
        result.out());
    assertTrue(result.err().contains("missing value, first on line 3: Source IP is"), result.err());
  }
}
