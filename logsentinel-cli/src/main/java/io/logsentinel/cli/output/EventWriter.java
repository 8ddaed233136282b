package io.logsentinel.cli.output;

import java.io.IOException;

/** Writer of events in one format to one place. */
@FunctionalInterface
interface EventWriter {
  /** Writes an event. */
  void write(Event event) throws IOException;
}
