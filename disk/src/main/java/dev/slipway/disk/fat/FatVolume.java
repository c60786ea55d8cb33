package dev.slipway.disk.fat;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSink;
import dev.slipway.disk.SinkWriter;
import dev.slipway.disk.Volume;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/**
 * A FAT file system with a tree's files in it. Names keep their case (long names); times are
 * rounded down to two seconds; owners and modes are lost. The same tree and options give the same
 * bytes.
 */
public final class FatVolume implements Volume {
  private static final long MAX_FILE = 0xFFFFFFFFL;
  private static final int MAX_DIRECTORY_ENTRIES = 65536;
  private static final String LABEL_SIGNS = " !#$%&'()-@^_`{}~";

  private final FatOptions options;
  private final FatGeometry geometry;
  private final FatTable table;
  private final FatItem root;

  /**
   * Lays the volume out.
   *
   * @param tree directories and regular files only
   * @throws DiskException for names and nodes that FAT cannot hold, and where there is too little
   *     room
   */
  public FatVolume(Directory tree, FatOptions options) throws DiskException {
    checkLabel(options.label());
    this.options = options;
    this.geometry = FatGeometry.of(options.size());
    this.table = new FatTable(geometry.type());
    this.root = new FatItem("/", FatName.dots(""), tree);
    collect(root, tree);
    checkRoom();
    allocate(root);
  }

  @Override
  public long size() {
    return options.size();
  }

  @Override
  public void writeTo(long offset, DiskSink sink) throws IOException {
    var out = new SinkWriter(sink, offset);
    writeReserved(offset, out);
    byte[] entries = table.bytes();
    for (int i = 0; i < FatGeometry.TABLES; i++) {
      out.seek(offset + geometry.tableSector(i) * FatGeometry.SECTOR);
      out.write(entries);
    }
    write(root, root, offset, out);
    out.flush();
  }

  private void writeReserved(long offset, SinkWriter out) throws IOException {
    byte[] boot = FatBootSector.boot(geometry, options);
    out.write(boot);
    if (geometry.type() == FatType.FAT32) {
      byte[] info = FatBootSector.info(geometry, table.next());
      out.write(info);
      out.seek(offset + (long) FatBootSector.BACKUP_SECTOR * FatGeometry.SECTOR);
      out.write(boot);
      out.write(info);
    }
  }

  private void collect(FatItem item, Directory directory) throws DiskException {
    Map<String, FatName> names = FatNames.of(item.path, directory.children().keySet());
    for (Map.Entry<String, Node> entry : directory.children().entrySet()) {
      String path = (item == root ? "/" : item.path + "/") + entry.getKey();
      Node node = entry.getValue();
      var child = new FatItem(path, Objects.requireNonNull(names.get(entry.getKey())), node);
      item.children.add(child);
      switch (node) {
        case Directory below -> collect(child, below);
        case RegularFile file -> checkSize(path, file.content().size());
        default ->
            throw new DiskException(
                "%s: FAT holds files and directories only, no symbolic links and devices"
                    .formatted(path));
      }
    }
    if (entries(item) > maxEntries(item)) {
      throw new DiskException(
          "%s: its names take %d directory entries; FAT has room for %d there"
              .formatted(item.path, entries(item), maxEntries(item)));
    }
  }

  private static void checkSize(String path, long size) throws DiskException {
    if (size > MAX_FILE) {
      throw new DiskException(
          "%s: has %d bytes; a file in FAT has at most %d".formatted(path, size, MAX_FILE));
    }
  }

  private static void checkLabel(String label) throws DiskException {
    boolean right =
        label.length() <= FatName.SHORT_LENGTH
            && !label.startsWith(" ")
            && label
                .chars()
                .allMatch(c -> FatName.isCapitalOrDigit(c) || LABEL_SIGNS.indexOf(c) >= 0);
    if (!right) {
      throw new DiskException(
          "'%s' cannot be a FAT volume's label; it has up to 11 capital letters, digits and signs of%s"
              .formatted(label, LABEL_SIGNS));
    }
  }

  private boolean hasFixedRoot() {
    return geometry.type() != FatType.FAT32;
  }

  /** How many entries a directory has: the root has its label, the others the two dots. */
  private int entries(FatItem item) {
    int own = item != root ? 2 : options.label().isEmpty() ? 0 : 1;
    return own + item.childEntries();
  }

  private int maxEntries(FatItem item) {
    return item == root && hasFixedRoot()
        ? geometry.rootSectors() * FatGeometry.SECTOR / FatEntries.SIZE
        : MAX_DIRECTORY_ENTRIES;
  }

  private void checkRoom() throws DiskException {
    long needed = clustersBelow(root);
    if (needed > geometry.clusters()) {
      throw new DiskException(
          "the files take %d bytes, but the FAT volume of %d has room for %d"
              .formatted(
                  needed * geometry.clusterBytes(),
                  options.size(),
                  geometry.clusters() * geometry.clusterBytes()));
    }
  }

  private long clusters(FatItem item) {
    return switch (item.node) {
      case RegularFile file -> geometry.clustersFor(file.content().size());
      default ->
          item == root && hasFixedRoot()
              ? 0
              : Math.max(1, geometry.clustersFor((long) entries(item) * FatEntries.SIZE));
    };
  }

  private long clustersBelow(FatItem item) {
    return clusters(item) + item.children.stream().mapToLong(this::clustersBelow).sum();
  }

  /** Clusters are taken in the order in which they are written: each directory, then its files. */
  private void allocate(FatItem item) {
    long count = clusters(item);
    item.cluster = count == 0 ? 0 : table.chain(count);
    item.children.forEach(this::allocate);
  }

  private void write(FatItem item, FatItem parent, long offset, SinkWriter out) throws IOException {
    if (item.node instanceof RegularFile file) {
      if (item.cluster != 0) {
        out.seek(offset + geometry.position(item.cluster));
        out.write(file.content(), item.path);
      }
      return;
    }
    long position =
        item.cluster == 0
            ? geometry.rootSector() * FatGeometry.SECTOR
            : geometry.position(item.cluster);
    out.seek(offset + position);
    out.write(directory(item, parent));
    for (FatItem child : item.children) {
      write(child, item, offset, out);
    }
  }

  private byte[] directory(FatItem item, FatItem parent) {
    var entries = new FatEntries(entries(item));
    long mtime = item.node.metadata().mtime();
    if (item != root) {
      long above = parent == root ? 0 : parent.cluster; // 0 is the root, in FAT32 too
      entries.add(FatName.dots("."), FatEntries.DIRECTORY, mtime, item.cluster, 0);
      entries.add(
          FatName.dots(".."), FatEntries.DIRECTORY, parent.node.metadata().mtime(), above, 0);
    } else if (!options.label().isEmpty()) {
      var label = new FatName("", FatName.padded(options.label()));
      entries.add(label, FatEntries.LABEL, options.time(), 0, 0);
    }
    for (FatItem child : item.children) {
      boolean isFile = child.node instanceof RegularFile;
      entries.add(
          child.name,
          isFile ? FatEntries.FILE : FatEntries.DIRECTORY,
          child.node.metadata().mtime(),
          child.cluster,
          isFile ? ((RegularFile) child.node).content().size() : 0);
    }
    return entries.bytes();
  }
}
