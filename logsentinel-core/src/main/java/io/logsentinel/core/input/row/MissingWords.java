package io.logsentinel.core.input.row;

import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.TextEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Words that stand for a missing value, besides none at all. */
final class MissingWords {
  /** By their first byte; null where none begins so. */
  private final byte[][][] words = new byte[1 << Byte.SIZE][][];

  private final int longest;

  /** Whether blanks are taken off before a value is looked up. */
  private final boolean strips;

  /** The original takes a text of blanks for a value; elsewhere, blanks are no part of one. */
  MissingWords(Set<String> missing, boolean strips) {
    this.strips = strips;
    int most = 0;
    for (String word : missing) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      byte[][] before = words[bytes[0] & 0xFF];
      byte[][] all = before == null ? new byte[1][] : Arrays.copyOf(before, before.length + 1);
      all[all.length - 1] = bytes;
      words[bytes[0] & 0xFF] = all;
      most = Math.max(most, bytes.length);
    }
    longest = most;
  }

  /** True for a text that stands for no value. */
  boolean isMissing(byte[] bytes, int from, int to) {
    if (to - from > longest && bytes[from] > ' ' && bytes[to - 1] > ' ') {
      return false; // as most are: no blanks to take off
    }
    int start = strips ? Blanks.skip(bytes, from, to) : from;
    int end = strips ? Blanks.trim(bytes, start, to) : to;
    if (end - start > longest) {
      return false;
    }
    if (end == start) {
      return true;
    }
    byte[][] likely = words[bytes[start] & 0xFF];
    for (int i = 0; likely != null && i < likely.length; i++) {
      if (TextEncoding.isSame(likely[i], bytes, start, end)) {
        return true;
      }
    }
    return false;
  }
}
