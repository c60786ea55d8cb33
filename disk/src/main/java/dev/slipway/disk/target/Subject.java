package dev.slipway.disk.target;

import java.time.Instant;

/**
 * What a disk is, as far as its bytes do not say it.
 *
 * @param name of the image, for people and in files that have one: letters, digits and {@code ._-}
 * @param version of the image; empty where it has none
 * @param size the disk's bytes
 * @param architecture as in definitions: amd64, i386, arm64
 * @param firmware how the disk boots
 * @param time what files say of when they were made; from the lock, never from a clock
 */
public record Subject(
    String name, String version, long size, String architecture, Firmware firmware, Instant time) {
  /** What starts a machine. */
  public enum Firmware {
    BIOS,
    UEFI,
    /** Either. */
    BOTH
  }
}
