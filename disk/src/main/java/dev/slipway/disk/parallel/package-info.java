/** Work that several threads do at once. */
@NullMarked
package dev.slipway.disk.parallel;

import org.jspecify.annotations.NullMarked;
