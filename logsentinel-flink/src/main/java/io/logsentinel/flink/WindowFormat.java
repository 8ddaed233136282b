package io.logsentinel.flink;

import io.logsentinel.core.allow.Allowlist;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/**
 * Format of files whose records are windows. A file is read by one reader, as what a window holds
 * depends on every row before it; its position is the number of records given, and who goes on
 * there reads the file from its start, and passes over their flows.
 */
final class WindowFormat implements BulkFormat<FileEvent, FileSourceSplit> {
  private static final long serialVersionUID = 1L;

  private final JudgeSettings settings;
  private final int windowSize;
  private final String allowlist;

  /**
   * A format.
   *
   * @param settings of the flows' format, clock and zone
   * @param windowSize flows per window: the baseline's
   * @param allowlist text of a file of known flows; empty where there is none
   */
  WindowFormat(JudgeSettings settings, int windowSize, String allowlist) {
    this.settings = settings;
    this.windowSize = windowSize;
    this.allowlist = allowlist;
  }

  @Override
  public Reader<FileEvent> createReader(Configuration config, FileSourceSplit split)
      throws IOException {
    return reader(split, 0);
  }

  @Override
  public Reader<FileEvent> restoreReader(Configuration config, FileSourceSplit split)
      throws IOException {
    return reader(
        split,
        split.getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L));
  }

  private WindowReader reader(FileSourceSplit split, long given) {
    Allowlist rules = JudgeSettings.allowlist(allowlist);
    return new WindowReader(split.path(), settings, windowSize, rules, given);
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<FileEvent> getProducedType() {
    return new OwnType<>(FileEvent.class, new FileEventSerializer());
  }
}
