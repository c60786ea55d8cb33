/** Accounts, tokens, projects and the audit log in the API. */
@NullMarked
package dev.slipway.server.account;

import org.jspecify.annotations.NullMarked;
