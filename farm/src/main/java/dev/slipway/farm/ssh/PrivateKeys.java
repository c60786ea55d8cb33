package dev.slipway.farm.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads the user's private keys. */
final class PrivateKeys {
  private PrivateKeys() {}

  /**
   * Those of a login; keys that nobody asked for by name may be unreadable, but not all of them.
   */
  static List<KeyPair> of(Login login) throws IOException {
    List<KeyPair> keys = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Path file : login.keys()) {
      try {
        keys.addAll(read(file));
      } catch (HostFailed e) {
        if (!login.identities().isEmpty()) {
          throw e;
        }
        faults.add(e.getMessage());
      }
    }
    if (keys.isEmpty()) {
      faults.addFirst("there is no private key to log in with in " + login.folder());
      faults.add("make one with `ssh-keygen -t ed25519 -N ''`, or name one with --identity");
      throw new HostFailed(String.join("\n", faults));
    }
    return keys;
  }

  private static List<KeyPair> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(null, new PathResource(file), in, null);
      List<KeyPair> read = new ArrayList<>();
      if (pairs != null) {
        pairs.forEach(read::add);
      }
      if (read.isEmpty()) {
        throw new HostFailed(file + " is not a private key");
      }
      return read;
    } catch (NoSuchFileException e) {
      throw new HostFailed(file + ": there is no such key", e);
    } catch (GeneralSecurityException e) {
      throw new HostFailed(
          file + " cannot be used; a key with a passphrase does not work here: " + e.getMessage(),
          e);
    }
  }
}
