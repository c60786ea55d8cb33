/** Disks that are their own bytes in a file or a block device, with their holes. */
@NullMarked
package dev.slipway.disk.raw;

import org.jspecify.annotations.NullMarked;
