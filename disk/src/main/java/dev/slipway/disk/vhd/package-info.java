/**
 * Microsoft's VHD, fixed and dynamic, as Hyper-V, Azure, XenServer and VirtualBox have it. Field
 * names are those of the Virtual Hard Disk Image Format Specification 1.0; the batmap is
 * XenServer's.
 */
@NullMarked
package dev.slipway.disk.vhd;

import org.jspecify.annotations.NullMarked;
