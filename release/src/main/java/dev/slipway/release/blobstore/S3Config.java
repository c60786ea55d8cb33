package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket, with the options that bosh-s3cli has.
 *
 * @param folder of all objects, with a slash in front: {@code https://HOST/BUCKET/FOLDER}
 * @param key empty where everybody may read
 * @param headers of every upload
 */
record S3Config(
    URI folder, String region, Optional<Key> key, boolean verified, Map<String, String> headers) {
  private static final String PRESET = "us-east-1";
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\]");
  private static final Pattern OF_AMAZON =
      Pattern.compile("s3[.-](?:dualstack\\.)?([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?");

  static S3Config of(Options options) throws ReleaseException {
    if (!options.text("signature_version").orElse("4").matches("4|v4")) {
      throw Options.wrong("signature_version", "is not 4, which every S3 server knows by now");
    }
    String bucket = options.need("bucket_name", "redis-release-blobs");
    if (!BUCKET.matcher(bucket).matches()) {
      throw Options.wrong("bucket_name", "is not the name of a bucket");
    }
    String host = options.text("host").orElse("");
    if (!host.isEmpty() && !HOST.matcher(host).matches()) {
      throw Options.wrong(
          "host", "is not the name of a host; scheme and port are use_ssl and port");
    }
    String region = options.text("region").orElseGet(() -> regionOf(host));
    return new S3Config(
        folder(options, host.isEmpty() ? "s3." + region + ".amazonaws.com" : host, bucket),
        region,
        key(options),
        options.flag("ssl_verify_peer", true),
        headers(options));
  }

  private static URI folder(Options options, String host, String bucket) throws ReleaseException {
    String scheme = options.flag("use_ssl", true) ? "https://" : "http://";
    String port = options.text("port").orElse("0");
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw Options.wrong("port", "is not a port");
    }
    String authority = Integer.parseInt(port) == 0 ? host : host + ":" + port;
    String folder = options.text("folder_name").orElse("");
    String below = folder.isEmpty() ? "" : "/" + ObjectId.checked(folder);
    return options.flag("host_style", false)
        ? URI.create(scheme + bucket + "." + authority + below)
        : URI.create(scheme + authority + "/" + bucket + below);
  }

  private static String regionOf(String host) {
    Matcher amazon = OF_AMAZON.matcher(host);
    return amazon.matches() ? amazon.group(1) : PRESET;
  }

  private static Optional<Key> key(Options options) throws ReleaseException {
    String source = options.text("credentials_source").orElse("");
    boolean ofAmazon = !source.equals("none") && !source.equals("static");
    if (!source.matches("|none|static|env_or_profile")) {
      throw Options.wrong("credentials_source", "is none of static, none and env_or_profile");
    }
    Optional<String> access = options.text("access_key_id");
    Optional<String> secret = options.text("secret_access_key");
    Optional<String> session = Optional.empty();
    if (access.isEmpty() && secret.isEmpty() && ofAmazon) {
      access = options.variable("AWS_ACCESS_KEY_ID");
      secret = options.variable("AWS_SECRET_ACCESS_KEY");
      session = options.variable("AWS_SESSION_TOKEN");
    }
    if (access.isPresent() != secret.isPresent()) {
      throw new ReleaseException(
          Code.INVALID,
          "the blob store has only one of access_key_id and secret_access_key; write both to"
              + " config/private.yml, or none to read what everybody may read");
    }
    boolean needed = source.equals("static") || source.equals("env_or_profile");
    if (access.isEmpty() && needed) {
      throw new ReleaseException(
          Code.INVALID,
          "credentials_source is "
              + source
              + ", but there are no access_key_id and secret_access_key in config/private.yml,"
              + " and no SLIPWAY_BLOBSTORE_ACCESS_KEY_ID and SLIPWAY_BLOBSTORE_SECRET_ACCESS_KEY");
    }
    if (access.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Key(access.get(), secret.get(), session));
  }

  private static Map<String, String> headers(Options options) {
    Map<String, String> headers = new TreeMap<>();
    options
        .text("server_side_encryption")
        .ifPresent(kind -> headers.put("x-amz-server-side-encryption", kind));
    options
        .text("sse_kms_key_id")
        .ifPresent(id -> headers.put("x-amz-server-side-encryption-aws-kms-key-id", id));
    return headers;
  }

  @Override
  public String toString() {
    return "S3 at " + folder;
  }
}
