/** Pages about all of the service: its queue, its images, its workers. */
@NullMarked
package dev.slipway.server.page.overview;

import org.jspecify.annotations.NullMarked;
