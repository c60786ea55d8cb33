/** Where blobs and the archives of final builds are kept. */
@NullMarked
package dev.slipway.release.blobstore;

import org.jspecify.annotations.NullMarked;
