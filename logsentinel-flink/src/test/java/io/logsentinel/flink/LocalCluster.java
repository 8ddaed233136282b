package io.logsentinel.flink;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Processes of a cluster on this machine, by the script that people use. */
final class LocalCluster {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");

  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  LocalCluster(Path folder, int taskManagers) throws Exception {
    this.folder = folder;
    script("up", Integer.toString(taskManagers));
    await("slots", () -> rest("/overview").contains("\"slots-available\":" + 2 * taskManagers));
  }

  /** Runs the script; returns what it printed. */
  String script(String command, String... args) throws Exception {
    List<String> call = new ArrayList<>(List.of("./cluster.sh", command, folder.toString()));
    call.addAll(List.of(args));
    Path printed = folder.resolveSibling("printed.txt");
    Process process =
        new ProcessBuilder(call).redirectErrorStream(true).redirectOutput(printed.toFile()).start();
    if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(call + " does not end");
    }
    String text = new String(java.nio.file.Files.readAllBytes(printed), StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      throw new IOException(call + ": " + text);
    }
    return text;
  }

  String port(String part) throws Exception {
    return script("port", part).strip();
  }

  String rest(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("rest") + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  /** Starts a job; returns its id. */
  String run(int parallelism, String savepoint, Class<?> job, List<String> args) throws Exception {
    List<String> call = new ArrayList<>(List.of("run", "-d", "-p", Integer.toString(parallelism)));
    if (!savepoint.isEmpty()) {
      call.addAll(List.of("-s", savepoint));
    }
    call.add("-Dexecution.checkpointing.interval=500ms");
    call.add("-Drestart-strategy.fixed-delay.attempts=1000");
    call.addAll(List.of("-c", job.getName(), "target/logsentinel-flink-job.jar"));
    call.addAll(args);
    String printed = script("flink", call.toArray(String[]::new));
    Matcher id = JOB.matcher(printed);
    if (!id.find()) {
      throw new IOException(printed);
    }
    return id.group(1);
  }

  String state(String job) throws Exception {
    return rest("/jobs/" + job).replaceFirst("(?s).*?\"state\":\"([A-Z]+)\".*", "$1");
  }

  /** Waits for something, though it cannot be asked for at times; not for ever. */
  static void await(String what, Callable<Boolean> isThere) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    Exception last = null;
    while (System.nanoTime() < end) {
      try {
        if (isThere.call()) {
          return;
        }
      } catch (IOException e) {
        last = e;
      }
      new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }
    throw new IOException("not there in time: " + what, last);
  }

  void awaitEnd(String job) throws Exception {
    await(
        "the end of job " + job,
        () -> {
          String state = state(job);
          if (state.equals("FAILED")) {
            throw new IllegalStateException(rest("/jobs/" + job + "/exceptions"));
          }
          return state.equals("FINISHED");
        });
  }

  void close() throws Exception {
    script("down");
  }
}
