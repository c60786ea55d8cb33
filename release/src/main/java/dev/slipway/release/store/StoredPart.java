package dev.slipway.release.store;

import dev.slipway.release.manifest.Part;

/**
 * A part of a release that a store has.
 *
 * @param archive its SHA-256 in hexadecimal digits
 * @param size of the archive in bytes
 */
public record StoredPart(Part part, String archive, long size) {}
