/** Buckets on a Ceph object gateway. */
@NullMarked
package dev.slipway.broker.s3;

import org.jspecify.annotations.NullMarked;
