package io.logsentinel.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;

/** Format of small files, each of which is one record: its name and its bytes. */
final class ControlFormat implements BulkFormat<Tuple2<String, byte[]>, FileSourceSplit> {
  private static final long serialVersionUID = 1L;

  /** Reader of a file that is given once, or was given. */
  private static final class OnceReader implements Reader<Tuple2<String, byte[]>> {
    private final FileSourceSplit split;
    private boolean isGiven;

    OnceReader(FileSourceSplit split) {
      this.split = split;
      this.isGiven =
          split.getReaderPosition().filter(it -> it.getRecordsAfterOffset() > 0).isPresent();
    }

    @Override
    public RecordIterator<Tuple2<String, byte[]>> readBatch() throws IOException {
      if (isGiven) {
        return null;
      }
      isGiven = true;
      SingletonResultIterator<Tuple2<String, byte[]>> one = new SingletonResultIterator<>();
      one.set(
          Tuple2.of(split.path().getName(), JobParts.bytes(split.path().toString())),
          RecordAndPosition.NO_OFFSET,
          1);
      return one;
    }

    @Override
    public void close() {
      // closed already
    }
  }

  @Override
  public Reader<Tuple2<String, byte[]>> createReader(Configuration config, FileSourceSplit split) {
    return new OnceReader(split);
  }

  @Override
  public Reader<Tuple2<String, byte[]>> restoreReader(Configuration config, FileSourceSplit split) {
    return new OnceReader(split);
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<Tuple2<String, byte[]>> getProducedType() {
    return SensorJudge.NAMED_BYTES;
  }
}
