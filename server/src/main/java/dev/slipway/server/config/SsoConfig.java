package dev.slipway.server.config;

import java.net.URI;

/**
 * How users of a platform are signed on to pages of their instances.
 *
 * @param issuer of OpenID Connect, as it calls itself
 * @param permissions where the platform tells what a user may do with an instance; {@link
 *     #INSTANCE} stands for its id
 * @param scopes what the issuer is asked for, with blanks between
 */
public record SsoConfig(URI issuer, String permissions, String scopes) {
  /** What stands for an instance's id. */
  public static final String INSTANCE = "{id}";
}
