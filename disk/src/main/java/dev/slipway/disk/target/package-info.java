/** What importers want to get: each target is a name that users know, and makes the right file. */
@NullMarked
package dev.slipway.disk.target;

import org.jspecify.annotations.NullMarked;
