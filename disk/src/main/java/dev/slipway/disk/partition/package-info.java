/**
 * Partition tables (GPT of the UEFI specification 2.10, chapter 5; MBR), boot code, and disks put
 * together from volumes.
 */
@NullMarked
package dev.slipway.disk.partition;

import org.jspecify.annotations.NullMarked;
