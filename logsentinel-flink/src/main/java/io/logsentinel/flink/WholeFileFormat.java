package io.logsentinel.flink;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;
import org.apache.flink.core.fs.Path;

/**
 * Format of files each of which is read by one reader, record by record: its position is the number
 * of records given.
 *
 * @param <T> a record
 * @param getProducedType type of a record
 * @param opening opens a file
 */
record WholeFileFormat<T>(TypeInformation<T> getProducedType, Opening<T> opening)
    implements BulkFormat<T, FileSourceSplit> {

  /** Records of a file. */
  interface Records<T> {
    /** {@return the next record; null after the last} */
    T next() throws IOException;

    /** Ends the reading, wherever it is. */
    default void close() {}
  }

  /** Opener of files, without the records that were given before. */
  interface Opening<T> extends Serializable {
    Records<T> open(Path path, long given) throws IOException;
  }

  @Override
  public Reader<T> createReader(Configuration config, FileSourceSplit split) throws IOException {
    return restoreReader(config, split);
  }

  @Override
  public Reader<T> restoreReader(Configuration config, FileSourceSplit split) throws IOException {
    long before =
        split.getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L);
    Records<T> records = opening.open(split.path(), before);
    return new Reader<>() {
      private long given = before;

      @Override
      public RecordIterator<T> readBatch() throws IOException {
        T next = records.next();
        if (next == null) {
          return null;
        }
        given++;
        SingletonResultIterator<T> one = new SingletonResultIterator<>();
        one.set(next, RecordAndPosition.NO_OFFSET, given);
        return one;
      }

      @Override
      public void close() {
        records.close();
      }
    };
  }

  @Override
  public boolean isSplittable() {
    return false;
  }
}
