package dev.slipway.farm.conf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** For what images are built; the document's names and Debian's mean the same. */
public enum Architecture {
  I386("i386", "i686"),
  AMD64("amd64", "x86_64"),
  ARM64("arm64", "aarch64");

  /** All words that name one, in order. */
  static final List<String> WORDS =
      Arrays.stream(values()).flatMap(a -> List.of(a.other, a.debian).stream()).toList();

  private final String debian;
  private final String other;

  Architecture(String debian, String other) {
    this.debian = debian;
    this.other = other;
  }

  static Optional<Architecture> of(String word) {
    return Arrays.stream(values())
        .filter(a -> a.debian.equals(word) || a.other.equals(word))
        .findFirst();
  }

  /** Debian's name, which Slipway uses. */
  @Override
  public String toString() {
    return debian;
  }
}
