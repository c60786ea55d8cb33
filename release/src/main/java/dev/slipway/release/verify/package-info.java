/** Finds what is wrong with release directories and with tarballs. */
@NullMarked
package dev.slipway.release.verify;

import org.jspecify.annotations.NullMarked;
