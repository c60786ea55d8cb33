/**
 * VMware's virtual disks. Names of fields in this package's comments are those of VMware's Virtual
 * Disk Format 5.0.
 */
@NullMarked
package dev.slipway.disk.vmdk;

import org.jspecify.annotations.NullMarked;
