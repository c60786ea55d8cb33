package dev.slipway.disk.tree;

/** A file with bytes in it. */
public record RegularFile(Metadata metadata, Content content) implements Node {}
