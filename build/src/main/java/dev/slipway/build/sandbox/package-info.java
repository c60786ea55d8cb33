/** Programs in a root of their own, apart from the machine. */
@NullMarked
package dev.slipway.build.sandbox;

import org.jspecify.annotations.NullMarked;
