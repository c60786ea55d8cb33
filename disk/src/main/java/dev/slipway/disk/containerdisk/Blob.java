package dev.slipway.disk.containerdisk;

/** A part of an image, by its digest. */
record Blob(String sha256, long size) {}
