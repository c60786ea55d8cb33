/** Databases on a MongoDB server. */
@NullMarked
package dev.slipway.broker.mongodb;

import org.jspecify.annotations.NullMarked;
