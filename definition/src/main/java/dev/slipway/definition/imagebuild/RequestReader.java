package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Address;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is said of every image. */
final class RequestReader {
  private static final int LONGEST_EMAIL = 254;
  private static final List<String> MACHINES =
      List.of("x86_64", "i686", "aarch64", "amd64", "i386", "arm64");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s<>,;\"]+@[^@\\s<>,;\"]+");
  private static final Pattern RELEASE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** An FTP server, as the first of these files had it. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");

  private final Settings common;

  RequestReader(Settings common) {
    this.common = common;
  }

  /** With the further packages of an image's own section. */
  Request read(Settings image) {
    return new Request(
        architecture(), release(), staging(), email(), image.list("nvr"), image.list("bid"));
  }

  private Architecture architecture() {
    String text = common.required("arch", "x86_64");
    Optional<Architecture> known =
        Architecture.ofMachine(text).or(() -> Architecture.ofDebianName(text));
    if (known.isEmpty() && !text.isEmpty()) {
      common.wrong(
          "arch",
          Quoted.of(text)
              + " is none of `"
              + String.join("`, `", MACHINES)
              + "`"
              + Nearest.hint(text, MACHINES));
    }
    return known.orElse(Architecture.AMD64);
  }

  private Optional<String> release() {
    Optional<String> release = common.text("release");
    if (release.isPresent() && !RELEASE.matcher(release.get()).matches()) {
      common.wrong("release", Quoted.of(release.get()) + " is no release; as in 17 or rawhide");
    }
    return release;
  }

  private Optional<Address> staging() {
    Optional<Located<String>> written = common.located("staging");
    if (written.isPresent() && HOST.matcher(written.get().value()).matches()) {
      String meant = "ftp://" + written.get().value();
      String warning = "`staging`: a host alone is read as an FTP server; write ";
      common.problems().warning(written.get().at(), warning + Quoted.of(meant));
      return Optional.of(new Address(meant));
    }
    return common.address("staging", Addresses.STAGING);
  }

  private Optional<String> email() {
    Optional<String> email = common.text("email");
    boolean good =
        email.isEmpty()
            || (EMAIL.matcher(email.get()).matches() && email.get().length() <= LONGEST_EMAIL);
    if (!good) {
      common.wrong("email", Quoted.of(email.orElse("")) + " is not one address, as a@example.org");
    }
    return email;
  }
}
