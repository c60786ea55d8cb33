package dev.slipway.broker.s3;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Bound;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An application that keeps texts as objects. */
record S3Application(S3Client client, String bucket) implements Application {
  static S3Application of(Bound bound) {
    Map<String, Object> credentials = bound.credentials();
    S3Client client =
        S3Client.builder()
            .endpointOverride(URI.create(String.valueOf(credentials.get("endpoint"))))
            .forcePathStyle(true)
            .region(Region.of(String.valueOf(credentials.get("region"))))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        String.valueOf(credentials.get("access_key_id")),
                        String.valueOf(credentials.get("secret_access_key")))))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(c -> c.defaultProfileFile(ProfileFile.aggregator().build()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    return new S3Application(client, String.valueOf(credentials.get("bucket")));
  }

  @Override
  public void write(String key, String text) {
    client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  @Override
  public String read(String key) {
    return client.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
  }

  @Override
  public void speak() {
    client.listObjectsV2(r -> r.bucket(bucket));
  }

  @Override
  public void close() {
    client.close();
  }
}
