package dev.slipway.disk.wrap;

/** Ways to compress a file as a whole. */
public enum Wrapping {
  GZIP("gz", 9, 6),
  XZ("xz", 9, 6),
  ZSTD("zst", 19, 3),
  BZIP2("bz2", 9, 9),
  /** An archive of one deflated member. */
  ZIP("zip", 9, 6);

  private final String ending;
  private final int highest;
  private final int usual;

  Wrapping(String ending, int highest, int usual) {
    this.ending = ending;
    this.highest = highest;
    this.usual = usual;
  }

  /** What names of such files end with, without a dot. */
  public String ending() {
    return ending;
  }

  /** The highest level; the lowest is 1. */
  public int highest() {
    return highest;
  }

  /** The level where nobody chose one. */
  public int usual() {
    return usual;
  }
}
