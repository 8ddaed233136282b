package io.logsentinel.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of the state of a source. Version 1. */
final class SourceStateSerializer extends OwnSerializer<SourceState> {
  private static final long serialVersionUID = 1L;

  SourceStateSerializer() {
    super(1);
  }

  @Override
  void write(SourceState state, DataOutputView out) throws IOException {
    out.writeUTF(state.baseline());
    out.writeLong(state.windows());
    out.writeLong(state.lines());
    writeBytes(state.session(), out);
  }

  @Override
  SourceState read(int version, DataInputView in) throws IOException {
    return new SourceState(in.readUTF(), in.readLong(), in.readLong(), readBytes(in));
  }

  @Override
  public TypeSerializerSnapshot<SourceState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint notes of the serializer: Flink makes it by its name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceState> {
    /** A note. */
    public Snapshot() {
      super(SourceStateSerializer::new);
    }
  }
}
