/** The pages about webhooks. */
@NullMarked
package dev.slipway.server.page.webhook;

import org.jspecify.annotations.NullMarked;
