/** Buckets of services that speak S3. */
@NullMarked
package dev.slipway.queue.s3;

import org.jspecify.annotations.NullMarked;
