package dev.slipway.server.signon;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.slipway.broker.catalog.DashboardClient;
import dev.slipway.server.config.SsoConfig;
import dev.slipway.server.signon.SignOnException.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseCookie;

/**
 * Signs a user of the platform on to the page of one instance: the issuer says who it is, the
 * platform whether that user may manage the instance. Nothing of it is kept but in the user's own
 * browser, for an hour.
 *
 * <p>Source: OpenID Connect Core 1.0, section 3.1 (authorization code); RFC 7636 (PKCE); Cloud
 * Foundry, "Dashboard Single Sign-On".
 */
public final class SignOn implements AutoCloseable {
  /** The path to which the issuer sends browsers back. */
  public static final String CALLBACK = "/dashboard/callback";

  /** The cookie of a sign-on that goes on. */
  public static final String LOGIN = "slipway-login";

  /** The cookie of one that is done, for one instance. */
  public static final String SESSION = "slipway-dashboard";

  private static final Logger LOG = LoggerFactory.getLogger(SignOn.class);
  private static final Duration LOGIN_LIFE = Duration.ofMinutes(10);
  private static final Duration SESSION_LIFE = Duration.ofHours(1);
  private static final int RANDOM_BYTES = 32;

  private final SsoConfig config;
  private final String back;
  private final Calls calls = new Calls();
  private final Issuer issuer;
  private final Cookies cookies;
  private final SecureRandom random;

  /**
   * With an issuer and a platform.
   *
   * @param url where browsers find the broker
   * @param key the broker's, of 32 bytes, from which cookies' own key comes
   */
  public SignOn(SsoConfig config, URI url, byte[] key, Clock clock, SecureRandom random) {
    this.config = config;
    this.back = url + CALLBACK;
    this.issuer = new Issuer(config.issuer(), calls, clock);
    this.cookies = new Cookies(key, "https".equals(url.getScheme()), clock);
    this.random = random;
  }

  /** Where a browser goes first, and what it brings back. */
  public record Begun(String goTo, ResponseCookie cookie) {}

  /** A sign-on that goes on. */
  public record Login(String instance, String state, String nonce, String verifier) {
    /** It holds what nobody else may know. */
    @Override
    public String toString() {
      return "Login[" + instance + "]";
    }
  }

  /** Begins. */
  public Begun begin(String instance, DashboardClient client)
      throws SignOnException, InterruptedException {
    URI endpoint = issuer.known().authorization();
    Login login = new Login(instance, next(), next(), next());
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client.id());
    query.put("redirect_uri", back);
    query.put("scope", config.scopes());
    query.put("state", login.state());
    query.put("nonce", login.nonce());
    query.put("code_challenge", challenge(login.verifier()));
    query.put("code_challenge_method", "S256");
    String begun = endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + form(query);
    return new Begun(
        begun,
        cookies.of(
            LOGIN,
            CALLBACK,
            LOGIN_LIFE,
            Map.of(
                "instance",
                instance,
                "state",
                login.state(),
                "nonce",
                login.nonce(),
                "verifier",
                login.verifier())));
  }

  /** The sign-on that a browser has begun, where the issuer has brought its state back. */
  public Optional<Login> login(@Nullable String cookie, String state) {
    return cookies
        .read(LOGIN, cookie)
        .map(c ->
            new Login(text(c, "instance"), text(c, "state"), text(c, "nonce"), text(c, "verifier")))
        .filter(l -> isSame(l.state(), state));
  }

  /**
   * Ends it well.
   *
   * @param code what the issuer has given the browser
   * @return the cookie that opens the instance's page
   */
  public ResponseCookie finish(Login login, DashboardClient client, String code)
      throws SignOnException, InterruptedException {
    Calls.Answer tokens = exchange(login, client, code);
    String user = issuer.subject(tokens.text("id_token"), client.id(), login.nonce());
    if (!mayManage(login.instance(), tokens.text("access_token"))) {
      LOG.info("user {} may not manage instance {}", user, login.instance());
      throw new SignOnException(
          Kind.REFUSED,
          "You may not manage this instance on the platform; its page is for those who may.");
    }
    LOG.info("user {} is signed on to instance {}", user, login.instance());
    return cookies.of(
        SESSION,
        "/dashboard/instances/" + login.instance(),
        SESSION_LIFE,
        Map.of("instance", login.instance(), "sub", user));
  }

  /** The cookie that ends the sign-on's own. */
  public ResponseCookie over() {
    return cookies.none(LOGIN, CALLBACK);
  }

  /** Whether a cookie opens an instance's page. */
  public boolean isOpen(@Nullable String cookie, String instance) {
    return cookies
        .read(SESSION, cookie)
        .filter(c -> text(c, "instance").equals(instance))
        .isPresent();
  }

  /** RFC 6749, sections 2.3.1 and 4.1.3. */
  private Calls.Answer exchange(Login login, DashboardClient client, String code)
      throws SignOnException, InterruptedException {
    String pair = encoded(client.id()) + ":" + encoded(client.secret());
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", back);
    form.put("code_verifier", login.verifier());
    Calls.Answer answer = calls.post(issuer.known().token(), basic, form(form));
    if (!answer.isOk()
        || answer.text("id_token").isEmpty()
        || answer.text("access_token").isEmpty()) {
      throw new SignOnException(
          Kind.UNAVAILABLE,
          "the issuer gives no token (%d %s); its administrator finds why in its log"
              .formatted(answer.status(), answer.text("error"))
              .replace(" )", ")"));
    }
    return answer;
  }

  /** Cloud Foundry API v3, "Get permissions"; v2's answer has `manage` too. */
  private boolean mayManage(String instance, String token)
      throws SignOnException, InterruptedException {
    URI address = URI.create(config.permissions().replace(SsoConfig.INSTANCE, encoded(instance)));
    Calls.Answer answer = calls.get(address, token);
    return switch (answer.status()) {
      case 200 -> answer.body().path("manage").asBoolean(false);
      // The platform tells nobody of instances that are not theirs.
      case 401, 403, 404 -> false;
      default ->
          throw new SignOnException(
              Kind.UNAVAILABLE,
              "the platform answers " + answer.status() + " for permissions; try again later");
    };
  }

  private String next() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(JWTClaimsSet claims, String name) {
    return claims.getClaim(name) instanceof String text ? text : "";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> f.getKey() + "=" + encoded(f.getValue()))
        .collect(Collectors.joining("&"));
  }

  @Override
  public void close() {
    calls.close();
  }
}
