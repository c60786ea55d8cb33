/** A file tree in memory: what file-system writers write. */
@NullMarked
package dev.slipway.disk.tree;

import org.jspecify.annotations.NullMarked;
