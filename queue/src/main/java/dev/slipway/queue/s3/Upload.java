package dev.slipway.queue.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Puts one file: a small one at once, a large one in parts. A part is held in memory, so that it
 * can be sent again, and goes with its MD5, which the service compares.
 */
final class Upload {
  private static final int PART = 8 << 20;
  private static final int MOST_PARTS = 10_000;

  private final S3Client client;
  private final BucketConfig config;
  private final String key;
  private final MessageDigest sha256 = digest("SHA-256");

  Upload(S3Client client, BucketConfig config, String key) {
    this.client = client;
    this.config = config;
    this.key = key;
  }

  String run(InputStream content, long size) throws IOException {
    try {
      if (size <= PART) {
        whole(content, Math.toIntExact(size));
      } else {
        inParts(content, size);
      }
    } catch (SdkException e) {
      throw Bucket.fault(config, key, e);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private void whole(InputStream content, int size) throws IOException {
    byte[] bytes = next(content, size, size);
    atEnd(content, size);
    client.putObject(
        r -> r.bucket(config.bucket()).key(config.prefix() + key).contentMD5(md5(bytes)),
        RequestBody.fromBytes(bytes));
  }

  private void inParts(InputStream content, long size) throws IOException {
    String id =
        client
            .createMultipartUpload(r -> r.bucket(config.bucket()).key(config.prefix() + key))
            .uploadId();
    try {
      List<CompletedPart> parts = parts(id, content, size);
      atEnd(content, size);
      client.completeMultipartUpload(r ->
          r.bucket(config.bucket())
              .key(config.prefix() + key)
              .uploadId(id)
              .multipartUpload(m -> m.parts(parts)));
    } catch (IOException | RuntimeException e) {
      abort(id, e);
      throw e;
    }
  }

  /** Parts that nobody completes cost money. */
  private void abort(String id, Exception why) {
    try {
      client.abortMultipartUpload(
          r -> r.bucket(config.bucket()).key(config.prefix() + key).uploadId(id));
    } catch (SdkException e) {
      why.addSuppressed(e);
    }
  }

  private List<CompletedPart> parts(String id, InputStream content, long size) throws IOException {
    int length = Math.toIntExact(Math.max(PART, size / MOST_PARTS + 1));
    List<CompletedPart> parts = new ArrayList<>();
    for (long done = 0; done < size; done += length) {
      byte[] bytes = next(content, Math.toIntExact(Math.min(length, size - done)), size);
      int number = parts.size() + 1;
      String etag =
          client
              .uploadPart(
                  r ->
                      r.bucket(config.bucket())
                          .key(config.prefix() + key)
                          .uploadId(id)
                          .partNumber(number)
                          .contentMD5(md5(bytes)),
                  RequestBody.fromBytes(bytes))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }
    return parts;
  }

  private byte[] next(InputStream content, int length, long size) throws IOException {
    byte[] bytes = content.readNBytes(length);
    if (bytes.length < length) {
      throw wrongSize(size);
    }
    sha256.update(bytes);
    return bytes;
  }

  private void atEnd(InputStream content, long size) throws IOException {
    if (content.read() >= 0) {
      throw wrongSize(size);
    }
  }

  private EOFException wrongSize(long size) {
    return new EOFException("what is put to " + config.shown(key) + " has not " + size + " bytes");
  }

  private static String md5(byte[] bytes) {
    return Base64.getEncoder().encodeToString(digest("MD5").digest(bytes));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
