/** The build service as a program: what it is made of, and its start. */
@NullMarked
package dev.slipway.server;

import org.jspecify.annotations.NullMarked;
