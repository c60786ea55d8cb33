package dev.slipway.disk.iso;

import dev.slipway.disk.tree.Node;

/** A name in a directory. */
final class IsoEntry {
  /** Where it belongs, from the root. */
  final String path;

  final Node node;
  final Target target;

  /** The name as recorded. */
  byte[] identifier = {};

  /** What Rock Ridge says of it. */
  SystemUse use = SystemUse.NONE;

  IsoEntry(String path, Node node, Target target) {
    this.path = path;
    this.node = node;
    this.target = target;
  }

  /** What the name stands for. */
  sealed interface Target {
    /** A directory whose record this is; one that was moved here has another place, too. */
    record Below(IsoDirectory directory) implements Target {}

    /** The place of a directory that was moved away. */
    record Moved(IsoDirectory directory) implements Target {}

    /** A file's bytes. */
    record Data(IsoFile file) implements Target {}

    /** Neither: a symbolic link or a device. */
    record Nothing() implements Target {}
  }

  /** The path's last part. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  boolean isDirectory() {
    return target instanceof Target.Below;
  }

  /** How many records the name takes. */
  int sections() {
    return target instanceof Target.Data(IsoFile file) ? file.sections() : 1;
  }
}
