package dev.slipway.disk.tree;

import dev.slipway.disk.parallel.SideBySide;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one folder over what the layers below it gave, several directories at once. */
final class LayerReader {
  private static final int TYPE = 0xF000;
  private static final int FIFO = 0x1000;
  private static final int CHARACTER = 0x2000;
  private static final int DIRECTORY = 0x4000;
  private static final int BLOCK = 0x6000;
  private static final int SYMLINK = 0xA000;
  private static final int SOCKET = 0xC000;

  private final boolean mounts;
  private final Map<Identity, Node> links = new HashMap<>();
  private final ReadingList pending = new ReadingList();

  /** A file with several names. */
  private record Identity(long device, long inode) {}

  LayerReader(boolean mounts) {
    this.mounts = mounts;
  }

  void read(Path layer, Directory root) throws IOException {
    byte[] raw = RawNames.bytes(layer);
    try (HostFiles files = new HostFiles()) {
      files.inDirectory(raw);
      HostFiles.Status status = files.status();
      if ((status.mode() & TYPE) != DIRECTORY) {
        throw new NotDirectoryException(layer.toString());
      }
      root.setMetadata(metadata(status, OverlayAttributes.read(files)));
    }
    pending.add(new ReadingList.Entry(layer, raw, root));
    SideBySide.run(this::work);
  }

  private void work() throws IOException {
    try (HostFiles files = new HostFiles()) {
      ReadingList.@Nullable Entry next = pending.take();
      while (next != null) {
        directory(files, next);
        pending.done();
        next = pending.take();
      }
    } finally {
      pending.stop(); // at the end there is nothing more; after a failure the others are to end too
    }
  }

  private void directory(HostFiles files, ReadingList.Entry here) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(here.path())) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.inDirectory(here.raw());
    for (Path entry : entries) {
      String name = RawNames.name(entry);
      byte[] raw = name.getBytes(StandardCharsets.UTF_8);
      files.file(raw);
      entry(files, here, entry, name, raw);
    }
  }

  private void entry(HostFiles files, ReadingList.Entry here, Path path, String name, byte[] raw)
      throws IOException {
    HostFiles.Status status = files.status();
    OverlayAttributes attributes = OverlayAttributes.read(files);
    int type = status.mode() & TYPE;
    boolean blank = type == CHARACTER && status.major() == 0 && status.minor() == 0;
    if (blank || (attributes.whiteout() && status.size() == 0)) {
      here.into().remove(name);
    } else if (type == DIRECTORY) {
      Directory directory = merged(here.into(), name, status, attributes);
      if (mounts || !status.isMountRoot()) {
        byte[] longer = Arrays.copyOf(here.raw(), here.raw().length + 1 + raw.length);
        longer[here.raw().length] = '/';
        System.arraycopy(raw, 0, longer, here.raw().length + 1, raw.length);
        pending.add(new ReadingList.Entry(path, longer, directory));
      }
    } else {
      here.into().put(name, linked(files, path, status, attributes));
    }
  }

  /** The directory of that name, which shows what layers below have unless it is opaque. */
  private static Directory merged(
      Directory into, String name, HostFiles.Status status, OverlayAttributes attributes) {
    Metadata metadata = metadata(status, attributes);
    if (!attributes.opaque() && into.children().get(name) instanceof Directory below) {
      below.setMetadata(metadata);
      return below;
    }
    Directory directory = new Directory(metadata);
    into.put(name, directory);
    return directory;
  }

  /** The node of a file, the same for each of its names. */
  private Node linked(
      HostFiles files, Path path, HostFiles.Status status, OverlayAttributes attributes)
      throws IOException {
    Node node = node(files, path, status, attributes);
    if (status.links() < 2) {
      return node;
    }
    synchronized (links) {
      Node known = links.putIfAbsent(new Identity(status.device(), status.inode()), node);
      return known == null ? node : known;
    }
  }

  private static Node node(
      HostFiles files, Path path, HostFiles.Status status, OverlayAttributes attributes)
      throws IOException {
    Metadata metadata = metadata(status, attributes);
    return switch (status.mode() & TYPE) {
      case SYMLINK -> new Symlink(metadata, RawNames.text(ByteBuffer.wrap(files.target()), path));
      case CHARACTER -> special(metadata, Special.Kind.CHARACTER_DEVICE, status);
      case BLOCK -> special(metadata, Special.Kind.BLOCK_DEVICE, status);
      case FIFO -> special(metadata, Special.Kind.FIFO, status);
      case SOCKET -> special(metadata, Special.Kind.SOCKET, status);
      default -> new RegularFile(metadata, new Content.Stored(path, status.size()));
    };
  }

  private static Special special(Metadata metadata, Special.Kind kind, HostFiles.Status status) {
    return new Special(metadata, kind, status.major(), status.minor());
  }

  private static Metadata metadata(HostFiles.Status status, OverlayAttributes attributes) {
    return new Metadata(
        status.mode() & 07777, status.uid(), status.gid(), status.mtime(), attributes.kept());
  }
}
