/**
 * Writes FAT file systems (Microsoft's FAT specification of 2000, with long names), as UEFI
 * firmware boots from.
 */
@NullMarked
package dev.slipway.disk.fat;

import org.jspecify.annotations.NullMarked;
