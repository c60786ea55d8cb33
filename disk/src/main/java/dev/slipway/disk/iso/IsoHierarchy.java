package dev.slipway.disk.iso;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.SinkWriter;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of an image's two trees of directories: the primary one with Rock Ridge's entries, or
 * Joliet's.
 */
final class IsoHierarchy {
  /** How deep directories may lie in the primary hierarchy, the root being 1 (6.8.2.1). */
  private static final int MAX_DEPTH = 8;

  private static final int MAX_DIRECTORIES = 0xFFFF;
  private static final String HOLDER = "/rr_moved";

  private final IsoNames.Kind kind;
  private final IsoFiles files;
  private final IsoDirectory root;
  private @Nullable IsoDirectory holder;
  private final ContinuationArea area = new ContinuationArea();

  /** All directories in the path table's order: level by level, parents first. */
  private final List<IsoDirectory> directories = new ArrayList<>();

  private long continuation;

  private IsoHierarchy(IsoNames.Kind kind, IsoFiles files, Directory tree) {
    this.kind = kind;
    this.files = files;
    this.root = IsoDirectory.root(tree);
  }

  static IsoHierarchy of(IsoNames.Kind kind, IsoFiles files, Directory tree) throws DiskException {
    var hierarchy = new IsoHierarchy(kind, files, tree);
    hierarchy.collect(hierarchy.root, 1, "");
    hierarchy.number();
    return hierarchy;
  }

  IsoDirectory root() {
    return root;
  }

  List<IsoDirectory> directories() {
    return directories;
  }

  private boolean hasRockRidge() {
    return kind == IsoNames.Kind.PRIMARY;
  }

  /** Takes in what is below a directory at a depth, moving what would lie too deep. */
  private void collect(IsoDirectory directory, int depth, String path) throws DiskException {
    for (Map.Entry<String, Node> entry : directory.node.children().entrySet()) {
      String childPath = path + "/" + entry.getKey();
      switch (entry.getValue()) {
        case Directory below -> collectBelow(directory, depth, childPath, below);
        case RegularFile file ->
            directory.entries.add(
                new IsoEntry(
                    childPath, file, new IsoEntry.Target.Data(files.fileOf(file, childPath))));
        case Symlink link -> addNothing(directory, childPath, link);
        case Special special -> addNothing(directory, childPath, special);
      }
    }
  }

  private void collectBelow(IsoDirectory directory, int depth, String path, Directory below)
      throws DiskException {
    if (depth < MAX_DEPTH || !hasRockRidge()) {
      var child = IsoDirectory.below(directory, below);
      directory.entries.add(new IsoEntry(path, below, new IsoEntry.Target.Below(child)));
      collect(child, depth + 1, path);
      return;
    }
    IsoDirectory moved = IsoDirectory.moved(holder(), directory, below);
    directory.entries.add(new IsoEntry(path, below, new IsoEntry.Target.Moved(moved)));
    holder().entries.add(new IsoEntry(path, below, new IsoEntry.Target.Below(moved)));
    collect(moved, 3, path);
  }

  /** Joliet has no links and devices. */
  private void addNothing(IsoDirectory directory, String path, Node node) {
    if (hasRockRidge()) {
      directory.entries.add(new IsoEntry(path, node, new IsoEntry.Target.Nothing()));
    }
  }

  /** The directory at the root that takes those that were moved. */
  private IsoDirectory holder() {
    if (holder == null) {
      Metadata like = root.node.metadata();
      var node = new Directory(Metadata.ofRoot(0555, like.mtime()));
      holder = IsoDirectory.below(root, node);
      root.entries.add(new IsoEntry(HOLDER, node, new IsoEntry.Target.Below(holder)));
    }
    return holder;
  }

  private void number() throws DiskException {
    directories.add(root);
    for (int i = 0; i < directories.size(); i++) {
      IsoDirectory directory = directories.get(i);
      directory.number = i + 1;
      name(directory);
      for (IsoEntry entry : directory.entries) {
        if (entry.target instanceof IsoEntry.Target.Below(IsoDirectory child)) {
          child.identifier = entry.identifier;
          directories.add(child);
        }
      }
      if (directories.size() > MAX_DIRECTORIES) {
        throw new DiskException(
            "an ISO 9660 image has room for %d directories; there are more"
                .formatted(MAX_DIRECTORIES));
      }
    }
  }

  /** Gives a directory's entries their recorded names, and sorts them by these. */
  private void name(IsoDirectory directory) throws DiskException {
    var names = new IsoNames(kind);
    record Named(String recorded, IsoEntry entry) {}
    List<Named> named = new ArrayList<>();
    for (IsoEntry entry : directory.entries) {
      String recorded = names.record(entry.name(), entry.isDirectory());
      entry.identifier = kind.encode(recorded, entry.isDirectory());
      named.add(new Named(recorded, entry));
    }
    named.sort(Comparator.comparing(Named::recorded));
    directory.entries.clear();
    named.forEach(one -> directory.entries.add(one.entry()));
    if (hasRockRidge()) {
      new RockRidgeWriter(files, area, root, holder).describe(directory);
    }
  }

  /** Gives everything its place. Returns the sector after the last. */
  long place(long firstSector) {
    long next = firstSector;
    for (IsoDirectory directory : directories) {
      directory.measure();
      directory.sector = next;
      next += directory.size / IsoRecord.SECTOR;
    }
    continuation = next;
    return next + area.size() / IsoRecord.SECTOR;
  }

  /** Writes what {@link #place} gave a place to. */
  void write(SinkWriter out) throws IOException {
    for (IsoDirectory directory : directories) {
      out.write(DirectoryBytes.of(directory, continuation));
    }
    out.write(area.bytes(continuation));
  }
}
