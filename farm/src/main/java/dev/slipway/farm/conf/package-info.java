/** Reads deploy.conf: which hosts there are, and what each is to be. */
@NullMarked
package dev.slipway.farm.conf;

import org.jspecify.annotations.NullMarked;
