package io.logsentinel.cli.ingest;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that are made of a file of flows.
 *
 * @param cleaned the cleaned flows
 * @param times their times
 * @param partial the partial flows beside the cleaned ones
 * @param measure what bytes and packets of the cleaned flows count
 * @param windowed the windows; their profiles lie beside them
 * @param timesIn the times of a cleaned file that is read, which has none itself
 * @param partialIn the partial flows beside a cleaned file that is read
 * @param measureIn what its bytes and packets count
 */
record IngestTargets(
    Optional<Path> cleaned,
    Optional<Path> times,
    Optional<Path> partial,
    Optional<Path> measure,
    Optional<Path> windowed,
    Optional<Path> timesIn,
    Optional<Path> partialIn,
    Optional<Path> measureIn) {}
