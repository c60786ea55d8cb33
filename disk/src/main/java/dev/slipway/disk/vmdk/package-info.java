/**
 * VMware's VMDK: one file with an embedded descriptor, sparse or compressed for streaming. Section
 * names in this package's comments are those of VMware's Virtual Disk Format 5.0.
 */
@NullMarked
package dev.slipway.disk.vmdk;

import org.jspecify.annotations.NullMarked;
