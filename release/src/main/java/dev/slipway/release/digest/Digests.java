package dev.slipway.release.digest;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** One or more checksums of the same bytes, written with semicolons between them. */
public record Digests(List<Digest> all) {
  /** At least one. */
  public Digests {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no checksum");
    }
  }

  /** One checksum. */
  public static Digests of(Digest one) {
    return new Digests(List.of(one));
  }

  /**
   * Reads them as they are written.
   *
   * @throws ReleaseException with {@link Code#INVALID} where one of them is none
   */
  public static Digests parse(String written) throws ReleaseException {
    List<Digest> found = new ArrayList<>();
    for (String each : written.split(";", -1)) {
      found.add(Digest.parse(each.strip()));
    }
    return new Digests(found);
  }

  /** The one that is hardest to forge; the one to check by. */
  public Digest strongest() {
    return all.stream().max(Comparator.comparing(Digest::algorithm)).orElseThrow();
  }

  /**
   * Checks a file by the strongest of them.
   *
   * @param what the file is, for the message
   * @throws ReleaseException with {@link Code#WRONG_DIGEST} where it is another file
   */
  public void check(Path file, String what) throws IOException {
    Digest wanted = strongest();
    Digest found = Digest.of(wanted.algorithm(), file);
    if (!found.equals(wanted)) {
      throw new ReleaseException(
          Code.WRONG_DIGEST, what + " has the checksum " + found + " and should have " + wanted);
    }
  }

  @Override
  public String toString() {
    return all.stream().map(Digest::toString).collect(Collectors.joining(";"));
  }
}
