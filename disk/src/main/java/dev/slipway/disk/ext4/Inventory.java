package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All inodes of a tree, numbered in its order: a directory, then what is in it, by name, each with
 * all that is below it. lost+found is made where there is none.
 */
final class Inventory {
  private static final String LOST_AND_FOUND = "lost+found";
  private static final int LOST_AND_FOUND_BLOCKS = 4;
  private static final int MOST_LINKS = 65000;

  /** In the order of their numbers. */
  final List<Inode> inodes = new ArrayList<>();

  private final IdentityHashMap<Node, Inode> known = new IdentityHashMap<>();
  private final HalfMd4 hash;
  private int next = Format.FIRST_INODE;

  Inventory(Directory root, HalfMd4 hash, long time) throws DiskException {
    this.hash = hash;
    Inode top = make(Format.ROOT_INODE, root, null, "");
    Node lost = root.children().get(LOST_AND_FOUND);
    switch (lost) {
      case null -> enter(top, LOST_AND_FOUND, new Directory(Metadata.ofRoot(0700, time)));
      case Directory directory -> make(next++, directory, top, LOST_AND_FOUND);
      default -> throw new DiskException("/lost+found has to be a directory: rename it");
    }
    walk(top, root);
    if (inodes.get(1).body instanceof Body.Names(var blocks) && blocks.isEmpty()) {
      blocks.setLeast(LOST_AND_FOUND_BLOCKS);
    }
    for (Inode inode : inodes) {
      check(inode);
    }
  }

  private record Open(Inode inode, Iterator<Map.Entry<String, Node>> rest) {}

  private void walk(Inode top, Directory root) throws DiskException {
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(top, root.children().entrySet().iterator()));
    while (!open.isEmpty()) {
      Open here = open.element();
      if (!here.rest.hasNext()) {
        open.pop();
        continue;
      }
      var child = here.rest.next();
      Inode made = enter(here.inode, child.getKey(), child.getValue());
      if (child.getValue() instanceof Directory directory) {
        open.push(new Open(made, directory.children().entrySet().iterator()));
      }
    }
  }

  /** Puts a node into its directory under a name. */
  private Inode enter(Inode parent, String name, Node node) throws DiskException {
    Inode inode = known.get(node);
    if (inode == null) {
      inode = make(next++, node, parent, name);
    }
    if (node instanceof Directory) {
      if (inode.links == 0) {
        inode.links = 2;
      } else {
        throw new DiskException(
            inode.path() + " is in the tree twice: a directory can have one name only");
      }
      parent.links++;
    } else {
      inode.links++;
    }
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 255) {
      throw new DiskException(
          parent.path()
              + ": the name '"
              + name
              + "' has "
              + bytes.length
              + " bytes, ext4 has room for 255: shorten it");
    }
    if (parent.body instanceof Body.Names(var blocks)) {
      blocks.add(bytes, inode);
    }
    return inode;
  }

  private Inode make(int number, Node node, @Nullable Inode parent, String name)
      throws DiskException {
    int type =
        switch (node) {
          case Directory _ -> Format.TYPE_DIRECTORY;
          case RegularFile _ -> Format.TYPE_REGULAR;
          case Symlink _ -> Format.TYPE_SYMLINK;
          case Special special -> type(special.kind());
        };
    Body body =
        switch (node) {
          case Directory _ -> new Body.Names(new DirectoryBlocks());
          case RegularFile file -> new Body.Data(file.content());
          case Symlink link -> new Body.Target(link.target().getBytes(StandardCharsets.UTF_8));
          case Special special -> new Body.Device(special.major(), special.minor());
        };
    Inode inode = new Inode(number, type, node.metadata(), body, parent, name);
    inodes.add(inode);
    known.put(node, inode);
    if (number == Format.ROOT_INODE) {
      inode.links = 2;
    }
    return inode;
  }

  private static int type(Special.Kind kind) {
    return switch (kind) {
      case CHARACTER_DEVICE -> Format.TYPE_CHARACTER;
      case BLOCK_DEVICE -> Format.TYPE_BLOCK;
      case FIFO -> Format.TYPE_FIFO;
      case SOCKET -> Format.TYPE_SOCKET;
    };
  }

  private void check(Inode inode) throws DiskException {
    switch (inode.body) {
      case Body.Names(var blocks) -> {
        blocks.arrange(hash, inode.path());
        if (inode.links >= MOST_LINKS) {
          inode.links = 1;
        }
      }
      case Body.Target(var path) -> {
        if (path.length == 0 || path.length >= Format.BLOCK) {
          throw new DiskException(
              inode.path() + ": a symbolic link has 1 to 4095 bytes, not " + path.length);
        }
      }
      case Body.Data data -> {
        if (data.content.size() > (1L << 44) - Format.BLOCK) {
          throw new DiskException(inode.path() + ": over 16 TiB, the largest file of ext4");
        }
      }
      case Body.Device(var major, var minor) -> {
        if (major >>> 12 != 0 || minor >>> 20 != 0) {
          throw new DiskException(
              inode.path() + ": device " + major + ":" + minor + " is over 4095:1048575");
        }
      }
      case Body.Descriptors _, Body.Journal _ -> {}
    }
    if (!inode.isDirectory() && inode.links > MOST_LINKS) {
      throw new DiskException(
          inode.path() + " has " + inode.links + " names, ext4 allows " + MOST_LINKS);
    }
  }

  /** The highest number that is in use; all below are in use too. */
  int last() {
    return next - 1;
  }
}
