/** What release.MF and the files in releases and dev_releases say. */
@NullMarked
package dev.slipway.release.manifest;

import org.jspecify.annotations.NullMarked;
