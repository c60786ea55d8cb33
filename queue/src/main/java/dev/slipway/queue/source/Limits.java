package dev.slipway.queue.source;

/**
 * How large a definition's folder may be.
 *
 * @param bytes that all files together have
 * @param entries files, folders and links
 * @param depth folders in each other
 * @param nameBytes of a path, in UTF-8
 * @param ratio how many times as large as the upload it may be, once it has {@link #RATIO_FROM}
 */
record Limits(long bytes, int entries, int depth, int nameBytes, int ratio) {
  /** Less than this is no bomb, however well it was compressed. */
  static final long RATIO_FROM = 64L << 20;

  /** Far more than definitions have, and little enough for a server's disk. */
  static final Limits USUAL = new Limits(512L << 20, 20_000, 32, 1024, 200);
}
