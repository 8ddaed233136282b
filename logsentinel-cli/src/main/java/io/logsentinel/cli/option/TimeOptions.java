package io.logsentinel.cli.option;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the times of flows. */
public final class TimeOptions {
  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      converter = Converters.OfZone.class,
      description =
          "zone of flows' times that name none, as America/Halifax or +02:00 (default: not known,"
              + " they are shown as they are)")
  private @Nullable ZoneId timeZone;

  @Option(
      names = "--clock",
      paramLabel = "HOURS",
      defaultValue = "auto",
      converter = Converters.OfClock.class,
      completionCandidates = Clocks.class,
      description =
          "clock of flows' times without AM or PM: 12, 24 or auto (default: ${DEFAULT-VALUE})")
  private HourClock clock;

  /** The words for clocks. */
  public static final class Clocks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(HourClock.values()).map(HourClock::word).iterator();
    }
  }

  /** {@return the zone of times that name none, where it is known} */
  public Optional<ZoneId> zone() {
    return Optional.ofNullable(timeZone);
  }

  /** {@return the clock of times without AM or PM} */
  public HourClock clock() {
    return clock;
  }
}
