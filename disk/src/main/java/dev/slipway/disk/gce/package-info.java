/** Images that Google Compute Engine imports: a sparse tar in gzip. */
@NullMarked
package dev.slipway.disk.gce;

import org.jspecify.annotations.NullMarked;
