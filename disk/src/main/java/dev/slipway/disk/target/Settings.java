package dev.slipway.disk.target;

import dev.slipway.disk.qcow2.Compression;

/**
 * What users may choose about targets.
 *
 * @param compression of qcow2 images
 * @param qcow2Version 3 (compat 1.1), or 2 (compat 0.10)
 * @param level how hard to deflate: 1 to 9
 * @param ovf2 whether OVF descriptors are of version 2.0, which VMware does not take
 * @param sha1 whether manifests have SHA-1, for old VMware
 * @param cpus of machines, in files that say so
 * @param memoryMiB of machines, in files that say so
 */
public record Settings(
    Compression compression,
    int qcow2Version,
    int level,
    boolean ovf2,
    boolean sha1,
    int cpus,
    int memoryMiB) {
  /** What fits most. */
  public static final Settings DEFAULT =
      new Settings(Compression.ZLIB, 3, 6, false, false, 1, 1024);

  /** With qcow2 images of this kind. */
  public Settings withQcow2(Compression kind, int version) {
    return new Settings(kind, version, level, ovf2, sha1, cpus, memoryMiB);
  }
}
