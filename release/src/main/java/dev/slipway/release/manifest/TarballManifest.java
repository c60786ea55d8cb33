package dev.slipway.release.manifest;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.archive.TgzReader.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds a release's {@code release.MF} in its tarball. */
public final class TarballManifest {
  private static final String NAME = "release.MF";
  private static final int LARGEST = 8 << 20;

  private TarballManifest() {}

  /**
   * Reads it.
   *
   * @param what the tarball is, for messages
   * @throws ReleaseException with {@link Code#BAD_ARCHIVE} where there is none, and with all
   *     mistakes where it has some
   */
  public static ReleaseManifest read(Path tarball, String what, TgzReader.Limits limits)
      throws IOException {
    List<byte[]> found = new ArrayList<>();
    TgzReader.read(
        tarball,
        what,
        limits,
        (entry, content) -> {
          if (entry.name().equals(NAME) && entry.kind() == Kind.FILE) {
            found.add(content.readNBytes(LARGEST + 1));
          }
          return found.isEmpty();
        });
    if (found.isEmpty()) {
      throw new ReleaseException(
          Code.BAD_ARCHIVE, what + " has no " + NAME + "; is this a release's tarball?");
    }
    return ManifestReader.read(found.getFirst(), what + "/" + NAME);
  }
}
