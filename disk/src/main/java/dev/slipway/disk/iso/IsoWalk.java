package dev.slipway.disk.iso;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.iso.IsoImage.Names;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through one hierarchy's directories, each once, and makes a tree of them. */
final class IsoWalk {
  /** Deeper than Linux can name; also keeps what walks the tree later from overflowing. */
  private static final int MAX_DEPTH = 1024;

  private static final int DIRECTORY_MODE = 0555;
  private static final int FILE_MODE = 0444;

  private final IsoSource source;
  private final Names names;
  private final int skip;
  private final Set<Long> seen = new HashSet<>();
  private final Queue<Pending> queue = new ArrayDeque<>();

  /** The first section of a file of which another section follows, and how long it is by now. */
  private @Nullable FoundRecord first;

  private long collected;

  /** A directory that is still to be read. */
  private record Pending(Directory directory, long start, long size, int depth) {}

  IsoWalk(IsoSource source, Names names, int skip) {
    this.source = source;
    this.names = names;
    this.skip = skip;
  }

  Directory walk(FoundRecord root) throws IOException {
    FoundRecord self = self(root.start());
    boolean rockRidge = names == Names.ROCK_RIDGE;
    RockRidgeFields fields = rockRidge ? RockRidgeFields.read(source, self, 0) : null;
    var tree = new Directory(metadata(self, fields, DIRECTORY_MODE));
    enqueue(tree, root.start(), root.size(), 0, root.position());
    for (Pending next = queue.poll(); next != null; next = queue.poll()) {
      read(next);
    }
    return tree;
  }

  private void enqueue(Directory directory, long start, long size, int depth, long position)
      throws DiskException {
    if (!seen.add(start)) {
      throw source.wrong(position, "the directory at %d stands in two places".formatted(start));
    }
    if (depth > MAX_DEPTH) {
      throw source.wrong(position, "directories more than %d deep".formatted(MAX_DEPTH));
    }
    source.check(start, size);
    queue.add(new Pending(directory, start, size, depth));
  }

  private void read(Pending pending) throws IOException {
    long end = pending.start() + pending.size();
    for (long at = pending.start(); at < end; at += IsoRecord.SECTOR) {
      ByteBuffer sector = source.read(at, (int) Math.min(IsoRecord.SECTOR, end - at));
      int offset = 0;
      while (offset < sector.limit() && sector.get(offset) != 0) {
        FoundRecord record = FoundRecord.read(source, sector, at, offset);
        if (!record.isSelfOrUp() && !record.isAssociated()) {
          add(pending, record);
        }
        offset += sector.get(offset) & 0xFF;
      }
    }
    if (first != null) {
      throw source.wrong(first.position(), "the file's last section is missing");
    }
  }

  private void add(Pending pending, FoundRecord record) throws IOException {
    source.countNode(record.position());
    RockRidgeFields fields = fields(record);
    if (fields != null && fields.isRelocated) {
      return;
    }
    String name = name(record, fields);
    IsoReader.checkName(source, record.position(), name);
    Node node = node(pending, record, fields);
    if (node == null) {
      return;
    }
    if (pending.directory().children().containsKey(name)) {
      throw source.wrong(record.position(), "'%s' is there twice".formatted(name));
    }
    pending.directory().put(name, node);
  }

  /** What the record stands for; null for a file's section after which another one follows. */
  private @Nullable Node node(Pending pending, FoundRecord record, @Nullable RockRidgeFields fields)
      throws IOException {
    if (fields != null && fields.hasChild) {
      long start = fields.childSector * IsoRecord.SECTOR;
      return directory(pending, record, fields, start, self(start).size());
    }
    if (record.isDirectory()) {
      return directory(pending, record, fields, record.start(), record.size());
    }
    Metadata metadata = metadata(record, fields, FILE_MODE);
    if (fields != null && fields.hasAttributes && fields.type() != RockRidge.REGULAR) {
      return special(record, fields, metadata);
    }
    return file(record, metadata);
  }

  private Directory directory(
      Pending pending, FoundRecord record, @Nullable RockRidgeFields fields, long start, long size)
      throws IOException {
    var directory = new Directory(metadata(record, fields, DIRECTORY_MODE));
    enqueue(directory, start, size, pending.depth() + 1, record.position());
    return directory;
  }

  private Node special(FoundRecord record, RockRidgeFields fields, Metadata metadata)
      throws IOException {
    return switch (fields.type()) {
      case RockRidge.SYMLINK -> {
        if (fields.target().isEmpty()) {
          throw source.wrong(record.position(), "a symbolic link without a target");
        }
        yield new Symlink(metadata, fields.target());
      }
      case RockRidge.FIFO -> new Special(metadata, Special.Kind.FIFO, 0, 0);
      case RockRidge.SOCKET -> new Special(metadata, Special.Kind.SOCKET, 0, 0);
      case RockRidge.CHARACTER_DEVICE -> device(fields, metadata, Special.Kind.CHARACTER_DEVICE);
      case RockRidge.BLOCK_DEVICE -> device(fields, metadata, Special.Kind.BLOCK_DEVICE);
      default ->
          throw source.wrong(
              record.position(), "a file of the unknown mode %o".formatted(fields.mode));
    };
  }

  /** As Linux reads it: in the low half, if that is large enough for both numbers. */
  private static Node device(RockRidgeFields fields, Metadata metadata, Special.Kind kind) {
    boolean low = fields.deviceHigh == 0 && fields.deviceLow > 0xFF;
    return low
        ? new Special(
            metadata, kind, (int) (fields.deviceLow >>> 8), (int) (fields.deviceLow & 0xFF))
        : new Special(metadata, kind, (int) fields.deviceHigh, (int) fields.deviceLow);
  }

  private @Nullable Node file(FoundRecord record, Metadata metadata) throws IOException {
    FoundRecord start = first;
    if (start != null && !Arrays.equals(start.identifier(), record.identifier())) {
      throw source.wrong(record.position(), "another file where one's next section should be");
    }
    if (start != null && record.start() != start.start() + collected) {
      throw source.wrong(record.position() + 2, "a file in pieces, which cannot be read");
    }
    if (start == null) {
      start = record;
      collected = 0;
    }
    if (record.size() > 0) {
      source.check(record.start(), record.size());
    }
    collected += record.size();
    first = record.hasMoreSections() ? start : null;
    if (first != null) {
      return null;
    }
    Content content =
        collected == 0
            ? new Content.Bytes(new byte[0])
            : new Content.Slice(source.image(), start.start(), collected);
    return new RegularFile(metadata, content);
  }

  /** A directory's record for itself. */
  private FoundRecord self(long start) throws IOException {
    ByteBuffer sector = source.read(start, IsoRecord.SECTOR);
    if (sector.get(0) == 0) {
      throw source.wrong(start, "a directory without a record of its own");
    }
    return FoundRecord.read(source, sector, start, 0);
  }

  private @Nullable RockRidgeFields fields(FoundRecord record) throws IOException {
    return names == Names.ROCK_RIDGE ? RockRidgeFields.read(source, record, skip) : null;
  }

  private static Metadata metadata(
      FoundRecord record, @Nullable RockRidgeFields fields, int defaultMode) {
    Metadata metadata = Metadata.ofRoot(defaultMode, record.mtime());
    if (fields != null && fields.hasTime) {
      metadata = metadata.withMtime(fields.mtime);
    }
    if (fields != null && fields.hasAttributes) {
      metadata = metadata.withMode(fields.mode & 07777).withOwner(fields.uid, fields.gid);
    }
    return metadata;
  }

  private String name(FoundRecord record, @Nullable RockRidgeFields fields) {
    if (fields != null && !fields.name().isEmpty()) {
      return fields.name();
    }
    if (names == Names.JOLIET) {
      return withoutVersion(new String(record.identifier(), StandardCharsets.UTF_16BE));
    }
    String name = withoutVersion(new String(record.identifier(), StandardCharsets.ISO_8859_1));
    return name.endsWith(".") && name.length() > 1 ? name.substring(0, name.length() - 1) : name;
  }

  private static String withoutVersion(String name) {
    int version = name.lastIndexOf(';');
    return version > 0 ? name.substring(0, version) : name;
  }
}
