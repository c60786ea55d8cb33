/** Pages about who may do what. */
@NullMarked
package dev.slipway.server.page.account;

import org.jspecify.annotations.NullMarked;
