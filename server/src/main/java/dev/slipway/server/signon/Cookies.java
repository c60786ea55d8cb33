package dev.slipway.server.signon;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/** What browsers keep for the broker, signed so that they cannot change it. */
final class Cookies {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "slipway dashboard cookies";

  private final byte[] key;
  private final boolean secure;
  private final Clock clock;

  /**
   * With a key of its own that comes from the broker's, so that what is signed here is of no use
   * elsewhere.
   *
   * @param key of 32 bytes
   * @param secure whether they are sent by TLS only
   */
  Cookies(byte[] key, boolean secure, Clock clock) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      this.key = mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    this.secure = secure;
    this.clock = clock;
  }

  /** One that holds some texts for a while. */
  ResponseCookie of(String name, String path, Duration life, Map<String, String> texts) {
    Instant end = clock.instant().plus(life);
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder().audience(name).expirationTime(Date.from(end));
    texts.forEach(claims::claim);
    SignedJWT signed = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    try {
      signed.sign(new MACSigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return cookie(name, signed.serialize(), path, life);
  }

  /** One that has a browser forget another. */
  ResponseCookie none(String name, String path) {
    return cookie(name, "", path, Duration.ZERO);
  }

  private ResponseCookie cookie(String name, String value, String path, Duration life) {
    return ResponseCookie.from(name, value)
        .path(path)
        .maxAge(life)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .build();
  }

  /** What one holds; empty where it is another, was changed, or is over. */
  Optional<JWTClaimsSet> read(String name, @Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      SignedJWT signed = SignedJWT.parse(value);
      JWTClaimsSet claims = signed.getJWTClaimsSet();
      boolean right =
          JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm())
              && signed.verify(new MACVerifier(key))
              && claims.getAudience().contains(name)
              && claims.getExpirationTime() != null
              && claims.getExpirationTime().toInstant().isAfter(clock.instant());
      return right ? Optional.of(claims) : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }
}
