/** Signing users of a platform on to pages of their instances, by OpenID Connect. */
@NullMarked
package dev.slipway.server.signon;

import org.jspecify.annotations.NullMarked;
