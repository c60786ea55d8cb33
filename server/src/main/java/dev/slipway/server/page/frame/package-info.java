/** What is around and the same on all pages. */
@NullMarked
package dev.slipway.server.page.frame;

import org.jspecify.annotations.NullMarked;
