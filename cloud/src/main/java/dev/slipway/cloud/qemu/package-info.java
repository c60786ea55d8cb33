/** QEMU: its command line, its monitor, its firmware, and what it can do on this machine. */
@NullMarked
package dev.slipway.cloud.qemu;

import org.jspecify.annotations.NullMarked;
