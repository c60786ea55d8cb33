package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import dev.slipway.disk.convert.OutputFile;
import dev.slipway.disk.file.PartFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes empty images over a base: they read as it does, take what is written, and leave it as it
 * is. As {@code qemu-img create -f qcow2 -b BASE -F FORMAT OVERLAY SIZE}.
 *
 * @param baseFormat the base's format; empty to find it by the base's first bytes
 * @param size bytes that the machine sees, not fewer than the base has; empty for as many
 */
public record Qcow2Overlay(
    Optional<DiskFormat> baseFormat, OptionalLong size, Qcow2Options options) {

  /** Makes an overlay as large as its base. */
  public static void create(Path overlay, Path base) throws IOException {
    new Qcow2Overlay(Optional.empty(), OptionalLong.empty(), Qcow2Options.of(Compression.NONE))
        .createFor(overlay, base);
  }

  /** Makes an overlay with a size of its own, in bytes, not fewer than the base has. */
  public static void create(Path overlay, Path base, long size) throws IOException {
    new Qcow2Overlay(Optional.empty(), OptionalLong.of(size), Qcow2Options.of(Compression.NONE))
        .createFor(overlay, base);
  }

  /**
   * Makes an overlay. It names its base relative to itself where both are in one folder, so that
   * the folder can move; else absolutely.
   *
   * @throws DiskException where the overlay exists already, the base doesn't or can't be read, or
   *     the overlay would be smaller than it
   */
  public void createFor(Path overlay, Path base) throws IOException {
    requireNew(overlay);
    if (!Files.isReadable(base) || Files.isDirectory(base)) {
      throw new DiskException(
          "%s: its base %s %s"
              .formatted(overlay, base, Files.exists(base) ? "cannot be read" : "does not exist"));
    }
    DiskFormat format = baseFormat.isPresent() ? baseFormat.get() : DiskFormat.probe(base);
    if (!format.isRunnable()) {
      throw new DiskException(
          "%s holds a disk as %s, which nothing can stand on; take it out with `slipway disk convert`"
              .formatted(base, format.label()));
    }
    long atLeast = options.imageSize(sizeOf(base, format));
    long chosen = options.imageSize(size.orElse(atLeast));
    if (chosen < atLeast) {
      throw new DiskException(
          "%s: %d bytes are fewer than the %d of its base %s; a disk can only grow over its base"
              .formatted(overlay, chosen, atLeast, base));
    }
    write(overlay, chosen, name(overlay, base), format.driver());
  }

  private void write(Path overlay, long bytes, String baseName, String format) throws IOException {
    try (PartFile part = PartFile.create(overlay)) {
      OutputFile output = OutputFile.of(part.channel());
      HostFile host = new HostFile(output, options.clusterBits());
      new ImageTables(host, options, bytes).finish(baseName, format);
      output.finish();
      requireNew(overlay);
      part.finish();
    }
  }

  private static void requireNew(Path overlay) throws DiskException {
    if (Files.exists(overlay, LinkOption.NOFOLLOW_LINKS)) {
      throw new DiskException(overlay + " exists already; remove it or choose another name");
    }
  }

  private static long sizeOf(Path base, DiskFormat format) throws IOException {
    if (format == DiskFormat.QCOW2) {
      // Without those behind it: they may be missing for now.
      try (FileChannel channel = FileChannel.open(base, StandardOpenOption.READ)) {
        return HeaderReader.read(base, channel).size();
      }
    }
    try (Disk disk = Disks.open(base, Opening.READ.as(format))) {
      return disk.size();
    }
  }

  private String name(Path overlay, Path base) throws IOException {
    String name = baseName(overlay, base);
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    int room = options.clusterSize() - Header.LENGTH_TYPED - 32;
    if (length > Math.min(Header.MAX_BACKING_NAME, room)) {
      throw new DiskException(
          "%s: the path of its base has %d bytes, but %d fit; put both into one folder"
              .formatted(overlay, length, Math.min(Header.MAX_BACKING_NAME, room)));
    }
    return name;
  }

  private static String baseName(Path overlay, Path base) throws IOException {
    Path from = folder(overlay);
    Path to = folder(base);
    Path name = base.getFileName();
    if (name == null || !from.equals(to)) {
      return base.toAbsolutePath().normalize().toString();
    }
    // QEMU takes what is before a colon for a protocol, unless there is a slash first.
    return name.toString().indexOf(':') < 0 ? name.toString() : "./" + name;
  }

  private static Path folder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new DiskException(file + " is not a file's path");
    }
    try {
      return folder.toRealPath();
    } catch (NoSuchFileException e) {
      throw new DiskException(folder + " does not exist; make the folder first");
    }
  }
}
