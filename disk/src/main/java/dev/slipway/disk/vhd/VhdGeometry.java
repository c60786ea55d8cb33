package dev.slipway.disk.vhd;

/** Cylinders, heads and sectors ("CHS Calculation"). What they multiply to is the size or less. */
record VhdGeometry(int cylinders, int heads, int sectors) {
  private static final long MOST_SECTORS = 65535L * 16 * 255;

  /** For a disk of so many sectors. */
  static VhdGeometry of(long diskSectors) {
    long total = Math.min(diskSectors, MOST_SECTORS);
    if (total >= 65535L * 16 * 63) {
      return new VhdGeometry((int) (total / 255 / 16), 16, 255);
    }
    long perTrack = total / 17;
    long heads = Math.max(4, (perTrack + 1023) / 1024);
    if (perTrack < heads * 1024 && heads <= 16) {
      return new VhdGeometry((int) (perTrack / heads), (int) heads, 17);
    }
    perTrack = total / 31;
    if (perTrack < 16 * 1024) {
      return new VhdGeometry((int) (perTrack / 16), 16, 31);
    }
    return new VhdGeometry((int) (total / 63 / 16), 16, 63);
  }

  /** The sectors that such a disk has. */
  long total() {
    return (long) cylinders * heads * sectors;
  }

  boolean isLargest() {
    return total() == MOST_SECTORS;
  }
}
