package dev.slipway.queue.webhook;

import dev.slipway.queue.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shows that a delivery comes from whoever knows the webhook's secret. */
final class Signature {
  private Signature() {}

  /**
   * {@code sha256=} and the HMAC-SHA256 (RFC 2104) of the time, a dot and the body, in hexadecimal
   * digits. The time is in it so that a delivery cannot be shown again later.
   *
   * @param seconds since 1970
   */
  static String of(Secret secret, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.text().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
