package dev.slipway.server.servicebroker;

import dev.slipway.broker.BrokerException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who asked the platform, as the platform tells.
 *
 * <p>Source: Open Service Broker API 2.17, "Originating Identity": the platform's name, a blank,
 * and a JSON object in base64.
 */
final class OriginatingIdentity {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 8192;

  private OriginatingIdentity() {}

  /** The platform's name and the object on one line; empty where there is no header. */
  static String read(@Nullable String header) throws BrokerException {
    if (header == null || header.isBlank()) {
      return "";
    }
    int blank = header.indexOf(' ');
    if (blank < 1 || header.length() > LONGEST) {
      throw wrong();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(blank + 1).strip());
      var tree = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      if (!tree.isObject()) {
        throw wrong();
      }
      return header.substring(0, blank) + " " + tree;
    } catch (IllegalArgumentException | JacksonException e) {
      throw wrong();
    }
  }

  private static BrokerException wrong() {
    return new BrokerException(
        BrokerException.Code.INVALID,
        "the header X-Broker-API-Originating-Identity is no platform and JSON object in base64");
  }
}
