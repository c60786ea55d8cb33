package dev.slipway.disk.ova;

import dev.slipway.disk.convert.Encoding;

/**
 * The disk's file in a package.
 *
 * @param encoding how it is written
 * @param extension of its name: {@code vmdk}
 * @param format what the descriptor says it is, a URI
 */
public record OvaDisk(Encoding encoding, String extension, String format) {
  /** What VMware and VirtualBox call a VMDK of compressed grains. */
  public static final String STREAM_OPTIMIZED =
      "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized";

  /** A VMDK of compressed grains, as importers want it. */
  public static OvaDisk vmdk(Encoding streamOptimized) {
    return new OvaDisk(streamOptimized, "vmdk", STREAM_OPTIMIZED);
  }
}
