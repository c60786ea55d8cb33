package dev.slipway.release.compile;

/**
 * What packages are compiled on.
 *
 * @param os as BOSH names them: {@code debian-bookworm}
 * @param version of the image
 * @param digest what another image would have another of: a checksum of its disk
 */
public record Stemcell(String os, String version, String digest) {
  /** As a compiled release writes it: {@code debian-bookworm/1}. */
  @Override
  public String toString() {
    return os + "/" + version;
  }
}
