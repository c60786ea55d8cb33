package dev.slipway.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who a request comes from, for the rules and for the routes behind it. */
final class Admission extends OncePerRequestFilter {
  private final Credentials credentials;
  private final Refusals refusals;

  Admission(Credentials credentials, Refusals refusals) {
    this.credentials = credentials;
    this.refusals = refusals;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return Paths.isWorkers(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      Optional<Caller> caller = credentials.of(request);
      caller.ifPresent(c -> admit(request, c));
    } catch (Refused e) {
      refusals.refuse(request, response, e);
      return;
    }
    chain.doFilter(request, response);
  }

  private static void admit(HttpServletRequest request, Caller caller) {
    Callers.admit(request, caller);
    List<GrantedAuthority> roles =
        Arrays.stream(Caller.Role.values())
            .filter(caller::is)
            .<GrantedAuthority>map(r -> new SimpleGrantedAuthority("ROLE_" + r.name()))
            .toList();
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(caller.account(), null, roles));
    SecurityContextHolder.setContext(context);
  }
}
