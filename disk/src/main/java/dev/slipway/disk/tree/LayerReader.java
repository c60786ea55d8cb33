package dev.slipway.disk.tree;

import dev.slipway.disk.DiskException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Reads one folder over what the layers below it gave. */
final class LayerReader {
  private static final int TYPE = 0xF000;
  private static final int FIFO = 0x1000;
  private static final int CHARACTER = 0x2000;
  private static final int DIRECTORY = 0x4000;
  private static final int BLOCK = 0x6000;
  private static final int SYMLINK = 0xA000;
  private static final int SOCKET = 0xC000;

  private final HostFiles files;
  private final boolean mounts;
  private final Map<Identity, Node> links = new HashMap<>();
  private final Deque<Pending> pending = new ArrayDeque<>();

  /** A file with several names. */
  private record Identity(long device, long inode) {}

  /** A directory that is still to be read. */
  private record Pending(Path path, byte[] raw, Directory into) {}

  LayerReader(HostFiles files, boolean mounts) {
    this.files = files;
    this.mounts = mounts;
  }

  void read(Path layer, Directory root) throws IOException {
    byte[] raw = RawNames.bytes(layer);
    files.inDirectory(raw);
    HostFiles.Status status = files.status();
    if ((status.mode() & TYPE) != DIRECTORY) {
      throw new NotDirectoryException(layer.toString());
    }
    root.setMetadata(metadata(status, OverlayAttributes.read(files)));
    pending.add(new Pending(layer, raw, root));
    while (!pending.isEmpty()) {
      directory(pending.pop());
    }
  }

  private void directory(Pending here) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(here.path)) {
      stream.forEach(entries::add);
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.inDirectory(here.raw);
    for (Path entry : entries) {
      String name = RawNames.name(entry);
      byte[] raw = name.getBytes(StandardCharsets.UTF_8);
      files.file(raw);
      entry(here, entry, name, raw);
    }
  }

  private void entry(Pending here, Path path, String name, byte[] raw) throws IOException {
    HostFiles.Status status = files.status();
    OverlayAttributes attributes = OverlayAttributes.read(files);
    int type = status.mode() & TYPE;
    boolean blank = type == CHARACTER && status.major() == 0 && status.minor() == 0;
    if (blank || (attributes.whiteout() && status.size() == 0)) {
      here.into.remove(name);
    } else if (type == DIRECTORY) {
      Metadata metadata = metadata(status, attributes);
      Directory directory;
      if (!attributes.opaque() && here.into.children().get(name) instanceof Directory below) {
        directory = below;
        directory.setMetadata(metadata);
      } else {
        directory = new Directory(metadata);
        here.into.put(name, directory);
      }
      if (mounts || !status.isMountRoot()) {
        byte[] longer = java.util.Arrays.copyOf(here.raw, here.raw.length + 1 + raw.length);
        longer[here.raw.length] = '/';
        System.arraycopy(raw, 0, longer, here.raw.length + 1, raw.length);
        pending.push(new Pending(path, longer, directory));
      }
    } else {
      here.into.put(name, linked(path, status, attributes));
    }
  }

  /** The node of a file, the same for each of its names. */
  private Node linked(Path path, HostFiles.Status status, OverlayAttributes attributes)
      throws IOException {
    if (status.links() < 2) {
      return node(path, status, attributes);
    }
    Identity identity = new Identity(status.device(), status.inode());
    Node known = links.get(identity);
    if (known == null) {
      known = node(path, status, attributes);
      links.put(identity, known);
    }
    return known;
  }

  private Node node(Path path, HostFiles.Status status, OverlayAttributes attributes)
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

  private static Metadata metadata(HostFiles.Status status, OverlayAttributes attributes)
      throws DiskException {
    SortedMap<String, byte[]> kept = attributes.kept();
    return new Metadata(status.mode() & 07777, status.uid(), status.gid(), status.mtime(), kept);
  }
}
