package dev.slipway.disk.vhdx;

import dev.slipway.disk.Detail;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.util.List;

/** What a VHDX says of itself. */
public final class VhdxDetails {
  private VhdxDetails() {}

  /** Reads it as it is once its log is replayed; the file stays open. */
  public static List<Detail> read(FileSource file) throws IOException {
    VhdxFile vhdx = VhdxFile.read(file);
    Metadata metadata = vhdx.metadata();
    return List.of(
        new Detail.Text("type", metadata.fixed() ? "fixed" : "dynamic"),
        new Detail.Bytes("block size", metadata.blockSize()),
        new Detail.Bytes("logical sector size", metadata.logicalSector()),
        new Detail.Bytes("physical sector size", metadata.physicalSector()),
        new Detail.Text("log", vhdx.header().dirty() ? "to be replayed" : "empty"),
        new Detail.Text("id", metadata.id().toString()));
  }
}
