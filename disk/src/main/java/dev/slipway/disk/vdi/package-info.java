/** VirtualBox's VDI, version 1.1: reading, writing, checking. */
@NullMarked
package dev.slipway.disk.vdi;

import org.jspecify.annotations.NullMarked;
