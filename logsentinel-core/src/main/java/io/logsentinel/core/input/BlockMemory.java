package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.input.dialect.Dialect;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Memory of blocks, used again for the files after. For one file at a time. */
final class BlockMemory {
  private final Deque<Buffer> spare = new ArrayDeque<>();

  Buffer take(int size) {
    while (!spare.isEmpty()) {
      Buffer buffer = spare.pop();
      if (buffer.size == size) {
        return buffer;
      }
    }
    return new Buffer(size);
  }

  /** Takes it back, unless a long line made it a large one. */
  void give(Buffer buffer) {
    if (buffer.bytes.length == buffer.size + FlowDecoder.Blocks.PADDING) {
      spare.push(buffer);
    }
  }

  /** Bytes of a block, and the batch that is made of them: the memory of a block. */
  static final class Buffer {
    private final int size;
    private byte[] bytes;

    /** Null until there is something to decode. */
    private FlowBatch.@Nullable Appender rows;

    /** What the rows are of; null where there are none. */
    private @Nullable Dialect dialect;

    private Buffer(int size) {
      this.size = size;
      bytes = new byte[size + FlowDecoder.Blocks.PADDING];
    }

    /** {@return the bytes, with {@link FlowDecoder.Blocks#PADDING} to spare} */
    byte[] bytes() {
      return bytes;
    }

    /** {@return what takes the rows of a file} */
    FlowBatch.Appender rows(FlowDecoder decoder) {
      Dialect its = decoder.columns().dialect();
      if (rows == null || dialect != its) {
        dialect = its;
        rows = new FlowBatch.Appender(its.labelRules());
      }
      rows.measure(decoder.measure());
      return rows;
    }

    /** Begins with the lines that the block before it left over. */
    int begin(byte[] carry) {
      if (carry.length > bytes.length - FlowDecoder.Blocks.PADDING) {
        bytes = new byte[carry.length + FlowDecoder.Blocks.PADDING];
      }
      System.arraycopy(carry, 0, bytes, 0, carry.length);
      return carry.length;
    }

    /** Makes room after some bytes; returns where it ends. */
    int makeRoom(int from) {
      if (from == bytes.length - FlowDecoder.Blocks.PADDING) {
        bytes = Arrays.copyOf(bytes, 2 * from + FlowDecoder.Blocks.PADDING);
      }
      return bytes.length - FlowDecoder.Blocks.PADDING;
    }

    int endOfLastLine(int to) {
      int end = to;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      return end;
    }
  }
}
