package dev.slipway.farm.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A line of known_hosts, as sshd(8) describes it.
 *
 * @param line its number, from 1
 * @param revoked whether its key must not be trusted any more
 * @param hosts patterns, or one hashed name
 * @param type the key's type
 * @param key the key in base64
 */
record KnownHost(int line, boolean revoked, List<String> hosts, String type, String key) {
  private static final String HASHED = "|1|";

  /** Reads a line; empty for comments, authorities of certificates and what is not a line. */
  static Optional<KnownHost> parse(int number, String text) {
    List<String> words = new ArrayList<>(Arrays.asList(text.strip().split("\\s+")));
    boolean revoked = words.getFirst().equals("@revoked");
    if (revoked) {
      words.removeFirst();
    }
    if (words.size() < 3 || words.getFirst().startsWith("#") || words.getFirst().startsWith("@")) {
      return Optional.empty();
    }
    List<String> hosts = List.of(words.get(0).split(","));
    return Optional.of(new KnownHost(number, revoked, hosts, words.get(1), words.get(2)));
  }

  /** Whether it is about a host, whose name has its port with it where that is not 22. */
  boolean isAbout(String name) {
    if (hosts.getFirst().startsWith(HASHED)) {
      return isHashOf(name);
    }
    return hosts.stream().anyMatch(h -> matches(h, name))
        && hosts.stream().noneMatch(h -> h.startsWith("!") && matches(h.substring(1), name));
  }

  private static boolean matches(String pattern, String name) {
    String regex =
        pattern
            .chars()
            .mapToObj(c ->
                switch (c) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(Character.toString(c));
                })
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(name).matches();
  }

  private boolean isHashOf(String name) {
    String[] parts = hosts.getFirst().substring(HASHED.length()).split("\\|");
    if (parts.length != 2) {
      return false;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), mac.getAlgorithm()));
      byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[1]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // Not a hash: it is about no host.
    }
  }
}
