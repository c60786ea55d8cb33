package dev.slipway.disk.tree;

/**
 * One thing in a file tree. Hard links are one node (the same object) under several names; a
 * directory has one name.
 */
public sealed interface Node permits Directory, RegularFile, Symlink, Special {
  Metadata metadata();
}
