package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.command.ProcessContext;
import io.logsentinel.cli.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the command line in this process, or in one of its own. */
public final class Cli {
  /**
   * How a run ended.
   *
   * @param exit exit code
   * @param out all of stdout
   * @param err all of stderr
   */
  public record Result(int exit, String out, String err) {}

  /** Longer than any process takes on a busy machine, shorter than a build may hang. */
  public static final long LONGEST_WAIT_SECONDS = 120;

  private Cli() {}

  /** Runs with an empty environment. */
  public static Result run(String... args) {
    return run(Map.of(), args);
  }

  static Result run(Map<String, String> environment, String... args) {
    return run(environment, InputStream.nullInputStream(), args);
  }

  private static Result run(Map<String, String> environment, InputStream in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main main = new Main(new ProcessContext(new Console(out, err), in, environment, false, false));
    int exit = main.run(args).code();
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs with something on standard input. */
  static Result runWith(InputStream in, String... args) {
    return run(Map.of(), in, args);
  }

  /** Runs over the folders {@code Data} and {@code Models} of a folder. */
  public static Result runIn(Path folder, String... args) {
    return run(Map.of(), argsIn(folder, args));
  }

  /** The same with something on standard input. */
  static Result runIn(Path folder, InputStream in, String... args) {
    return run(Map.of(), in, argsIn(folder, args));
  }

  public static String[] argsIn(Path folder, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--data-dir=" + folder.resolve("Data"));
    all.add("--models-dir=" + folder.resolve("Models"));
    return all.toArray(String[]::new);
  }

  /** Starts a process of its own. */
  public static ProcessBuilder process(List<String> jvmOptions, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // as it ends before the better compiler pays
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }

  /** The exit code of a process, which is ended where it does not come to an end by itself. */
  public static int exitOf(Process process) throws InterruptedException {
    try {
      assertTrue(
          process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS),
          () -> "not at its end after " + LONGEST_WAIT_SECONDS + " s: " + process.info());
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Runs a process of its own to its end. */
  public static Result fork(List<String> jvmOptions, String... args)
      throws IOException, InterruptedException {
    File out = File.createTempFile("out", null);
    File err = File.createTempFile("err", null);
    try {
      Process process = process(jvmOptions, args).redirectOutput(out).redirectError(err).start();
      int exit = exitOf(process);
      return new Result(
          exit,
          java.nio.file.Files.readString(out.toPath()),
          java.nio.file.Files.readString(err.toPath()));
    } finally {
      out.delete();
      err.delete();
    }
  }
}
