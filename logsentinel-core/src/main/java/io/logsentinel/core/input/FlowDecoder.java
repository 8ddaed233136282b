package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.Reading.WrongReadingException;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.input.row.TimeLog;
import io.logsentinel.core.text.TextEncoding;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Decoder of one file, made from its header: of whole blocks, or of one record after the other. */
interface FlowDecoder {
  /** {@return the place in the file's first bytes where its rows begin} */
  int start();

  /** {@return the line on which the rows begin, the first being 1} */
  long line();

  /** {@return the places of the dialect's columns in a record} */
  ColumnMapping columns();

  /** {@return true if the file has a place for the time of a flow} */
  default boolean hasTimes() {
    return columns().hasTime();
  }

  /**
   * {@return what its flows count; halves of one-way ones are {@linkplain OneWayPairing paired}}
   */
  default Measure measure() {
    return columns().dialect().measure();
  }

  /**
   * {@return a decoder of blocks, one at a time; several work side by side}
   *
   * @param rows takes the rows of each block
   */
  Blocks blocks(FlowBatch.Appender rows);

  /**
   * {@return the reference: a reader of what is left of a file, one record after the other, from
   * the start of one on a given line, which goes on counting}
   */
  RowReader reader(DecodedInput rest, long line, RowCounter counter);

  /** Decoder of blocks of whole lines. */
  interface Blocks {
    /** Bytes that must be there to read beyond the end of what is decoded. */
    int PADDING = Long.BYTES;

    /**
     * Decodes whole lines; the last one may lack its line end. The rows that are kept, as rows of
     * these bytes, are added to what was begun for them.
     *
     * @param bytes with {@link #PADDING} to spare after {@code to}
     * @param from where the lines begin
     * @param to where they end
     * @param encoding of the text
     * @param counter counts all
     * @return false where this is left to {@link FlowDecoder#reader}; rows and counter are worth
     *     nothing then
     */
    boolean decode(byte[] bytes, int from, int to, TextEncoding encoding, RowCounter counter);

    /** {@return the number of lines of the last block} */
    long lines();

    /**
     * {@return the notes on the times of the last block; to be begun before it is decoded, with its
     * rows cleared, the places being those in its bytes}
     */
    TimeLog times();

    /** {@return true if the last block was nothing but ASCII} */
    boolean isAscii();
  }

  /** Reader of a file's rows in one given encoding, batch by batch. */
  interface RowReader extends Closeable {
    /**
     * {@return the next flows, valid until the next call; null at the end of the file}
     *
     * @throws WrongReadingException if earlier text was decoded wrongly: begin again
     * @throws FlowFileException if the file fails; it carries the account
     */
    @Nullable FlowBatch next() throws FlowFileException, WrongReadingException;

    /**
     * {@return the flows that {@link #next} has read so far, where it waits for more bytes; null
     * where there are none} They are counted, and no more among what it returns; valid until {@link
     * #begin}, which is due before it goes on.
     */
    @Nullable FlowBatch soFar();

    /** Begins with an empty batch. */
    void begin();

    /** {@return true if the file has a place for the time of a flow} */
    boolean hasTimes();

    /**
     * {@return what its flows count; halves of one-way ones are {@linkplain OneWayPairing paired}}
     */
    Measure measure();

    /** {@return the notes on the times of the last flows, still to be settled; places are lines} */
    TimeLog times();

    /** {@return the account so far, but for times} */
    RowCounts counts();
  }
}
