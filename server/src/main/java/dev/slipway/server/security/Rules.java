package dev.slipway.server.security;

import static dev.slipway.server.security.Caller.Role.ADMINISTRATOR;
import static dev.slipway.server.security.Caller.Role.BUILDER;
import static dev.slipway.server.security.Caller.Role.VIEWER;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.DispatcherType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * What everybody may ask for, and the least role for the rest; the first line that fits counts.
 * Which projects' builds, and whose tokens, is decided by the routes, with their {@link Caller}.
 */
final class Rules {
  private Rules() {}

  static void apply(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          rules) {
    // An error's page is shown to whoever made the request that failed.
    rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll();

    rules.requestMatchers(GET, "/health/*", "/login", "/assets/**").permitAll();
    rules.requestMatchers(HEAD, "/health/*", "/login", "/assets/**").permitAll();
    rules.requestMatchers(GET, "/api/v1/openapi.json").permitAll();
    rules.requestMatchers(POST, "/login").permitAll();
    rules.requestMatchers("/worker/v1/**").permitAll();
    // Its route lets this machine in, too.
    rules.requestMatchers(GET, "/metrics").permitAll();

    rules.requestMatchers("/api/v1/accounts/**", "/api/v1/audit").hasRole(ADMINISTRATOR.name());
    rules.requestMatchers(GET, "/**").hasRole(VIEWER.name());
    rules.requestMatchers(HEAD, "/**").hasRole(VIEWER.name());
    rules.requestMatchers("/api/v1/workers/**").hasRole(ADMINISTRATOR.name());
    rules.requestMatchers("/api/v1/projects/**").hasRole(ADMINISTRATOR.name());
    rules.requestMatchers("/api/v1/me/**", "/api/v1/tokens/**", "/logout").hasRole(VIEWER.name());
    rules.requestMatchers("/account/**", "/tokens/**").hasRole(VIEWER.name());
    rules.requestMatchers("/users/**", "/projects/**").hasRole(ADMINISTRATOR.name());
    rules.anyRequest().hasRole(BUILDER.name());
  }
}
