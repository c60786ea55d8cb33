/** Open Virtualization Format packages: a machine's description and its disk in one tar. */
@NullMarked
package dev.slipway.disk.ova;

import org.jspecify.annotations.NullMarked;
