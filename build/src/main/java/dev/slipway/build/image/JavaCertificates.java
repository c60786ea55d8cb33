package dev.slipway.build.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key store in which Debian keeps the certificates that Java trusts. It has the moment at which
 * each one was put there, which is another in each build. The form is that of the JDK's type "JKS":
 * entries, and a SHA-1 digest over a password and all of them.
 */
final class JavaCertificates {
  /** The password that Debian takes, and everyone else. */
  private static final String PASSWORD = "changeit";

  private static final String SALT = "Mighty Aphrodite";
  private static final int MAGIC = 0xfeedfeed;
  private static final int VERSION = 2;
  private static final int CERTIFICATE = 2;
  private static final int DIGEST = 20;

  private JavaCertificates() {}

  /**
   * The same store with other dates.
   *
   * @param seconds since 1970
   * @return nothing where it is not a store of certificates alone with the usual password
   */
  static Optional<byte[]> dated(byte[] store, long seconds) {
    if (store.length < DIGEST) {
      return Optional.empty();
    }
    byte[] entries = Arrays.copyOf(store, store.length - DIGEST);
    byte[] digest = Arrays.copyOfRange(store, entries.length, store.length);
    if (!MessageDigest.isEqual(digest, digest(entries))) {
      return Optional.empty();
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(store.length);
      if (!copy(entries, bytes, seconds * 1000)) {
        return Optional.empty();
      }
      bytes.write(digest(bytes.toByteArray()));
      return Optional.of(bytes.toByteArray());
    } catch (IOException e) {
      return Optional.empty(); // It ends too early: not what it seemed to be.
    }
  }

  private static boolean copy(byte[] entries, ByteArrayOutputStream bytes, long milliseconds)
      throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(entries));
    DataOutputStream out = new DataOutputStream(bytes);
    if (in.readInt() != MAGIC || in.readInt() != VERSION) {
      return false;
    }
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    int count = in.readInt();
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      if (in.readInt() != CERTIFICATE) {
        return false;
      }
      out.writeInt(CERTIFICATE);
      out.writeUTF(in.readUTF());
      in.readLong();
      out.writeLong(milliseconds);
      out.writeUTF(in.readUTF());
      int length = in.readInt();
      out.writeInt(length);
      out.write(in.readNBytes(length));
    }
    return in.available() == 0 && bytes.size() == entries.length;
  }

  private static byte[] digest(byte[] entries) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(PASSWORD.getBytes(StandardCharsets.UTF_16BE));
      sha1.update(SALT.getBytes(StandardCharsets.UTF_8));
      return sha1.digest(entries);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
