package dev.slipway.context.reader;

import dev.slipway.context.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks {@code common/network} and {@code common/routes}, which the guest reads. */
final class FolderNetwork {
  private static final List<String> KEYS =
      List.of("GATEWAY", "NETWORK", "BROADCAST", "NETMASK", "NAMESERVER", "DOMAIN", "SEARCH");
  private static final List<String> NEEDED = List.of("NETWORK", "NETMASK");

  private FolderNetwork() {}

  /** What is wrong with them; nothing where they are not there. */
  static List<Diagnostic> check(Path folder) throws IOException {
    List<Diagnostic> found = new java.util.ArrayList<>();
    Path network = folder.resolve("common").resolve("network");
    if (Files.isRegularFile(network)) {
      found.addAll(settings(network));
    }
    Path routes = folder.resolve("common").resolve("routes");
    if (Files.isRegularFile(routes)) {
      found.addAll(routes(routes));
    }
    return found;
  }

  private static List<Diagnostic> settings(Path file) throws IOException {
    Problems problems = new Problems(file.toString());
    Set<String> seen = new HashSet<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      int equals = text.indexOf('=');
      String key = (equals < 0 ? text : text.substring(0, equals)).replaceFirst("^export +", "");
      if (equals < 0 || !KEYS.contains(key)) {
        problems.error(number, 1, "unknown key " + Block.quoted(key) + Nearest.hint(key, KEYS));
        continue;
      }
      seen.add(key);
      try {
        checkValue(key, text.substring(equals + 1).replaceAll("^([\"'])(.*)\\1$", "$2"));
      } catch (Fault e) {
        problems.error(number, equals + 2, "`" + key + "` " + e.text());
      }
    }
    for (String key : NEEDED) {
      if (!seen.contains(key)) {
        problems.error(0, 0, "`" + key + "` is missing");
      }
    }
    return problems.found();
  }

  private static void checkValue(String key, String value) throws Fault {
    switch (key) {
      case "DOMAIN", "SEARCH" -> {
        for (String domain : value.split(" +")) {
          Forms.DOMAIN.read(domain);
        }
      }
      case "NAMESERVER" -> {
        for (String server : value.split(" +")) {
          Network.address(server);
        }
      }
      case "NETMASK" -> prefix(value);
      default -> ipv4(value);
    }
  }

  private static void ipv4(String value) throws Fault {
    if (!Network.isDotted(value)) {
      throw new Fault(Block.quoted(value) + " is not an IPv4 address, as in `192.168.122.1`");
    }
  }

  private static void prefix(String value) throws Fault {
    ipv4(value);
    long mask = 0;
    for (String octet : value.split("\\.")) {
      mask = mask << 8 | Long.parseLong(octet);
    }
    long holes = ~mask & 0xffff_ffffL;
    if ((holes & (holes + 1)) != 0) {
      throw new Fault(Block.quoted(value) + " is not a net mask, as in `255.255.255.0`");
    }
  }

  private static List<Diagnostic> routes(Path file) throws IOException {
    Problems problems = new Problems(file.toString());
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        try {
          route(text.split("\\s+"));
        } catch (Fault e) {
          problems.error(number, 1, e.text());
        }
      }
    }
    return problems.found();
  }

  /** {@code TO via GATEWAY}, {@code TO GATEWAY} or {@code NETWORK NETMASK GATEWAY}. */
  private static void route(String[] words) throws Fault {
    if (words.length == 3 && !words[1].equals("via")) {
      ipv4(words[0]);
      prefix(words[1]);
      ipv4(words[2]);
    } else if (words.length == 2 || words.length == 3) {
      Network.whole(words[0]);
      ipv4(words[words.length - 1]);
    } else {
      throw new Fault(
          "is not a route; write `10.0.0.0/8 via 192.168.122.2`, or"
              + " `10.0.0.0 255.0.0.0 192.168.122.2`");
    }
  }
}
