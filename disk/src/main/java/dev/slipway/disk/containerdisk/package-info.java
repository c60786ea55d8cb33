/** Container images that KubeVirt boots machines from. */
@NullMarked
package dev.slipway.disk.containerdisk;

import org.jspecify.annotations.NullMarked;
