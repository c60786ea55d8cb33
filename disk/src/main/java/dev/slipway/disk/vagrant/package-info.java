/** Boxes that Vagrant adds: for libvirt and for VirtualBox. */
@NullMarked
package dev.slipway.disk.vagrant;

import org.jspecify.annotations.NullMarked;
