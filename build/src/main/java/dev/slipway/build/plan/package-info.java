/** What a build will do, and doing it. */
@NullMarked
package dev.slipway.build.plan;

import org.jspecify.annotations.NullMarked;
