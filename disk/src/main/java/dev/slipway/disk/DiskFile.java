package dev.slipway.disk;

import java.nio.file.Path;

/**
 * A disk's file that was written.
 *
 * @param size the file's bytes, not the disk's
 * @param sha256 of the file, in lower-case hexadecimal digits
 */
public record DiskFile(Path path, long size, String sha256) {}
