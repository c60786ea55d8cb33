package dev.slipway.release.compile;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.archive.Unpacking;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.ManifestReader;
import dev.slipway.release.manifest.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A release's file, unpacked, and each part found to be what its manifest says.
 *
 * @param archives the parts' archives by their checksums as written
 */
record SourceRelease(ReleaseManifest manifest, Map<String, Path> archives) {
  private static final long LARGEST_MANIFEST = 16 << 20;

  /**
   * Reads one.
   *
   * @param folder an empty folder for what is in it
   */
  static SourceRelease read(Path tarball, Path folder) throws IOException {
    if (!Files.isRegularFile(tarball)) {
      throw new ReleaseException(
          Code.UNKNOWN, tarball + " is no file; `slipway release create --tarball` makes one");
    }
    String what = String.valueOf(tarball.getFileName());
    Unpacking.unpack(tarball, folder, what, TgzReader.Limits.OF_A_RELEASE);
    ReleaseManifest manifest = manifest(part(folder, "release.MF", what), what);
    Map<String, Path> archives = new HashMap<>();
    for (ReleaseManifest.JobBuild each : manifest.jobs()) {
      checked(folder, "jobs/" + each.name() + ".tgz", each.digests(), what, archives);
    }
    for (ReleaseManifest.PackageBuild each : manifest.packages()) {
      checked(folder, "packages/" + each.name() + ".tgz", each.digests(), what, archives);
    }
    if (manifest.license().isPresent()) {
      checked(folder, "license.tgz", manifest.license().get().digests(), what, archives);
    }
    return new SourceRelease(manifest, archives);
  }

  private static ReleaseManifest manifest(Path file, String what) throws IOException {
    if (Files.size(file) > LARGEST_MANIFEST) {
      throw new ReleaseException(Code.BAD_ARCHIVE, what + " has a release.MF that is too large");
    }
    ReleaseManifest read = ManifestReader.read(Files.readAllBytes(file), "release.MF of " + what);
    if (!read.compiled().isEmpty()) {
      throw new ReleaseException(
          Code.CONFLICT,
          what
              + " is compiled already, on "
              + read.compiled().getFirst().stemcell()
              + "; give the release that it was compiled from");
    }
    return read;
  }

  private static void checked(
      Path folder, String name, Digests digests, String what, Map<String, Path> archives)
      throws IOException {
    Path file = part(folder, name, what);
    digests.check(file, name + " of " + what);
    archives.put(digests.toString(), file);
  }

  private static Path part(Path folder, String name, String what) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ReleaseException(
          Code.BAD_ARCHIVE,
          name.equals("release.MF")
              ? what + " is no release: there is no release.MF in it"
              : what + " has no " + name + ", which its release.MF names");
    }
    return file;
  }

  Path archive(Digests digests) {
    Path archive = archives.get(digests.toString());
    if (archive == null) {
      throw new IllegalArgumentException("not a part of this release: " + digests);
    }
    return archive;
  }
}
