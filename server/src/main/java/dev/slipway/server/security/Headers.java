package dev.slipway.server.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The headers of every answer. Beside these, Spring adds {@code X-Content-Type-Options}, {@code
 * X-Frame-Options}, and {@code Cache-Control: no-store} where a route does not say how long its
 * answer may be kept.
 */
public final class Headers {
  /** What pages may load and where they may go: nothing but the site's own. */
  public static final String CONTENT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private Headers() {}

  static void apply(HeadersConfigurer<HttpSecurity> headers, boolean https) {
    headers.contentSecurityPolicy(c -> c.policyDirectives(CONTENT));
    headers.referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN));
    headers.httpStrictTransportSecurity(
        h -> h.requestMatcher(request -> https || request.isSecure()).includeSubDomains(false));
  }
}
