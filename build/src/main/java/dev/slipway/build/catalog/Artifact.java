package dev.slipway.build.catalog;

/**
 * One file of an image.
 *
 * @param format as in {@code raw}, {@code qcow2}
 * @param file its name in the catalog's folder
 * @param size bytes that the file has
 * @param virtualSize bytes that the disk in it has
 * @param sha256 of the file
 * @param fingerprint of the step that made it
 * @param modified when the file was last changed, in milliseconds since 1970: another time says
 *     that somebody has changed it since
 */
public record Artifact(
    String format,
    String file,
    long size,
    long virtualSize,
    String sha256,
    String fingerprint,
    long modified) {}
