package dev.slipway.context.reader;

import java.util.regex.Pattern;

/** The forms of single values, but for addresses. */
final class Forms {
  private static final int LARGEST_MTU = 65_535;
  private static final int SMALLEST_MTU = 576;
  private static final Pattern KEY =
      Pattern.compile(
          "([^\\n]* )?(ssh-(rsa|ed25519|dss)|ecdsa-sha2-[a-z0-9]+|sk-[a-z0-9@.-]+)"
              + " [A-Za-z0-9+/]+=*( [^\\p{Cntrl}]*)?");

  private Forms() {}

  static final Form<String> HOSTNAME =
      matching(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*",
          "a host name: letters, digits and hyphens, as in `web1.example.org`");

  static final Form<String> INSTANCE_ID =
      matching("[A-Za-z0-9._-]{1,64}", "an instance id: 1 to 64 of A-Z, a-z, 0-9, `.`, `_`, `-`");

  static final Form<String> USER =
      matching(
          "[a-z_][a-z0-9_-]{0,31}", "a name: at most 32 of a-z, 0-9, `_`, `-`, no digit first");

  static final Form<String> CARD =
      matching("[^\\s/:*?]{1,15}", "a network card's name, as in `ens3`");

  static final Form<String> DOMAIN =
      matching("[A-Za-z0-9._-]{1,253}", "a domain, as in `example.org`");

  static final Form<String> OWNER =
      matching(
          "[a-z_0-9][a-z0-9_-]{0,31}(:[a-z_0-9][a-z0-9_-]{0,31})?",
          "an owner, as in `root:adm` or `www-data`");

  private static Form<String> matching(String pattern, String what) {
    Pattern compiled = Pattern.compile(pattern);
    return written -> {
      if (!compiled.matcher(written).matches()) {
        throw new Fault(Block.quoted(written) + " is not " + what);
      }
      return written;
    };
  }

  /** Six octets; hyphens between them and capitals become what the kernel shows. */
  static String mac(String written) throws Fault {
    String mac = written.toLowerCase(java.util.Locale.ROOT).replace('-', ':');
    if (!mac.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}")) {
      throw new Fault(
          Block.quoted(written) + " is not a MAC address, as in `52:54:00:12:34:56`; quote it");
    }
    return mac;
  }

  static int mtu(String written) throws Fault {
    return number(written, SMALLEST_MTU, LARGEST_MTU);
  }

  static int metric(String written) throws Fault {
    return number(written, 0, Integer.MAX_VALUE);
  }

  private static int number(String written, int least, int most) throws Fault {
    if (written.matches("0|[1-9][0-9]{0,9}")) {
      long number = Long.parseLong(written);
      if (number >= least && number <= most) {
        return (int) number;
      }
    }
    throw new Fault(Block.quoted(written) + " is not a number from " + least + " to " + most);
  }

  static boolean flag(String written) throws Fault {
    return switch (written) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Fault(Block.quoted(written) + " is neither `true` nor `false`");
    };
  }

  /** Permission bits, in octal. */
  static int mode(String written) throws Fault {
    if (!written.matches("(0o?)?[0-7]{3,4}")) {
      throw new Fault(Block.quoted(written) + " is not a mode in octal, as in `0644`");
    }
    return Integer.parseInt(written.replace("o", ""), 8);
  }

  /** An absolute path that has no way up in it. */
  static String path(String written) throws Fault {
    boolean fine =
        written.startsWith("/")
            && written.length() <= 4096
            && !written.matches("(?s).*(\\p{Cntrl}|//|/\\.{1,2}/|/\\.{0,2}$).*")
            && written.equals(written.strip());
    if (!fine) {
      throw new Fault(
          Block.quoted(written)
              + " is not an absolute path without `.` and `..`, as in `/etc/motd`");
    }
    return written;
  }

  /** A crypt(5) hash; the text of the message never shows what was given. */
  static String password(String written) throws Fault {
    if (!written.matches("[!*]|!?\\$[A-Za-z0-9]+\\$[A-Za-z0-9./$=,-]+")) {
      throw new Fault("is not a hash; make one with `openssl passwd -6`");
    }
    return written;
  }

  static String sshKey(String written) throws Fault {
    String key = written.strip();
    if (key.contains("PRIVATE KEY")) {
      throw new Fault("is a private key; give the public one, from the file with `.pub`");
    }
    if (!KEY.matcher(key).matches()) {
      throw new Fault(
          Block.quoted(written) + " is not a public key, as in `ssh-ed25519 AAAA… me@example.org`");
    }
    return key;
  }

  /** Shell lines. */
  static String command(String written) throws Fault {
    if (written.isBlank() || written.indexOf('\0') >= 0) {
      throw new Fault("is empty; give it a command or leave it out");
    }
    return written.strip();
  }
}
