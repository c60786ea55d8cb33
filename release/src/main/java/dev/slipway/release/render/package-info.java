/**
 * Renders the templates of jobs as a director does, and says of them what can be known without
 * rendering. Templates are programs: they run in this process, with its rights.
 */
@NullMarked
package dev.slipway.release.render;

import org.jspecify.annotations.NullMarked;
