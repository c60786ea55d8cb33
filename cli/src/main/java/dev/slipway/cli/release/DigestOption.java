package dev.slipway.cli.release;

import dev.slipway.cli.UsageException;
import dev.slipway.release.digest.Algorithm;
import picocli.CommandLine.Option;

/** Which checksums are written. */
final class DigestOption {
  @Option(names = "--sha2", description = "Write SHA-256 checksums, which is done anyway.")
  private boolean sha2;

  @Option(names = "--sha1", description = "Write SHA-1 checksums, for directors before 2017.")
  private boolean sha1;

  Algorithm algorithm() {
    if (sha1 && sha2) {
      throw new UsageException("--sha1 and --sha2 exclude each other");
    }
    return sha1 ? Algorithm.SHA1 : Algorithm.SHA256;
  }
}
