package io.logsentinel.bench.peers;

import io.logsentinel.bench.measure.LabelledSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** scikit-learn's isolation forest, in a Python process that waits for its turn. */
final class ScikitLearnPeer implements ForestPeer {
  private static final String SCRIPT = "scikit_learn_forest.py";

  private final Process process;
  private final BufferedReader answers;
  private final OutputStream turns;
  private final String version;

  /** Starts Python on a data set; an {@link IOException} where it has no scikit-learn. */
  ScikitLearnPeer(String python, Path set) throws IOException {
    Path script = Files.createTempFile("forest", ".py");
    try (InputStream in = ScikitLearnPeer.class.getResourceAsStream(SCRIPT)) {
      Files.write(script, in.readAllBytes());
    }
    ProcessBuilder builder =
        new ProcessBuilder(python, script.toString(), set.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    for (String library : new String[] {"OMP", "OPENBLAS", "MKL"}) {
      builder.environment().put(library + "_NUM_THREADS", "1");
    }
    process = builder.start();
    answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    turns = process.getOutputStream();
    version = answers.readLine();
    Files.delete(script);
    if (version == null) {
      throw new IOException(python + " has no scikit-learn");
    }
  }

  @Override
  public String name() {
    return "scikit-learn " + version;
  }

  @Override
  public Run run(LabelledSet set, LabelledSet scored, long seed) throws IOException {
    turns.write((seed + "\n").getBytes(StandardCharsets.US_ASCII));
    turns.flush();
    String[] answer = answers.readLine().split(" ");
    return new Run(
        Double.parseDouble(answer[0]),
        Double.parseDouble(answer[1]),
        Double.parseDouble(answer[2]));
  }

  @Override
  public void close() throws IOException {
    turns.close();
    process.destroy();
  }
}
