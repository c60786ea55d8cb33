package dev.slipway.farm.ssh;

import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** A host's public key in the form of known_hosts. */
record HostKey(String type, String base64, String fingerprint) {
  static HostKey of(PublicKey key) {
    String[] words = PublicKeyEntry.toString(key).split(" ");
    return new HostKey(words[0], words[1], KeyUtils.getFingerPrint(key));
  }
}
