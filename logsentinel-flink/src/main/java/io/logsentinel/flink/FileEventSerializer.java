package io.logsentinel.flink;

import io.logsentinel.core.window.Window;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of records of files. Version 1. */
final class FileEventSerializer extends OwnSerializer<FileEvent> {
  private static final long serialVersionUID = 1L;

  FileEventSerializer() {
    super(1);
  }

  @Override
  void write(FileEvent event, DataOutputView out) throws IOException {
    out.writeUTF(event.path());
    out.writeUTF(event.source());
    out.writeBoolean(event.window().isPresent());
    if (event.window().isPresent()) {
      Window window = event.window().get();
      out.writeLong(window.id());
      out.writeLong(window.totalFlows());
      out.writeDouble(window.totalBytes());
      out.writeDouble(window.totalPackets());
      out.writeLong(window.uniqueSourceIps());
      out.writeLong(window.uniqueDestinationIps());
      out.writeLong(window.uniqueDestinationPorts());
      out.writeDouble(window.avgFlowBytesPerSec());
      out.writeDouble(window.avgFlowPacketsPerSec());
      out.writeDouble(window.avgPacketsPerFlow());
      out.writeDouble(window.attackRatio());
    }
    writeBytes(event.text(), out);
    out.writeLong(event.leftOver());
  }

  @Override
  FileEvent read(int version, DataInputView in) throws IOException {
    return new FileEvent(
        in.readUTF(),
        in.readUTF(),
        in.readBoolean() ? Optional.of(window(in)) : Optional.empty(),
        readBytes(in),
        in.readLong());
  }

  private static Window window(DataInputView in) throws IOException {
    return new Window(
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }

  @Override
  public TypeSerializerSnapshot<FileEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint notes of the serializer: Flink makes it by its name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FileEvent> {
    /** A note. */
    public Snapshot() {
      super(FileEventSerializer::new);
    }
  }
}
