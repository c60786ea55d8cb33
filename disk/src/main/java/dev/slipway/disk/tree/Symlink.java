package dev.slipway.disk.tree;

/** A symbolic link to a path that need not exist; 1 to 4095 bytes as UTF-8. */
public record Symlink(Metadata metadata, String target) implements Node {}
