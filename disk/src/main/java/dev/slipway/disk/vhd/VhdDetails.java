package dev.slipway.disk.vhd;

import dev.slipway.disk.Detail;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a VHD says of itself. */
public final class VhdDetails {
  private VhdDetails() {}

  /** Reads it; the file stays open. */
  public static List<Detail> read(FileSource file) throws IOException {
    long at = VhdDisk.footer(file);
    VhdFooter footer = VhdFooter.read(file, at);
    boolean dynamic = footer.type() == VhdFooter.DYNAMIC;
    List<Detail> details = new ArrayList<>();
    details.add(new Detail.Text("type", dynamic ? "dynamic" : "fixed"));
    if (dynamic) {
      long size = footer.diskSize(file, at);
      VhdHeader header = VhdHeader.read(file, footer.dataOffset(), size);
      details.add(new Detail.Bytes("block size", header.blockSize()));
    }
    details.add(new Detail.Text("creator", creator(footer)));
    VhdGeometry geometry = footer.geometry();
    details.add(
        new Detail.Text(
            "geometry",
            "%d cylinders, %d heads, %d sectors"
                .formatted(geometry.cylinders(), geometry.heads(), geometry.sectors())));
    details.add(new Detail.Text("id", footer.id().toString()));
    return details;
  }

  /** As in {@code win 10.0}. */
  private static String creator(VhdFooter footer) {
    int version = footer.creatorVersion();
    String program = footer.creator().replace('\0', ' ').strip();
    return "%s %d.%d".formatted(program, version >>> 16, version & 0xffff).strip();
  }
}
