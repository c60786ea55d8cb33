/**
 * Reads, writes and converts virtual disks, partition tables and file systems; a library on its
 * own.
 */
@NullMarked
package dev.slipway.disk;

import org.jspecify.annotations.NullMarked;
