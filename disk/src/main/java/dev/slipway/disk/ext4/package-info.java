/**
 * Writes ext4 file systems: a tree of files in, a volume's bytes out, in one ascending pass. The
 * format is the kernel's, Documentation/filesystems/ext4; the features and proportions are those of
 * Debian 12's {@code mke2fs -t ext4}.
 */
@NullMarked
package dev.slipway.disk.ext4;

import org.jspecify.annotations.NullMarked;
