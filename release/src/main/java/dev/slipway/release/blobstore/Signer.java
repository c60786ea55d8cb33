package dev.slipway.release.blobstore;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests as S3 has it (AWS Signature Version 4), or does not, where there is no key. */
final class Signer {
  /** Those that Java's client writes itself, as they were signed. */
  private static final Set<String> OWN = Set.of("host", "content-length");

  private final Optional<Key> key;
  private final String region;
  private final Clock clock;

  Signer(Optional<Key> key, String region, Clock clock) {
    this.key = key;
    this.region = region;
    this.clock = clock;
  }

  /**
   * Signs a request.
   *
   * @param more headers that are signed too
   * @param content opens what is sent, which is read to its end
   */
  void sign(
      HttpRequest.Builder request,
      String method,
      URI uri,
      Map<String, String> more,
      Supplier<InputStream> content) {
    if (key.isEmpty()) {
      more.forEach(request::header);
      return;
    }
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    more.forEach(unsigned::putHeader);
    Map<String, List<String>> headers =
        new TreeMap<>(
            AwsV4HttpSigner.create()
                .sign(r ->
                    r.identity(identity(key.get()))
                        .request(unsigned.build())
                        .payload(content::get)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .headers());
    headers.keySet().removeIf(name -> OWN.contains(name.toLowerCase(Locale.ROOT)));
    headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
  }

  private static AwsCredentialsIdentity identity(Key key) {
    return key.session().isPresent()
        ? AwsSessionCredentialsIdentity.create(key.access(), key.secret(), key.session().get())
        : AwsCredentialsIdentity.create(key.access(), key.secret());
  }
}
