/** Makes disks larger and smaller within their files. */
@NullMarked
package dev.slipway.disk.resize;

import org.jspecify.annotations.NullMarked;
