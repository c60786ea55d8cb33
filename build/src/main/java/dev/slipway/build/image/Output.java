package dev.slipway.build.image;

import dev.slipway.build.cache.Fingerprint;

/**
 * A file that a build is to make.
 *
 * @param format as in {@code raw}, {@code vhd-xen}
 * @param ending of its name, after NAME_vVERSION.ARCHITECTURE: {@code -xen.vhd}
 * @param fingerprint of all that decides its bytes
 */
record Output(String format, String ending, Fingerprint fingerprint) {}
