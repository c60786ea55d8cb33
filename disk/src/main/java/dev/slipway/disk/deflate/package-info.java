/**
 * Deflate (RFC 1951) for blocks of a disk. The zlib that a Java or a system brings differs from one
 * to the next, in speed and in the bytes it makes; this one makes the same bytes everywhere.
 */
@NullMarked
package dev.slipway.disk.deflate;

import org.jspecify.annotations.NullMarked;
