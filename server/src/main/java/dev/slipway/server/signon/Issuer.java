package dev.slipway.server.signon;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.slipway.server.signon.SignOnException.Kind;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who says which user it is.
 *
 * <p>Source: OpenID Connect Discovery 1.0, section 4; OpenID Connect Core 1.0, section 3.1.3.7.
 */
final class Issuer {
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int KEYS_MILLIS = 10_000;
  private static final int KEYS_BYTES = 1 << 20;

  /** Signatures that need the issuer's private key: not those by a shared secret, and not none. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final URI address;
  private final Calls calls;
  private final Clock clock;
  private volatile @Nullable Known known;

  Issuer(URI address, Calls calls, Clock clock) {
    this.address = address;
    this.calls = calls;
    this.clock = clock;
  }

  /** What it tells of itself, and until when that is not asked again. */
  record Known(URI authorization, URI token, JWKSource<SecurityContext> keys, Instant until) {}

  /** What it tells of itself. */
  Known known() throws SignOnException, InterruptedException {
    Known now = known;
    if (now == null || now.until().isBefore(clock.instant())) {
      now = discover();
      known = now;
    }
    return now;
  }

  private Known discover() throws SignOnException, InterruptedException {
    URI at = URI.create(address.toString().replaceFirst("/$", "") + DISCOVERY);
    Calls.Answer answer = calls.get(at);
    if (!answer.isOk() || !answer.text("issuer").equals(address.toString())) {
      throw new SignOnException(
          Kind.UNAVAILABLE,
          answer.isOk()
              ? "`sso.issuer` is %s, but it calls itself %s; the two have to be the same"
                  .formatted(address, answer.text("issuer"))
              : "%s answers %d; `sso.issuer` names an issuer of OpenID Connect"
                  .formatted(at, answer.status()));
    }
    URI keys = endpoint(answer, "jwks_uri");
    try {
      JWKSource<SecurityContext> source =
          JWKSourceBuilder.create(
                  keys.toURL(), new DefaultResourceRetriever(KEYS_MILLIS, KEYS_MILLIS, KEYS_BYTES))
              .refreshAheadCache(false)
              .retrying(true)
              .build();
      return new Known(
          endpoint(answer, "authorization_endpoint"),
          endpoint(answer, "token_endpoint"),
          source,
          clock.instant().plus(KEPT));
    } catch (MalformedURLException e) {
      throw new SignOnException(Kind.UNAVAILABLE, "`jwks_uri` of " + at + " is no address", e);
    }
  }

  /** Where the issuer is asked by TLS, so is all that it names. */
  private URI endpoint(Calls.Answer answer, String name) throws SignOnException {
    try {
      URI uri = URI.create(answer.text(name));
      boolean plain = "http".equals(uri.getScheme()) && "http".equals(address.getScheme());
      if ((plain || "https".equals(uri.getScheme())) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw noAddress(name, e);
    }
    throw noAddress(name, null);
  }

  private SignOnException noAddress(String name, @Nullable Throwable cause) {
    return new SignOnException(
        Kind.UNAVAILABLE, "`%s` of %s is no address for this".formatted(name, address), cause);
  }

  /**
   * Whose an ID token is.
   *
   * @param client for whom it has to be
   * @param nonce that it has to bring back
   * @return the user's identifier at this issuer
   * @throws SignOnException where it is not this issuer's, for another client or sign-on, or over
   */
  String subject(String token, String client, String nonce)
      throws SignOnException, InterruptedException {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, known().keys()));
    JWTClaimsSet exact =
        new JWTClaimsSet.Builder().issuer(address.toString()).claim("nonce", nonce).build();
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(client, exact, Set.of("sub", "iat", "exp")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        });
    try {
      JWTClaimsSet claims = processor.process(token, null);
      String party = claims.getStringClaim("azp");
      if (party == null ? claims.getAudience().size() > 1 : !party.equals(client)) {
        throw new SignOnException(Kind.REFUSED, "the issuer's ID token is for another client");
      }
      return claims.getSubject();
    } catch (ParseException | BadJOSEException e) {
      throw new SignOnException(
          Kind.REFUSED, "the issuer's ID token is not accepted: " + e.getMessage(), e);
    } catch (JOSEException e) {
      throw new SignOnException(
          Kind.UNAVAILABLE, "the issuer's keys cannot be read: " + e.getMessage(), e);
    }
  }
}
