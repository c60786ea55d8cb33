package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What works on an open image, all for the same header.
 *
 * @param writer null where the image is open for reading only
 */
record Qcow2Parts(
    Header header,
    @Nullable Disk backing,
    ClusterReader reader,
    Qcow2Extents extents,
    TableReader tables,
    @Nullable ClusterWriter writer) {

  static Qcow2Parts of(
      Path file, FileChannel channel, Header header, @Nullable Disk backing, boolean writable)
      throws IOException {
    TableReader tables = new TableReader(file, channel);
    ClusterMap map = new ClusterMap(file, channel, header, tables);
    ClusterReader reader = new ClusterReader(file, channel, header, map, backing);
    return new Qcow2Parts(
        header,
        backing,
        reader,
        new Qcow2Extents(header, map, backing),
        tables,
        writable ? new ClusterWriter(file, channel, header, tables, map, reader) : null);
  }
}
