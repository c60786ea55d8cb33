package dev.slipway.disk.iso;

import dev.slipway.disk.tree.Content;

/** A file's bytes on their way into an image; hard links share them. */
final class IsoFile {
  /**
   * The largest multiple of a sector that a record's 32 bits can say; longer files take several.
   */
  static final long MAX_SECTION = 0xFFFFF800L;

  final Content content;

  /** One of its names, for errors. */
  final String path;

  /** How many names it has. */
  int links;

  /** Its first sector; 0 while it is empty. */
  long sector;

  IsoFile(Content content, String path) {
    this.content = content;
    this.path = path;
  }

  int sections() {
    return (int) Math.max(1, (content.size() + MAX_SECTION - 1) / MAX_SECTION);
  }
}
