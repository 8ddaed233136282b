package io.logsentinel.core.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of files that hold no text of flows as it can be read; known by their first bytes. */
public enum ForeignContent {
  /** Packets, in either byte order, with times in micro- or nanoseconds. */
  PCAP(
      "a packet capture (pcap)",
      "make flows of it, for example conn.log with `zeek -r FILE`",
      "a1b2c3d4",
      "d4c3b2a1",
      "a1b23c4d",
      "4d3cb2a1"),
  /** Packets, in blocks. */
  PCAPNG(
      "a packet capture (pcapng)",
      "make flows of it, for example conn.log with `zeek -r FILE`",
      "0a0d0d0a"),
  /** Flows of nfdump. */
  NFCAPD(
      "an nfcapd file of nfdump",
      "make text of it: `nfdump -r FILE -o csv | ./logsentinel -`",
      "0ca5",
      "a50c"),
  /** Flows of Argus. */
  ARGUS(
      "a binary Argus file",
      "make text of it: `ra -n -u -c , -r FILE -s stime,dur,proto,saddr,sport,dir,daddr,dport,"
          + "spkts,dpkts,sbytes,dbytes | ./logsentinel -`",
      "8310"),
  /** A spreadsheet, which is an archive. */
  WORKBOOK("an Excel workbook", "save its sheet as CSV", "504b0304") {
    @Override
    boolean begins(byte[] head) {
      String names = new String(head, StandardCharsets.ISO_8859_1);
      return super.begins(head)
          && (names.startsWith("[Content_Types].xml", FIRST_NAME_AT)
              || names.startsWith("_rels/", FIRST_NAME_AT)
              || names.startsWith("xl/", FIRST_NAME_AT)
              || names.startsWith("docProps/", FIRST_NAME_AT));
    }
  },
  /** A spreadsheet of old. */
  OLD_WORKBOOK(
      "an Excel workbook, or another Office file", "save its sheet as CSV", "d0cf11e0a1b11ae1"),
  /** An archive. */
  ZIP(
      "a zip archive",
      "unpack it, or pass on one of its files: `unzip -p FILE NAME | ./logsentinel -`",
      "504b0304",
      "504b0506"),
  /** An archive. */
  TAR(
      "a tar archive",
      "unpack it, or pass on one of its files: `tar -xOf FILE NAME | ./logsentinel -`") {
    @Override
    boolean begins(byte[] head) {
      return startsWith(head, TAR_MAGIC_AT, TAR_MAGIC);
    }
  },
  /** Compressed bytes, for which core has no library. */
  ZSTD(
      "compressed with zstd",
      "decompress it first: `zstd -dc FILE | ./logsentinel -`",
      "28b52ffd") {
    @Override
    boolean begins(byte[] head) {
      return super.begins(head) || isSkippableFrame(head);
    }
  },
  /** Compressed bytes. */
  BZIP2(
      "compressed with bzip2",
      "decompress it first: `bzip2 -dc FILE | ./logsentinel -`",
      "425a68") {
    @Override
    boolean begins(byte[] head) {
      return super.begins(head) && startsWith(head, BZIP2_BLOCK_AT, BZIP2_BLOCK);
    }
  },
  /** Compressed bytes. */
  XZ("compressed with xz", "decompress it first: `xz -dc FILE | ./logsentinel -`", "fd377a585a00"),
  /** A table in columns. */
  PARQUET("a Parquet file", "make CSV or JSON lines of it", "5041523115"),
  /** A table in columns. */
  ARROW("an Arrow or Feather file", "make CSV or JSON lines of it", "4152524f5731"),
  /** A table in columns. */
  ORC("an ORC file", "make CSV or JSON lines of it", "4f524311", "4f52430a"),
  /** Records with their schema. */
  AVRO("an Avro file", "make CSV or JSON lines of it", "4f626a01"),
  /** Tables of numbers. */
  HDF5("an HDF5 file", "make CSV or JSON lines of it", "894844460d0a1a0a"),
  /** A database. */
  SQLITE("an SQLite database", "make CSV or JSON lines of it", "53514c69746520666f726d6174203300"),
  /** Events of Windows. */
  EVTX("a Windows event log (evtx)", "it holds events, not flows", "456c6646696c6500"),
  /** An archive. */
  SEVEN_ZIP("a 7z archive", "unpack it: `7z e -so FILE NAME | ./logsentinel -`", "377abcaf271c"),
  /** An archive. */
  RAR("a rar archive", "unpack it: `unrar p -inul FILE | ./logsentinel -`", "526172211a07"),
  /** Compressed bytes. */
  LZ4("compressed with lz4", "decompress it first: `lz4 -dc FILE | ./logsentinel -`", "04224d18"),
  /** Compressed bytes. */
  COMPRESS(
      "compressed with compress",
      "decompress it first: `uncompress -c FILE | ./logsentinel -`",
      "1f9d90"),
  /** Pages. */
  PDF("a PDF file", "it holds pages, not flows", "255044462d"),
  /** A page that a server sent in place of the file. */
  HTML("an HTML page", "get the file itself: servers send a page where they ask for a login") {
    @Override
    boolean begins(byte[] head) {
      return beginsWithText(head, "<!doctype html") || beginsWithText(head, "<html");
    }
  },
  /** Likewise, of a store of objects, or a file of another kind. */
  XML("an XML document", "get the file itself, or make CSV or JSON lines of it") {
    @Override
    boolean begins(byte[] head) {
      return beginsWithText(head, "<?xml");
    }
  },
  /** What stands in a repository for a large file. */
  LFS_POINTER("a pointer of Git LFS", "get the file itself: `git lfs pull`") {
    @Override
    boolean begins(byte[] head) {
      return beginsWithText(head, "version https://git-lfs");
    }
  },
  /** Text of which nothing says that each character takes two bytes. */
  UTF_16LE(
      "UTF-16LE without a byte order mark",
      "convert it: `iconv -f UTF-16LE -t UTF-8 FILE | ./logsentinel -`") {
    @Override
    boolean begins(byte[] head) {
      return everySecondIsZero(head, 1);
    }
  },
  /** The same, the other way around. */
  UTF_16BE(
      "UTF-16BE without a byte order mark",
      "convert it: `iconv -f UTF-16BE -t UTF-8 FILE | ./logsentinel -`") {
    @Override
    boolean begins(byte[] head) {
      return everySecondIsZero(head, 0);
    }
  };

  /** Number of first bytes by which all of these are known. */
  public static final int HEAD_BYTES = 512;

  private static final int TAR_MAGIC_AT = 257;
  private static final String TAR_MAGIC = "7573746172"; // ustar
  private static final int BZIP2_BLOCK_AT = 4;
  private static final String BZIP2_BLOCK = "314159265359";

  private static final int FIRST_NAME_AT = 30;

  /** Fewer characters are not looked at. */
  private static final int FEWEST_WIDE = 8;

  private final String what;
  private final String remedy;
  private final String[] magics;

  ForeignContent(String what, String remedy, String... magics) {
    this.what = what;
    this.remedy = remedy;
    this.magics = magics;
  }

  /**
   * {@return the kind of a file that begins so; empty where it may be text}
   *
   * @param head its first {@value #HEAD_BYTES} bytes, or all
   */
  public static Optional<ForeignContent> of(byte[] head) {
    return Arrays.stream(values()).filter(kind -> kind.begins(head)).findFirst();
  }

  boolean begins(byte[] head) {
    return Arrays.stream(magics).anyMatch(magic -> startsWith(head, 0, magic));
  }

  /**
   * {@return what the file is, and the command that makes text of it}
   *
   * @param inGzip whether it was taken out of gzip
   */
  public String message(boolean inGzip) {
    boolean isText = compareTo(HTML) >= 0;
    return "is " + what + (inGzip ? " in gzip" : "") + (isText ? "; " : ", not text; ") + remedy;
  }

  /** In any case, after blanks and a byte order mark. */
  private static boolean beginsWithText(byte[] head, String lower) {
    int mark = startsWith(head, 0, "efbbbf") ? 3 : 0;
    int from = Blanks.skip(head, mark, head.length);
    return new String(head, from, head.length - from, StandardCharsets.ISO_8859_1)
        .regionMatches(true, 0, lower, 0, lower.length());
  }

  /** True for ASCII in UTF-16: one byte of two is 0, the other never. */
  private static boolean everySecondIsZero(byte[] head, int zero) {
    int length = head.length & ~1;
    for (int i = 0; i < length; i++) {
      if (head[i] == 0 != (i % 2 == zero)) {
        return false;
      }
    }
    return length >= 2 * FEWEST_WIDE;
  }

  /** What zstd tools may write before the first frame, as pzstd does. */
  private static boolean isSkippableFrame(byte[] head) {
    return startsWith(head, 1, "2a4d18") && (head[0] & 0xF0) == 0x50;
  }

  private static boolean startsWith(byte[] head, int at, String hex) {
    int length = hex.length() / 2;
    if (head.length < at + length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if ((head[at + i] & 0xFF) != Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16)) {
        return false;
      }
    }
    return true;
  }
}
