/** Folders that several programs use at once, and that outlive or do not outlive their owner. */
@NullMarked
package dev.slipway.cloud.folder;

import org.jspecify.annotations.NullMarked;
