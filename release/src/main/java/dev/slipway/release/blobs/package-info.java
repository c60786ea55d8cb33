/** The blobs of a release directory, between its blobs folder and the blob store. */
@NullMarked
package dev.slipway.release.blobs;

import org.jspecify.annotations.NullMarked;
