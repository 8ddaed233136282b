package io.logsentinel.cli.run;

import io.logsentinel.core.baseline.FileTraining.FileOutcome;
import java.util.List;

/**
 * The outcome of an update.
 *
 * @param learned what was learned from each file, in the order in which they trained
 * @param windows that the baseline stands for now
 * @param files that it was learned from now
 */
public record UpdateReport(List<FileOutcome> learned, int windows, int files) {}
