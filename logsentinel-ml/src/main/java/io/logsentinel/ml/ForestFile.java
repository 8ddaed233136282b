package io.logsentinel.ml;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The model file: a forest as JSON, in ASCII, the same bytes for the same model everywhere.
 *
 * <pre>{@code
 * {"format":"logsentinel-isolation-forest","version":2,
 * "options":{"trees":100,"sampleSize":null,"contamination":0.05,"seed":42,"extensionLevel":0},
 * "features":["name", ...],
 * "attributes":{"key":"text", ...},
 * "offset":-0.55,
 * "sampleSize":256,
 * "trees":[
 * {"left":[1,-1,-1],"feature":[3,-1,-1],"threshold":[0.25,0,0],"samples":[256,255,1],
 *  "lowest":[-1.5, ...],"highest":[2.5, ...]},
 * ...
 * ],
 * "sha256":"64 lower-case hexadecimal digits"}
 * }</pre>
 *
 * <p>Keys come in this order, and there are no others. {@code null} stands for auto. In a tree,
 * most arrays have an entry for each node, node 0 being the root: the left child, whose right
 * neighbour is the right child (-1: a leaf); the feature (-1 at a leaf); the threshold (0 at a
 * leaf), a row going left where {@code float32(x) <= threshold}; the number of training rows.
 * Children come after their parent. {@code lowest} and {@code highest} have an entry for each
 * feature, its smallest and largest value in the tree's sample, as float32; explanations need them.
 * With an extension level above 0, {@code feature} and {@code threshold} give way to {@code
 * features}, {@code coefficients} and {@code points}, an array for each node, empty at a leaf: a
 * row goes left where the sum of {@code coefficient * float32(x)} is at most the sum of {@code
 * coefficient * point}, both added up in order from 0 as doubles. Numbers are the shortest that
 * read back as the same double. The number of threads is not kept.
 *
 * <p>Version 1 has no {@code lowest} and {@code highest}. It is read too: scores are the same, and
 * explanations are as told there of values within range. A forest read from it is written to it.
 *
 * <p>The file ends with the digest's 64 digits, a quotation mark, a brace and a newline. The digest
 * is the SHA-256 of all bytes before its digits; in Python:
 *
 * <pre>{@code
 * data = open(path, "rb").read()
 * hashlib.sha256(data[:-67]).hexdigest() == data[-67:-3].decode()
 * }</pre>
 */
public final class ForestFile {
  /**
   * The largest file written or read: 256 MiB. 100 trees of 256 rows take about 1 MiB, and at most
   * 5 KiB more for each feature.
   */
  public static final int MAX_BYTES = ForestFormat.MAX_BYTES;

  private ForestFile() {}

  /**
   * Writes a model. The stream is flushed and left open.
   *
   * @param model to write
   * @param out target of the bytes
   * @throws ForestFormatException if the file would be larger than {@link #MAX_BYTES}; then nothing
   *     is written
   * @throws IOException if the stream fails
   */
  public static void write(ForestModel model, OutputStream out) throws IOException {
    byte[] body = ForestWriter.body(model).getBytes(StandardCharsets.US_ASCII);
    String end = ForestFormat.digest(body, body.length) + ForestFormat.END;
    ForestFormat.checkSize((long) body.length + end.length(), MAX_BYTES);
    out.write(body);
    out.write(end.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /**
   * {@return a model, read up to the end of the stream, which is left open} Batches are scored with
   * as many threads as there are processors.
   *
   * @param in source of the bytes
   * @throws ForestFormatException if the bytes are not exactly a model: of another version,
   *     damaged, inconsistent, or larger than {@link #MAX_BYTES}
   * @throws IOException if the stream fails
   */
  public static ForestModel read(InputStream in) throws IOException {
    return read(in, MAX_BYTES);
  }

  static ForestModel read(InputStream in, int maxBytes) throws IOException {
    byte[] bytes = in.readNBytes(maxBytes + 1);
    ForestFormat.checkSize(bytes.length, maxBytes);
    return ForestReader.read(bytes);
  }
}
