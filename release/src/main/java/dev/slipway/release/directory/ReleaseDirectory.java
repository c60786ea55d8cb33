package dev.slipway.release.directory;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in a release directory, as the BOSH client has them. */
public record ReleaseDirectory(Path root) {
  /**
   * The release directory that a folder is.
   *
   * @throws ReleaseException with {@link Code#UNKNOWN} where it is none
   */
  public static ReleaseDirectory at(Path folder) throws ReleaseException {
    ReleaseDirectory directory = new ReleaseDirectory(folder.toAbsolutePath().normalize());
    if (!Files.isRegularFile(directory.finalConfig())) {
      throw new ReleaseException(
          Code.UNKNOWN,
          folder
              + " is not a release directory: there is no config/final.yml in it; `slipway"
              + " release init` makes one");
    }
    return directory;
  }

  public Path jobs() {
    return root.resolve("jobs");
  }

  public Path packages() {
    return root.resolve("packages");
  }

  /** Sources; before blobs where a file is in both. */
  public Path src() {
    return root.resolve("src");
  }

  public Path blobs() {
    return root.resolve("blobs");
  }

  /** The name and the blob store. */
  public Path finalConfig() {
    return root.resolve("config/final.yml");
  }

  /** The blob store's credentials; not in git. */
  public Path privateConfig() {
    return root.resolve("config/private.yml");
  }

  /** Which blobs there are, with their checksums. */
  public Path blobIndex() {
    return root.resolve("config/blobs.yml");
  }

  public Path devBuilds() {
    return root.resolve(".dev_builds");
  }

  public Path finalBuilds() {
    return root.resolve(".final_builds");
  }

  public Path devReleases() {
    return root.resolve("dev_releases");
  }

  public Path finalReleases() {
    return root.resolve("releases");
  }
}
