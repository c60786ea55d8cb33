package dev.slipway.disk.vdi;

import dev.slipway.disk.Detail;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.util.List;

/** What a VDI says of itself. */
public final class VdiDetails {
  private VdiDetails() {}

  /** Reads it; the file stays open. */
  public static List<Detail> read(FileSource file) throws IOException {
    Header header = Header.read(file);
    return List.of(
        new Detail.Text("type", header.type() == Header.STATIC ? "fixed" : "dynamic"),
        new Detail.Bytes("block size", header.blockSize()),
        new Detail.Text("id", header.id().toString()));
  }
}
