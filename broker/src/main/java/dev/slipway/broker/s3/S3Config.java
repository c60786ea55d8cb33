package dev.slipway.broker.s3;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.address.Trust;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A Ceph object gateway (radosgw) and a user of it with the capabilities {@code
 * users=*;buckets=*;metadata=read}.
 *
 * @param gateway its user is an access key, its password the secret key
 * @param region as signatures have it
 * @param endpoint where applications find it
 */
public record S3Config(ServerUrl gateway, String region, URI endpoint) {
  private static final String WHAT = "the object gateway";
  private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

  /**
   * Reads one.
   *
   * @param url {@code https://ACCESSKEY:SECRETKEY@HOST:PORT}
   * @param region {@code us-east-1} where it is empty: gateways take any
   * @param endpoint {@code https://HOST:PORT} for applications, where it is another one for them
   */
  public static S3Config parse(String url, Optional<String> region, Optional<String> endpoint)
      throws BrokerException {
    ServerUrl gateway = ServerUrl.parse(WHAT, url, PORTS).withLogin(WHAT);
    URI shown =
        endpoint.isPresent()
            ? ServerUrl.parse("the object gateway for applications", endpoint.get(), PORTS).uri()
            : gateway.uri();
    return new S3Config(gateway, region.orElse("us-east-1"), shown);
  }

  /**
   * The same, where others' certificates are believed.
   *
   * @throws BrokerException where the connection is not encrypted
   */
  public S3Config trusting(Trust trust) throws BrokerException {
    return new S3Config(gateway.trusting(WHAT, trust), region, endpoint);
  }
}
