package io.logsentinel.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A measure of the detector: its alarms on windows with and without attacks in them, and how often
 * it names them right. Prints a section of a page.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar
 * io.logsentinel.bench.measure.DetectorMeasure dilution FOLDER ...}: real attacks at known shares,
 * in folders {@code SEED/DISGUISE/raw} with their {@code truth.csv} beside {@code raw}; {@code
 * weeks SCALE WINDOW_SIZE SEEDS}: simulated weeks, of which nothing is written to disk; {@code
 * networks FOLDER}: captures of other networks in the order of time, with attacks to put into them
 * in {@code FOLDER/attacks}.
 */
public final class DetectorMeasure {
  private DetectorMeasure() {}

  /**
   * Arguments: {@code dilution} and folders; {@code weeks}, scale, window size and seeds; or {@code
   * networks} and a folder.
   */
  public static void main(String[] args) throws IOException {
    if (args.length >= 2 && args[0].equals("dilution")) {
      System.out.print(DilutionMeasure.section(Arrays.stream(args).skip(1).map(Path::of).toList()));
    } else if (args.length == 4 && args[0].equals("weeks")) {
      System.out.print(
          WeekMeasure.section(
              Double.parseDouble(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3])));
    } else if (args.length == 2 && args[0].equals("networks")) {
      Path folder = Path.of(args[1]).toAbsolutePath().normalize();
      System.out.print(NetworkMeasure.section(folder, true));
      System.out.print(NetworkMeasure.section(folder, false));
    } else {
      System.err.println(
          "usage: DetectorMeasure dilution FOLDER ... | weeks SCALE WINDOW_SIZE SEEDS | networks"
              + " FOLDER");
      System.exit(2);
    }
  }
}
