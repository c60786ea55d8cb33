package dev.slipway.disk.iso;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in Rock Ridge what a directory's records stand for.
 *
 * @param holder the directory of moved directories, if there is one; it is hidden
 */
record RockRidgeWriter(
    IsoFiles files, ContinuationArea area, IsoDirectory root, @Nullable IsoDirectory holder) {

  void describe(IsoDirectory directory) throws DiskException {
    directory.self = fit(self(directory), 1);
    directory.up = fit(up(directory), 1);
    for (IsoEntry entry : directory.entries) {
      entry.use = fit(entry(directory, entry), entry.identifier.length);
    }
  }

  private SystemUse fit(List<SuspEntry> entries, int identifierLength) {
    return SystemUse.fit(entries, IsoRecord.room(identifierLength), area);
  }

  private List<SuspEntry> self(IsoDirectory directory) {
    List<SuspEntry> entries = new ArrayList<>();
    if (directory == root) {
      entries.add(RockRidge.sharing());
    }
    entries.addAll(RockRidge.attributes(directory.node, links(directory.node)));
    if (directory == root) {
      entries.add(RockRidge.reference());
    }
    return entries;
  }

  private static List<SuspEntry> up(IsoDirectory directory) {
    IsoDirectory above = directory.origin == null ? directory.parent : directory.origin;
    List<SuspEntry> entries = new ArrayList<>(RockRidge.attributes(above.node, links(above.node)));
    if (directory.origin != null) {
      entries.add(RockRidge.parent(directory.origin));
    }
    return entries;
  }

  private List<SuspEntry> entry(IsoDirectory directory, IsoEntry entry) throws DiskException {
    List<SuspEntry> entries = new ArrayList<>(RockRidge.attributes(entry.node, links(entry)));
    entries.addAll(RockRidge.name(entry.path, entry.name()));
    switch (entry.target) {
      case IsoEntry.Target.Below(IsoDirectory child) when child == holder || directory == holder ->
          entries.add(RockRidge.relocated());
      case IsoEntry.Target.Moved(IsoDirectory child) -> entries.add(RockRidge.child(child));
      default -> {}
    }
    switch (entry.node) {
      case Symlink link -> entries.addAll(RockRidge.target(entry.path, link.target()));
      case Special special when isDevice(special) -> entries.add(RockRidge.device(special));
      default -> {}
    }
    return entries;
  }

  private static boolean isDevice(Special special) {
    return special.kind() == Special.Kind.BLOCK_DEVICE
        || special.kind() == Special.Kind.CHARACTER_DEVICE;
  }

  private static int links(IsoEntry entry) {
    return switch (entry.target) {
      case IsoEntry.Target.Data(IsoFile file) -> file.links;
      default -> entry.node instanceof Directory directory ? links(directory) : 1;
    };
  }

  /** A directory is named by its parent, itself, and each directory in it. */
  private static int links(Directory directory) {
    return 2
        + (int) directory.children().values().stream().filter(Directory.class::isInstance).count();
  }
}
