/**
 * QEMU's qcow2, versions 2 and 3: reading with backing files, writing, overlays, checking. Section
 * names in this package's comments are those of QEMU's docs/interop/qcow2 specification.
 */
@NullMarked
package dev.slipway.disk.qcow2;

import org.jspecify.annotations.NullMarked;
