package org.paraat.media.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in the bytes of a packet, the greatest byte first. */
final class Words {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Words() {}

  static int get(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static void put(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }
}
