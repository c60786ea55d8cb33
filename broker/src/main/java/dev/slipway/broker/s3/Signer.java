package dev.slipway.broker.s3;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.http.Answer;
import dev.slipway.broker.http.Api;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests that are signed as S3 has it (AWS Signature Version 4). */
final class Signer {
  /** Those that Java's client writes itself, as they were signed. */
  private static final Set<String> OWN = Set.of("host", "content-length");

  private final Api api;
  private final URI base;
  private final String region;
  private final Clock clock;

  /** Who signs. */
  record Key(String access, String secret) {
    @Override
    public String toString() {
      return access;
    }
  }

  Signer(Api api, URI base, String region, Clock clock) {
    this.api = api;
    this.base = base;
    this.region = region;
    this.clock = clock;
  }

  /** Sends a request without content. */
  Answer send(Key key, String method, String path, Map<String, String> query)
      throws BackendException {
    String full = path + (query.isEmpty() ? "" : "?" + encoded(query));
    HttpRequest.Builder request = api.request(full).method(method, BodyPublishers.noBody());
    headers(key, method, full)
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    return api.send(request.build());
  }

  private Map<String, List<String>> headers(Key key, String method, String full) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(URI.create(base + full))
            .build();
    Map<String, List<String>> headers =
        new TreeMap<>(
            AwsV4HttpSigner.create()
                .sign(r ->
                    r.identity(AwsCredentialsIdentity.create(key.access, key.secret))
                        .request(unsigned)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .headers());
    headers.keySet().removeIf(name -> OWN.contains(name.toLowerCase(Locale.ROOT)));
    return headers;
  }

  private static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
