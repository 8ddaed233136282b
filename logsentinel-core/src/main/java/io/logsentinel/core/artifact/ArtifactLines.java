package io.logsentinel.core.artifact;

import io.logsentinel.core.text.ArtifactException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of an artifact in UTF-8, none of them longer than lines of it can be. */
public final class ArtifactLines implements Closeable {
  private final Reader text;
  private final int longest;
  private final char[] buffer = new char[1 << 13];
  private int from;
  private int to;
  private long read;

  /**
   * Lines of an artifact.
   *
   * @param in the bytes; closed with the lines
   * @param longest characters that a line may have, from 1
   */
  public ArtifactLines(InputStream in, int longest) {
    this.text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    this.longest = longest;
  }

  /**
   * {@return the next line without its end; null after the last}
   *
   * @throws ArtifactException if it is too long, or not UTF-8
   * @throws IOException if it cannot be read
   */
  public @Nullable String next() throws IOException {
    StringBuilder line = null;
    read++;
    while (from < to || fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      boolean isWhole = end < to;
      line = line == null ? new StringBuilder() : line;
      if (line.length() + end - from > longest) {
        throw new ArtifactException("line " + read + ": is longer than " + longest + " characters");
      }
      line.append(buffer, from, end - from);
      from = isWhole ? end + 1 : end;
      if (isWhole) {
        break;
      }
    }
    if (line == null) {
      return null;
    }
    int length = line.length();
    return length > 0 && line.charAt(length - 1) == '\r'
        ? line.substring(0, length - 1)
        : line.toString();
  }

  private boolean fill() throws IOException {
    try {
      from = 0;
      to = Math.max(0, text.read(buffer));
      return to > 0;
    } catch (CharacterCodingException e) {
      throw new ArtifactException("line " + read + " or one soon after: is not UTF-8", e);
    }
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
