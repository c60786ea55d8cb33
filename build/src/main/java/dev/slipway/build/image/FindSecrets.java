package dev.slipway.build.image;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks for what must not be the same in every copy of an image, in the places where people and
 * programs leave such things: private keys, tokens and passwords.
 */
final class FindSecrets {
  private static final List<String> PLACES =
      List.of("etc", "root", "home", "opt", "srv", "usr/local", "var/lib", "var/www");
  private static final int LOOKED_AT = 1 << 16;

  private static final Map<Pattern, String> CONTENTS =
      Map.of(
          Pattern.compile("-----BEGIN ([A-Z]+ )*PRIVATE KEY( BLOCK)?-----"), "a private key",
          Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b"), "an AWS access key",
          Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36}\\b"), "a GitHub token",
          Pattern.compile("(?m)^\\s*aws_secret_access_key\\s*=\\s*\\S"), "an AWS secret key",
          Pattern.compile("(?m)^machine\\s+\\S+\\s+login\\s+\\S+\\s+password\\s"), "a password",
          Pattern.compile("https?://[^\\s/:@]+:[^\\s/@]+@"), "a URL with a password");

  private FindSecrets() {}

  /** A path in the tree, and what is there, in words. */
  record Found(String path, String what) {}

  /**
   * Looks through a tree.
   *
   * @param tree what the definition itself brought; what packages bring is public anyway
   */
  static List<Found> in(Directory tree) throws IOException {
    List<Found> found = new ArrayList<>();
    for (String place : PLACES) {
      if (tree.find(place).orElse(null) instanceof Directory directory) {
        walk(directory, "/" + place, found);
      }
    }
    return found;
  }

  /**
   * Looks for keys that packages made while they were configured.
   *
   * @param tree the whole image's
   */
  static List<Found> madeByPackages(Directory tree) throws IOException {
    List<Found> found = new ArrayList<>();
    if (tree.find("etc/ssl/private").orElse(null) instanceof Directory directory) {
      walk(directory, "/etc/ssl/private", found);
    }
    return found;
  }

  private static void walk(Directory directory, String path, List<Found> found) throws IOException {
    for (Map.Entry<String, Node> child : directory.children().entrySet()) {
      String here = path + "/" + child.getKey();
      if (here.startsWith("/etc/ssh/ssh_host_")) {
        continue; // Sealing takes these out.
      }
      switch (child.getValue()) {
        case Directory below -> walk(below, here, found);
        case RegularFile file -> look(file.content(), here, found);
        default -> {}
      }
    }
  }

  private static void look(Content content, String path, List<Found> found) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(LOOKED_AT, content.size()));
    try (ReadableByteChannel channel = content.open()) {
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    }
    String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    if (text.indexOf('\0') >= 0) {
      return; // A program or an archive, which may well contain such words.
    }
    CONTENTS.forEach((pattern, what) -> {
      if (pattern.matcher(text).find()) {
        found.add(new Found(path, what));
      }
    });
  }
}
