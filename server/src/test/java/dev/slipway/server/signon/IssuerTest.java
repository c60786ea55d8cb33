package dev.slipway.server.signon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.server.MovableClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which ID tokens are taken, from a small server that tells what an issuer tells of itself. */
class IssuerTest {
  private final MovableClock clock = new MovableClock();
  private final Calls calls = new Calls();
  private RSAKey key;
  private HttpServer server;
  private URI address;
  private String told = "";

  @BeforeEach
  void start() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    told =
        """
        {"issuer": "ISSUER", "authorization_endpoint": "ISSUER/authorize",
         "token_endpoint": "ISSUER/token", "jwks_uri": "ISSUER/keys"}
        """
            .replace("ISSUER", address.toString());
    answer("/.well-known/openid-configuration", () -> told);
    answer("/keys", () -> new JWKSet(key).toPublicJWKSet().toString());
    server.start();
  }

  @AfterEach
  void stop() {
    calls.close();
    server.stop(0);
  }

  private interface Text {
    String get();
  }

  private void answer(String path, Text text) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(address.toString())
            .audience("client")
            .subject("dora")
            .claim("nonce", "nonce")
            .issueTime(Date.from(clock.instant()))
            .expirationTime(Date.from(clock.instant().plusSeconds(300)));
    change.accept(claims);
    return claims.build();
  }

  private static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims)
      throws Exception {
    SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("one").build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private String signed(Consumer<JWTClaimsSet.Builder> change) throws Exception {
    return signed(JWSAlgorithm.RS256, new RSASSASigner(key), claims(change));
  }

  private String subject(String token) throws Exception {
    return new Issuer(address, calls, clock).subject(token, "client", "nonce");
  }

  @Test
  void aTokenOfItsOwnSaysWhoItIs() throws Exception {
    assertThat(subject(signed(_ -> {}))).isEqualTo("dora");
    assertThat(subject(signed(c -> c.audience(List.of("client", "o")).claim("azp", "client"))))
        .isEqualTo("dora");
  }

  @Test
  void whatIsMeantForOthersOrIsOverIsNotTaken() throws Exception {
    for (String each :
        List.of(
            signed(c -> c.issuer("http://127.0.0.1:1")),
            signed(c -> c.audience("another")),
            signed(c -> c.audience(List.of("client", "another"))),
            signed(c -> c.claim("azp", "another")),
            signed(c -> c.claim("nonce", "of another sign-on")),
            signed(c -> c.claim("nonce", null)),
            signed(c -> c.subject(null)),
            signed(c -> c.expirationTime(null)),
            signed(c -> c.expirationTime(Date.from(clock.instant().minusSeconds(120)))))) {
      assertRefused(each);
    }
    String later = signed(_ -> {});
    clock.forward(Duration.ofMinutes(10));
    assertRefused(later);
  }

  @Test
  void whatItHasNotSignedIsNotTaken() throws Exception {
    RSAKey other = new RSAKeyGenerator(2048).keyID("one").generate();
    assertRefused(signed(JWSAlgorithm.RS256, new RSASSASigner(other), claims(_ -> {})));
    byte[] open = key.toRSAPublicKey().getEncoded();
    assertRefused(signed(JWSAlgorithm.HS256, new MACSigner(open), claims(_ -> {})));
    assertRefused(new PlainJWT(claims(_ -> {})).serialize());
    assertRefused("nothing");
    assertRefused("");
  }

  private void assertRefused(String token) {
    assertThatThrownBy(() -> subject(token))
        .as(token)
        .isInstanceOfSatisfying(
            SignOnException.class,
            e -> assertThat(e.kind()).isEqualTo(SignOnException.Kind.REFUSED));
  }

  @Test
  void anIssuerThatCallsItselfOtherwiseIsNotAsked() {
    told = told.replace("\"issuer\": \"" + address, "\"issuer\": \"http://other.example.net");
    assertThatThrownBy(() -> new Issuer(address, calls, clock).known())
        .hasMessageContaining("http://other.example.net", "`sso.issuer`");
    told = told.replace("http://other.example.net", address.toString()).replace("/token\"", " /\"");
    assertThatThrownBy(() -> new Issuer(address, calls, clock).known())
        .hasMessageContaining("token_endpoint");
  }

  @Test
  void cookiesAreReadAsTheyWereMadeAndNotForLonger() {
    Cookies cookies = new Cookies(new byte[32], true, clock);
    var made = cookies.of("a", "/p", Duration.ofHours(1), Map.of("instance", "one"));
    assertThat(made.toString()).contains("HttpOnly", "Secure", "SameSite=Lax", "Path=/p");
    String value = made.getValue();
    assertThat(cookies.read("a", value).orElseThrow().getClaim("instance")).isEqualTo("one");
    assertThat(cookies.read("b", value)).isEmpty();
    assertThat(cookies.read("a", value.substring(0, value.length() - 4) + "AAAA")).isEmpty();
    assertThat(cookies.read("a", null)).isEmpty();
    assertThat(cookies.read("a", "x.y.z")).isEmpty();
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(new Cookies(other, true, clock).read("a", value)).isEmpty();
    clock.forward(Duration.ofMinutes(61));
    assertThat(cookies.read("a", value)).isEmpty();
  }
}
