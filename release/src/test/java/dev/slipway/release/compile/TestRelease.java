package dev.slipway.release.compile;

import dev.slipway.release.archive.TgzWriter;
import dev.slipway.release.create.Tarball;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.manifest.ReleaseManifest.JobBuild;
import dev.slipway.release.manifest.ReleaseManifest.LicenseBuild;
import dev.slipway.release.manifest.ReleaseManifest.PackageBuild;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A release's file, made package by package. */
final class TestRelease {
  private final Path folder;
  private final List<PackageBuild> packages = new ArrayList<>();
  private final Map<String, Path> archives = new HashMap<>();

  TestRelease(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Writes what is in an archive. */
  interface Content {
    void write(TgzWriter tgz) throws IOException;
  }

  /** A package with a script. */
  TestRelease add(String name, String packaging, String... dependencies) throws IOException {
    return add(name, tgz -> tgz.file("./packaging", packaging), dependencies);
  }

  TestRelease add(String name, Content content, String... dependencies) throws IOException {
    Digests digests = archive(name, content);
    String fingerprint =
        digests.strongest().hex().substring(0, 32) + String.join("", dependencies).hashCode();
    packages.add(new PackageBuild(name, fingerprint, digests, List.of(dependencies)));
    return this;
  }

  private Digests archive(String name, Content content) throws IOException {
    Path file = folder.resolve(name + ".tgz");
    try (OutputStream out = Files.newOutputStream(file);
        TgzWriter tgz = new TgzWriter(out)) {
      content.write(tgz);
    }
    Digests digests = Digests.of(Digest.of(Algorithm.SHA256, file));
    archives.put(digests.toString(), file);
    return digests;
  }

  /** The manifest, with a job and a licence besides the packages. */
  ReleaseManifest manifest() throws IOException {
    Digests job = archive("job", tgz -> tgz.file("./job.MF", "name: one\n"));
    Digests license = archive("license", tgz -> tgz.file("./LICENSE", "do what you like\n"));
    return new ReleaseManifest(
        "test",
        "1",
        "abcdef0",
        false,
        List.of(new JobBuild("one", "f1", job, List.of())),
        packages,
        List.of(),
        java.util.Optional.of(new LicenseBuild("f2", license)));
  }

  Path write(ReleaseManifest manifest) throws IOException {
    Path file = folder.resolve("test.tgz");
    Tarball.write(manifest, digests -> archives.get(digests.toString()), file);
    return file;
  }

  Path write() throws IOException {
    return write(manifest());
  }
}
