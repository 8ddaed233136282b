package io.logsentinel.core.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** View of an array's bytes as words of eight, which SWAR code looks at as one number. */
public final class ByteWords {
  /**
   * Gets and sets a {@code long} at any index of a {@code byte[]}; its first byte is the lowest.
   */
  public static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ByteWords() {}
}
