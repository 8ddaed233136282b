package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole run gives the same bytes, artifacts, events and what is printed, at any number of
 * threads, in any locale, time zone and encoding of the system, on JDK 17 and 25, whatever the
 * order in which the files were made. Each run is a process of its own.
 *
 * <p>By default there are {@value #RUNS} runs, in which every value of each dimension meets every
 * other of most others; {@code -Dlogsentinel.matrix=full} has the whole product. Sizes of blocks,
 * which no option sets, are those of {@code ParallelReaderTest}.
 */
class DeterminismTest {
  private static final int RUNS = 8;
  private static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";

  private static final List<String> THREADS = List.of("1", "2", "7");

  private static final List<List<String>> LOCALES =
      List.of(
          List.of("-Duser.language=tr", "-Duser.country=TR"),
          List.of("-Duser.language=de", "-Duser.country=DE"),
          List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=u-nu-arab"),
          List.of("-Duser.language=th", "-Duser.country=TH", "-Duser.extensions=u-ca-buddhist"));

  private static final List<String> ZONES =
      List.of("Asia/Kathmandu", "UTC", "America/St_Johns", "Pacific/Apia");

  /** What differs between runs. */
  private record Surroundings(
      Path java,
      String threads,
      List<String> locale,
      String zone,
      String charset,
      boolean isReversed) {}

  @TempDir Path folder;

  @Test
  void oneDigest_whateverSurroundsARun() throws IOException, InterruptedException {
    boolean isFull = "full".equals(System.getProperty("logsentinel.matrix"));
    List<Surroundings> matrix = isFull ? product() : selection();
    Map<String, String> expected = run(folder.resolve("0"), matrix.get(0));
    assertTrue(expected.size() >= 17, "artifacts: " + expected.keySet());
    assertTrue(expected.get("stdout").contains("2 processed"), expected.get("stdout"));
    assertTrue(expected.get("events.csv").lines().count() > 1, "no incident");
    for (int i = 1; i < matrix.size(); i++) {
      Path work = folder.resolve(Integer.toString(i));
      Map<String, String> artifacts = run(work, matrix.get(i));
      assertEquals(expected.keySet(), artifacts.keySet(), matrix.get(i).toString());
      for (String name : expected.keySet()) {
        assertEquals(expected.get(name), artifacts.get(name), name + " of " + matrix.get(i));
      }
      TestData.delete(work);
    }
  }

  private static List<Surroundings> selection() throws IOException {
    List<Path> javas = javas();
    List<Surroundings> selection = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      selection.add(
          new Surroundings(
              javas.get(i % javas.size()),
              THREADS.get(i % 3),
              LOCALES.get(i % 4),
              ZONES.get(i / 2),
              i / 3 % 2 == 0 ? "C" : "C.UTF-8",
              i / 4 % 2 == 0));
    }
    return selection;
  }

  private static List<Surroundings> product() throws IOException {
    List<Surroundings> product = new ArrayList<>();
    for (Path java : javas()) {
      for (String threads : THREADS) {
        for (List<String> locale : LOCALES) {
          for (String zone : ZONES) {
            for (String charset : List.of("C", "C.UTF-8")) {
              for (boolean isReversed : new boolean[] {true, false}) {
                product.add(new Surroundings(java, threads, locale, zone, charset, isReversed));
              }
            }
          }
        }
      }
    }
    return product;
  }

  /** This JVM's, and those of JDK 17 and 25 where there are others. */
  private static List<Path> javas() throws IOException {
    List<Path> javas = new ArrayList<>();
    javas.add(Path.of(System.getProperty("java.home"), "bin", "java"));
    String named = System.getenv("JDK25_HOME");
    if (named != null) {
      javas.add(Path.of(named, "bin", "java"));
    } else if (Files.isDirectory(Path.of("/usr/lib/jvm"))) {
      try (DirectoryStream<Path> homes =
          Files.newDirectoryStream(Path.of("/usr/lib/jvm"), "*{17,25}*")) {
        for (Path home : homes) {
          Path java = home.resolve("bin/java");
          if (Files.isExecutable(java) && !isSame(java, javas)) {
            javas.add(java);
          }
        }
      }
    }
    return javas;
  }

  private static boolean isSame(Path java, List<Path> others) throws IOException {
    for (Path other : others) {
      if (Files.isSameFile(java, other)) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> run(Path work, Surroundings in)
      throws IOException, InterruptedException {
    List<String> names = List.of(MONDAY, "Iyidir.csv");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(in.isReversed() ? names.size() - 1 - i : i);
      TestData.writeRaw(work, name, flows(name.equals(MONDAY) ? 1 : 2));
    }
    List<String> command = new ArrayList<>();
    command.add(in.java().toString());
    command.addAll(in.locale());
    command.add("-Duser.timezone=" + in.zone());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(
        List.of(
            "--window-size=60",
            "--threads=" + in.threads(),
            "--output=events.csv",
            "--output=ecs:events.json",
            "--output=cef:events.cef",
            "--no-progress"));
    Path out = work.resolve("stdout");
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectOutput(out.toFile())
            .redirectError(work.resolve("stderr").toFile());
    process.environment().put("LC_ALL", in.charset());
    process.environment().put("TZ", in.zone());
    int exit = Cli.exitOf(process.start());
    assertEquals(0, exit, () -> in + ": " + text(work.resolve("stderr")));
    Map<String, String> artifacts = new TreeMap<>(TestData.artifacts(work));
    artifacts.put("stdout", text(out).replaceAll("(?m)^  time  .*", ""));
    return artifacts;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Rows with numbers whose sums depend on their order; on the second day, a scan and a flood. */
  private static String flows(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(Flows.HEADER.replace("Label", "Timestamp,Label"));
    for (int i = 0; i < 6_000; i++) {
      boolean isScan = seed == 2 && i > 3_000 && i < 3_400;
      text.append(isScan ? "172.16.0.1" : "10.0.0." + random.nextInt(40))
          .append(",192.168.1.")
          .append(isScan ? 5 : random.nextInt(9))
          .append(",1024,")
          .append(isScan ? i : 50 + random.nextInt(9))
          .append(",6,")
          .append(random.nextInt(1_000_000))
          .append(",4,")
          .append(isScan ? 0 : 3)
          .append(',')
          .append(random.nextDouble() * 1e6)
          .append(',')
          .append(random.nextDouble())
          .append(',')
          .append(random.nextDouble() * 1e9)
          .append(',')
          .append(random.nextDouble())
          .append(seed == 1 ? ",03/07/2017 1" : ",04/07/2017 1")
          .append(i / 3600)
          .append(':')
          .append(10 + i / 60 % 50)
          .append(isScan ? ",PortScan\n" : ",BENIGN\n");
    }
    return text.toString();
  }
}
