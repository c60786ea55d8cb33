/** Domain templates for libvirt. */
@NullMarked
package dev.slipway.cloud.libvirt;

import org.jspecify.annotations.NullMarked;
