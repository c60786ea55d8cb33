package dev.slipway.release.compile;

import dev.slipway.release.create.Tarball;
import dev.slipway.release.manifest.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A release whose packages are compiled.
 *
 * @param compiled names of the packages that were compiled now
 * @param cached names of those that had been before
 * @param archives all parts' archives by their checksums as written
 */
public record CompiledRelease(
    ReleaseManifest manifest,
    Stemcell stemcell,
    List<String> compiled,
    List<String> cached,
    Map<String, Path> archives) {
  public CompiledRelease {
    compiled = List.copyOf(compiled);
    cached = List.copyOf(cached);
    archives = Map.copyOf(archives);
  }

  /** As BOSH's client names such files: {@code redis-1-debian-bookworm-12.tgz}. */
  public String fileName() {
    return "%s-%s-%s-%s.tgz"
        .formatted(manifest.name(), manifest.version(), stemcell.os(), stemcell.version());
  }

  /** Writes it as one file, which is there whole or not at all. */
  public void write(Path file) throws IOException {
    Tarball.write(
        manifest,
        digests -> {
          Path archive = archives.get(digests.toString());
          if (archive == null) {
            throw new IllegalStateException("there is no archive " + digests);
          }
          return archive;
        },
        file);
  }
}
