package dev.slipway.disk.archive;

import dev.slipway.disk.Detail;
import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Extent;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A disk in an archive or a compressed file, or in one that is in the other. Members of a tar are
 * read where they are; what is compressed is unpacked to a temporary file.
 */
public final class ArchiveDisk implements Disk {
  /** A disk in a file that is compressed, in an archive, compressed again. */
  private static final int MOST_LAYERS = 4;

  private final Disk disk;
  private final Deque<FileSource> layers;

  private ArchiveDisk(Disk disk, Deque<FileSource> layers) {
    this.disk = disk;
    this.layers = layers;
  }

  /**
   * How to open.
   *
   * @param member the name of the disk's file in a tar; empty where it has only one
   * @param most bytes that anything may have when it is unpacked
   * @param scratch a folder for temporary files
   */
  public record Options(Optional<String> member, long most, Path scratch) {
    /** The only disk, up to 16 TiB, unpacked in Java's temporary folder. */
    public static Options usual() {
      return new Options(
          Optional.empty(), 16L << 40, Path.of(System.getProperty("java.io.tmpdir", ".")));
    }
  }

  /** What an archive or a compressed file is by its first bytes; empty where it is neither. */
  public static Optional<DiskFormat> probe(ByteBuffer start) {
    if (Wrapper.probe(start) != null) {
      return Optional.of(DiskFormat.COMPRESSED);
    }
    if (!TarReader.fits(start)) {
      return Optional.empty();
    }
    boolean ovf = TarFields.text(start, 0, 100).endsWith(".ovf");
    return Optional.of(ovf ? DiskFormat.OVA : DiskFormat.BOX);
  }

  /** Opens the only disk of an archive. */
  public static ArchiveDisk open(Path file, DiskOpener opener) throws IOException {
    return open(file, Options.usual(), opener);
  }

  /** Opens a disk of an archive. */
  public static ArchiveDisk open(Path file, Options options, DiskOpener opener) throws IOException {
    Deque<FileSource> layers = new ArrayDeque<>();
    layers.push(FileSource.open(file));
    try {
      while (true) {
        FileSource inner = enter(layers.element(), options);
        if (inner == null) {
          return new ArchiveDisk(opener.open(layers.element()), layers);
        }
        layers.push(inner);
        if (layers.size() > MOST_LAYERS + 1) {
          throw new DiskException(file + " has archives in archives; unpack them yourself");
        }
      }
    } catch (IOException | RuntimeException e) {
      closeAll(layers);
      throw e;
    }
  }

  /** The disk's file, unpacked as far as it has to be; it is closed with this. */
  public FileSource file() {
    return layers.element();
  }

  /** What it is compressed by, from the outermost on, and what the disk's file in it is called. */
  public List<Detail> details() {
    List<String> wrappers = new ArrayList<>();
    List<String> members = new ArrayList<>();
    for (FileSource each : layers.reversed()) {
      switch (each) {
        case Unpacked unpacked -> wrappers.add(unpacked.wrapper().label());
        case Member member -> members.add(member.entry().name());
        default -> {}
      }
    }
    List<Detail> details = new ArrayList<>();
    if (!wrappers.isEmpty()) {
      details.add(new Detail.Names("compressed by", wrappers));
    }
    if (!members.isEmpty()) {
      details.add(new Detail.Text("disk", members.getLast()));
    }
    return details;
  }

  /** What a compressed file has in it, in a temporary file that goes when it is closed. */
  public static FileSource unpack(FileSource file) throws IOException {
    Wrapper wrapper = Wrapper.probe(DiskOpener.start(file));
    if (wrapper == null) {
      throw new DiskException(file.name() + " is not compressed in a way that is known here");
    }
    Options usual = Options.usual();
    return Unpacked.of(file, wrapper, usual.most(), usual.scratch());
  }

  private static @Nullable FileSource enter(FileSource file, Options options) throws IOException {
    ByteBuffer start = DiskOpener.start(file);
    Wrapper wrapper = Wrapper.probe(start);
    if (wrapper != null) {
      return Unpacked.of(file, wrapper, options.most(), options.scratch());
    }
    return TarReader.fits(start) ? new Member(file, choose(file, options.member())) : null;
  }

  private static TarEntry choose(FileSource file, Optional<String> wanted) throws IOException {
    List<TarEntry> all = TarReader.list(file);
    List<TarEntry> fitting =
        all.stream().filter(e -> wanted.map(e.name()::equals).orElseGet(e::isDisk)).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    String names =
        (fitting.isEmpty() ? all : fitting)
            .stream().limit(20).map(TarEntry::name).collect(Collectors.joining(", "));
    throw new DiskException(
        "%s has %s in it, so that its disk is not clear: %s"
            .formatted(file.name(), fitting.isEmpty() ? "no such disk" : "several disks", names));
  }

  @Override
  public long size() {
    return disk.size();
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    disk.read(position, target);
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    throw new DiskException(
        layers.getLast().name() + " is an archive, which is only read; convert it to a raw disk");
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) throws IOException {
    return disk.nextExtent(from, to);
  }

  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    try (disk) {
      closeAll(layers);
    }
  }

  /** From the innermost on. */
  private static void closeAll(Deque<FileSource> layers) throws IOException {
    IOException failure = null;
    for (FileSource each : layers) {
      try {
        each.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
