package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code inspect} tells of odd files: what is so, and in the form that all else has. */
class InspectFactsTest {
  private static final String NFDUMP = "ts,sa,da,sp,dp,pr,td,ipkt,opkt,ibyt,obyt\n";
  private static final String FLOW = ",443,443,TCP,0.5,5,4,500,600\n";

  @TempDir Path folder;

  private String inspected(String name, String text, String... options) throws IOException {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "inspect";
    System.arraycopy(options, 0, arguments, 1, options.length);
    arguments[options.length + 1] = Files.writeString(folder.resolve(name), text).toString();
    Result result = Cli.run(arguments);
    assertEquals("", result.err());
    return result.out();
  }

  private static void assertTold(String lines, String shown) {
    assertTrue(shown.contains(lines), shown);
  }

  @Test
  void addresses_areShownInTheFormThatAllElseHas() throws IOException {
    String shown =
        inspected(
            "addresses.csv",
            NFDUMP
                + "2024-07-14 10:00:00,\"=\"\"10.0.0.1\"\"\",10.0.0.2/32"
                + FLOW
                + "2024-07-14 10:00:00,::ffff:10.0.0.3,2001:DB8:0:0::1"
                + FLOW
                + "2024-07-14 10:00:00, 10.0.0.4 ,Printer"
                + FLOW);
    assertTold("10.0.0.1:443 > 10.0.0.2:443 TCP\n", shown);
    assertTold("10.0.0.3:443 > [2001:db8::1]:443 TCP\n", shown);
    assertTold("10.0.0.4:443 > Printer:443 TCP\n", shown);
  }

  @Test
  void ofTimes_someOfWhichNameTheirZone_bothAreTold() throws IOException {
    String text =
        NFDUMP
            + ("2024-07-14 10:00:00,10.0.0.1,10.0.0.2" + FLOW)
            + ("2024-07-14 10:00:00+02:00,10.0.0.1,10.0.0.2" + FLOW)
            + ("2024-07-14 10:00:01,10.0.0.1,10.0.0.2" + FLOW);
    String local = inspected("mixed.csv", text);
    assertTold(
        "               1 of 3 name their zone and are in UTC (Z), the others stand as\n"
            + "               they are written: they name none, and no --time-zone is given\n",
        local);
    assertFalse(local.contains("that --time-zone gives"), local);
    assertTold(
        "               in UTC: 1 of 3 name their zone, the others are of the one that\n"
            + "               --time-zone gives\n",
        inspected("mixed.csv", text, "--time-zone=Europe/Berlin"));
  }

  /** As in IoT-23, where three blanks part the last columns, and tabs all others. */
  @Test
  void aLabelInOneColumnWithOthers_isALabel() throws IOException {
    String shown =
        inspected(
            "conn.log.labeled",
            "#separator \\x09\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\t"
                + "duration\torig_bytes\tresp_bytes\torig_pkts\tresp_pkts\t"
                + "tunnel_parents   label   detailed-label\n"
                + "1\t10.0.0.1\t1\t10.0.0.2\t2\ttcp\t1\t2\t3\t4\t5\t-   Malicious   DDoS\n");
    assertTold("Label                        label, in one column with others\n", shown);
    assertTold("labels       attack: Malicious 1\n", shown);
  }

  @Test
  void namesInOtherLetters_areToldToBeSo() throws IOException {
    String upper = NFDUMP.toUpperCase(Locale.ROOT);
    String shown =
        inspected(
            "upper.csv",
            upper + "2024-07-14 10:00:00,10.0.0.1,10.0.0.2" + FLOW,
            "--format=nfdump-1.6");
    assertTold(
        "  dialect      nfdump-1.6, as asked for; its names stand in other letters on\n"
            + "               line 1\n",
        shown);
    assertTold("Source IP                    SA\n", shown);
  }

  /** As in patterns of a shell: what a tool keeps for itself, or has not finished. */
  @Test
  void hiddenFiles_areNobodysInput() throws IOException {
    Files.writeString(folder.resolve(".today.csv.part"), "x");
    Files.writeString(folder.resolve(".yesterday.csv"), "x");
    Files.writeString(folder.resolve("today.csv"), NFDUMP + "0,10.0.0.1,10.0.0.2" + FLOW);
    Result result = Cli.run("inspect", folder.toString());
    assertEquals(0, result.exit());
    assertEquals("", result.err());
    Result named = Cli.run("inspect", folder.resolve(".yesterday.csv").toString());
    assertTrue(named.out().contains(" not usable "), named.out());
  }
}
