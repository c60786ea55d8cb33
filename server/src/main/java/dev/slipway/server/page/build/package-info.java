/** Pages about builds: asking for them, watching them, what came of them. */
@NullMarked
package dev.slipway.server.page.build;

import org.jspecify.annotations.NullMarked;
