/** Files that disks are in: read at any place, written aside until they are whole. */
@NullMarked
package dev.slipway.disk.file;

import org.jspecify.annotations.NullMarked;
