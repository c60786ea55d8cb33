package dev.slipway.broker.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What Redis lets users do, as arguments of {@code ACL SETUSER}. */
final class Grants {
  /** What many may do on a server that is for many. */
  private static final List<String> SHARED =
      List.of(
          "+@all",
          "-@admin",
          "-@dangerous",
          "-@scripting",
          // These tell the names of others' keys and channels; names may be secrets.
          "-scan",
          "-randomkey",
          "-dbsize",
          "-pubsub",
          "-client|tracking");

  /** Removing is what helps where there is too much. */
  private static final List<String> NO_MORE =
      List.of("-@write", "+del", "+unlink", "+getdel", "+expire", "+pexpire");

  private Grants() {}

  /** A user of one prefix, with one password. */
  static String[] shared(String prefix, String password) {
    List<String> all = new ArrayList<>(List.of("reset", "on", "#" + sha256(password)));
    all.addAll(List.of(keys(prefix), "&" + prefix + "*"));
    all.addAll(SHARED);
    return all.toArray(String[]::new);
  }

  /** A user of a server of one's own, who does not administer it. */
  static String[] dedicated(String password) {
    List<String> all = new ArrayList<>(List.of("reset", "on", "#" + sha256(password)));
    all.addAll(List.of("~*", "&*", "+@all", "-@admin", "-@dangerous"));
    // Dangerous only where there are others.
    all.addAll(List.of("+flushdb", "+flushall", "+keys", "+info", "+sort", "+sort_ro"));
    return all.toArray(String[]::new);
  }

  /** A user that nobody can be: it says that an instance is there. */
  static String[] marker(String prefix) {
    return new String[] {"reset", "off", keys(prefix)};
  }

  /** What a user of one prefix gets or loses, while the rest stays. */
  static String[] writing(boolean restricted) {
    List<String> all = new ArrayList<>(SHARED);
    if (restricted) {
      all.addAll(NO_MORE);
    }
    return all.toArray(String[]::new);
  }

  /** Which keys, as the server lists it too. */
  static String keys(String prefix) {
    return "~" + prefix + "*";
  }

  /** The server keeps no more of a password. */
  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
