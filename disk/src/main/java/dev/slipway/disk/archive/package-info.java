/** Archives that hold disks: tar written and read, compressed files unpacked aside. */
@NullMarked
package dev.slipway.disk.archive;

import org.jspecify.annotations.NullMarked;
