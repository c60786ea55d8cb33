package dev.slipway.disk.convert;

/**
 * A chunk's bytes made smaller; or a little larger, where they cannot be.
 *
 * @param bytes has them; not to be kept
 */
public record Packed(byte[] bytes, int offset, int length) {}
