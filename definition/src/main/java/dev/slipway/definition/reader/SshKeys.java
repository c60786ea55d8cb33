package dev.slipway.definition.reader;

import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Public keys as in authorized_keys (sshd(8)): type, key in Base64, comment. */
final class SshKeys {
  private static final List<String> TYPES =
      List.of(
          "ssh-ed25519",
          "ssh-rsa",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "sk-ssh-ed25519@openssh.com",
          "sk-ecdsa-sha2-nistp256@openssh.com");
  private static final int LONGEST = 8192;

  private SshKeys() {}

  static String read(Value value) throws Mistake {
    String text = Forms.text(value);
    if (text.contains("PRIVATE KEY")) {
      throw new Mistake(
          "is a private key, which must not get into an image; write the .pub file's line");
    }
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      throw new Mistake("must be one line, of at most " + LONGEST + " characters");
    }
    String[] words = text.split(" +", 3);
    if (!TYPES.contains(words[0])) {
      String hint = Nearest.hint(words[0], TYPES);
      String line = "; write the .pub file's line: \"ssh-ed25519 AAAA… me@host\"";
      throw new Mistake(
          Quoted.of(words[0]) + " is not a type of key" + (hint.isEmpty() ? line : hint));
    }
    if (words.length < 2 || !holds(words[1], words[0])) {
      throw new Mistake("the key is broken; write the .pub file's whole line");
    }
    return text;
  }

  /** Whether the key names its type again, as RFC 4253 (6.6) has it. */
  private static boolean holds(String base64, String type) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return false; // Not Base64: a broken key, which the caller says.
    }
    if (key.length <= name.length + 4 || key[3] != name.length) {
      return false;
    }
    return type.equals(new String(key, 4, name.length, StandardCharsets.US_ASCII));
  }
}
