package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.tree.Content;
import java.io.IOException;

/** What is said when a file is no longer what it was when the tree was read. */
final class Sources {
  private Sources() {}

  /** The file has another size. */
  static DiskException changed(Inode inode, Content.Stored stored) {
    return new DiskException(
        stored.path()
            + " no longer has "
            + stored.size()
            + " bytes: it was changed while "
            + inode.path()
            + " was being written from it. Leave the tree alone until that is done");
  }

  /** The file is not there any more. */
  static DiskException gone(Inode inode, Content.Stored stored, IOException cause) {
    DiskException failure =
        new DiskException(
            stored.path()
                + " is gone: it was taken away before "
                + inode.path()
                + " was written from it. Leave the tree alone until that is done");
    failure.initCause(cause);
    return failure;
  }
}
