/** What is the same in all of HTTP: bodies, queries, and errors as problem+json. */
@NullMarked
package dev.slipway.server.http;

import org.jspecify.annotations.NullMarked;
