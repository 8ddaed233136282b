package io.logsentinel.ml;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads the plain files of a small tar.gz archive, long names as GNU tar writes them. */
final class TarGz {
  private static final int BLOCK = 512;

  private TarGz() {}

  static Map<String, byte[]> read(InputStream in) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    DataInputStream tar = new DataInputStream(new GZIPInputStream(in));
    byte[] header = new byte[BLOCK];
    String longName = null;
    tar.readFully(header);
    while (header[0] != 0) {
      int size = Integer.parseInt(text(header, 124, 12).trim(), 8);
      byte[] content = new byte[(size + BLOCK - 1) / BLOCK * BLOCK];
      tar.readFully(content);
      String name = longName == null ? text(header, 0, 100) : longName;
      boolean namesNext = header[156] == 'L';
      longName = namesNext ? text(content, 0, size) : null;
      if (!namesNext) {
        files.put(name, Arrays.copyOf(content, size));
      }
      tar.readFully(header);
    }
    return files;
  }

  private static String text(byte[] block, int from, int length) {
    String field = new String(block, from, length, StandardCharsets.US_ASCII);
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }
}
