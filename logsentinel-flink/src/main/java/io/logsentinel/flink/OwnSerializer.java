package io.logsentinel.flink;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/**
 * Serializer of an immutable type of ours: the first byte is the version that wrote the rest, so
 * that a savepoint of one version restores in the next.
 *
 * @param <T> the type
 */
abstract class OwnSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final byte version;

  /**
   * A serializer.
   *
   * @param version what it writes, from 1; it reads all versions up to that
   */
  OwnSerializer(int version) {
    this.version = (byte) version;
  }

  /** Writes all members, as the newest version has them. */
  abstract void write(T value, DataOutputView out) throws IOException;

  /** Reads all members, as a version has them. */
  abstract T read(int version, DataInputView in) throws IOException;

  static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] readBytes(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public final void serialize(T value, DataOutputView out) throws IOException {
    out.writeByte(version);
    write(value, out);
  }

  @Override
  public final T deserialize(DataInputView in) throws IOException {
    int written = in.readUnsignedByte();
    if (written < 1 || written > version) {
      throw new IOException(
          getClass().getSimpleName()
              + ": state must be of version 1 to "
              + version
              + " but is of version "
              + written
              + "; restore it with the version of LogSentinel that wrote it");
    }
    return read(written, in);
  }

  @Override
  public final T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public final void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  /** {@return the bytes of a value} */
  final byte[] toBytes(T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    serialize(value, new DataOutputViewStreamWrapper(new DataOutputStream(bytes)));
    return bytes.toByteArray();
  }

  /** {@return the value of some bytes} */
  final T ofBytes(byte[] bytes) throws IOException {
    return deserialize(new DataInputViewStreamWrapper(new java.io.ByteArrayInputStream(bytes)));
  }

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public final T createInstance() {
    return null; // nothing is filled that is there already
  }

  @Override
  public final T copy(T from) {
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final boolean equals(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }
}
