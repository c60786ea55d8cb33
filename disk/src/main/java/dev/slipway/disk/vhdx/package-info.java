/**
 * Hyper-V's VHDX: reading with the log replayed in memory, writing, checking. Section names in this
 * package's comments are those of Microsoft's MS-VHDX.
 */
@NullMarked
package dev.slipway.disk.vhdx;

import org.jspecify.annotations.NullMarked;
