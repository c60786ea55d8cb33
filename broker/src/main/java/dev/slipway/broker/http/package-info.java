/** Talking to servers that are told what to do over HTTP. */
@NullMarked
package dev.slipway.broker.http;

import org.jspecify.annotations.NullMarked;
