package io.logsentinel.core.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * IPv4 addresses as 32-bit numbers, where the text is the one way to write the address: four
 * decimal parts of 0 to 255 without leading zeros. Two such texts are equal exactly when their
 * numbers are; every other text stays text.
 */
public final class Ipv4 {
  /** What {@link #parse} gives for any other text. */
  public static final long NONE = -1;

  private static final int LONGEST = "255.255.255.255".length();

  /** The most bytes that are touched when an address is written: its text, and a point after it. */
  public static final int ROOM = LONGEST + 1;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** By part, the bytes of its digits and of a point after them: no branch on how many they are. */
  private static final int[] PART_TEXTS = new int[256];

  private static final int[] PART_LENGTHS = new int[256];

  static {
    for (int part = 0; part < PART_TEXTS.length; part++) {
      String text = part + ".";
      PART_LENGTHS[part] = text.length();
      for (int i = 0; i < text.length(); i++) {
        PART_TEXTS[part] |= text.charAt(i) << Byte.SIZE * i;
      }
    }
  }

  private Ipv4() {}

  /**
   * {@return the address that a text is, as an unsigned 32-bit number; {@link #NONE} where it is
   * not the canonical text of one}
   *
   * @param text any
   */
  public static long parse(String text) {
    if (text.length() > LONGEST) {
      return NONE;
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1); // any other character is a `?` here
    return parse(bytes, 0, bytes.length);
  }

  /**
   * {@return the same of a text in an encoding that holds ASCII as ASCII}
   *
   * @param bytes hold the text
   * @param from where it begins
   * @param to where it ends
   */
  public static long parse(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return NONE;
    }
    long address = 0;
    int part = -1; // no digit yet
    int parts = 0;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        if (part == 0) {
          return NONE; // a leading zero
        }
        part = part < 0 ? digit : 10 * part + digit;
        if (part > 255) {
          return NONE;
        }
      } else if (bytes[at] == '.' && part >= 0) {
        address = address << 8 | part;
        part = -1;
        parts++;
      } else {
        return NONE;
      }
    }
    return parts == 3 && part >= 0 ? address << 8 | part : NONE;
  }

  /**
   * {@return the canonical text of an address}
   *
   * @param address an unsigned 32-bit number
   */
  public static String text(long address) {
    byte[] bytes = new byte[ROOM];
    return new String(bytes, 0, write(address, bytes, 0), StandardCharsets.US_ASCII);
  }

  /**
   * {@return where the canonical text of an address ends, which is written}
   *
   * @param address an unsigned 32-bit number
   * @param out has room for {@link #ROOM} bytes
   * @param at where the text begins
   */
  public static int write(long address, byte[] out, int at) {
    int end = at;
    for (int shift = 24; shift >= 0; shift -= 8) {
      int part = (int) (address >>> shift) & 0xFF;
      INTS.set(out, end, PART_TEXTS[part]);
      end += PART_LENGTHS[part];
    }
    return end - 1; // without the last point
  }
}
