package dev.slipway.release.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.Part.Kind;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.manifest.ReleaseManifest.CompiledBuild;
import dev.slipway.release.store.Uploaded.Outcome;
import dev.slipway.release.verify.SampleRelease;
import dev.slipway.release.verify.Tar;
import dev.slipway.release.verify.TemplateCheck;
import dev.slipway.release.verify.VerifyTarball;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled packages in a store. */
final class StoredCompiledTest {
  @TempDir private Path folder;
  private SampleRelease sample;
  private ReleaseStore store;

  @BeforeEach
  void open() throws IOException {
    sample = SampleRelease.in(folder.resolve("redis-release"));
    store = Stores.open(folder.resolve("store"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Uploaded upload(Path file, Wish wish) throws Exception {
    return store.upload(Delivery.ofTarball(file), wish);
  }

  private StoredRelease only(String version) throws IOException {
    return store.find("redis", Optional.of(Version.parse(version)));
  }

  private void fails(ReleaseException.Code code, String text, Callable<?> work) {
    assertThatThrownBy(work::call)
        .isInstanceOfSatisfying(
            ReleaseException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e).hasMessageContaining(text);
            });
  }

  @Test
  void compiledPackagesAreAddedAndExported() throws Exception {
    Path source = sample.tarball("1");
    upload(source, Wish.PLAIN);
    fails(
        ReleaseException.Code.UNKNOWN,
        "not compiled for ubuntu-jammy/1.2: lib, redis",
        () -> export("ubuntu-jammy/1.2", List.of("redis")));
    Path compiled = compiled("ubuntu-jammy/1.2");
    Uploaded uploaded = upload(compiled, Wish.PLAIN);
    assertThat(uploaded).isEqualTo(new Uploaded(Outcome.COMPLETED, "redis/1", 2, 2));
    assertThat(only("1").stemcells()).containsExactly("ubuntu-jammy/1.2");
    Path exported = export("ubuntu-jammy/1.2", List.of("redis"));
    assertThat(new VerifyTarball(TemplateCheck.NONE).verify(exported).errors()).isEmpty();
    assertThat(upload(exported, Wish.PLAIN).outcome()).isEqualTo(Outcome.SAME);
    fails(
        ReleaseException.Code.UNKNOWN,
        "it is compiled for ubuntu-jammy/1.2",
        () -> export("ubuntu-jammy/1.3", List.of()));
    fails(
        ReleaseException.Code.UNKNOWN,
        "did you mean `redis`?",
        () -> export("ubuntu-jammy/1.2", List.of("rediss")));
    store.download(only("1"), folder.resolve("back.tgz"));
    assertThat(folder.resolve("back.tgz")).hasSameBinaryContentAs(source);
    // Where there are no sources, another minor version has to do.
    store.remove("redis", Optional.empty(), true);
    upload(compiled, Wish.PLAIN);
    assertThat(export("ubuntu-jammy/1.3", List.of())).hasSameBinaryContentAs(exported);
    fails(
        ReleaseException.Code.UNKNOWN,
        "not compiled for ubuntu-jammy/2.0",
        () -> export("ubuntu-jammy/2.0", List.of()));
  }

  private Path export(String stemcell, List<String> jobs) throws IOException {
    Path file = folder.resolve("export.tgz");
    store.export(only("1"), new Selection(jobs, Optional.of(stemcell)), file);
    return file;
  }

  /** The stored release, its packages compiled. */
  private Path compiled(String stemcell) throws IOException {
    StoredRelease release = only("1");
    Path archive = folder.resolve("compiled-package.tgz");
    Path file = folder.resolve("compiled.tgz");
    List<CompiledBuild> builds = new ArrayList<>();
    try (Tar tar = new Tar(file)) {
      for (StoredPart each : release.parts()) {
        if (each.part().kind() == Kind.PACKAGE) {
          try (Tar inner = new Tar(archive)) {
            inner.file("bin/" + each.part().name(), stemcell);
          }
          Digests digests = Digests.of(Digest.of(Algorithm.SHA1, archive));
          builds.add(
              new CompiledBuild(
                  each.part().name(),
                  each.part().fingerprint(),
                  digests,
                  stemcell,
                  each.part().needs()));
          tar.file(
              "./compiled_packages/" + each.part().name() + ".tgz", Files.readAllBytes(archive));
        } else {
          tar.file("./" + each.part().entry(), Files.readAllBytes(store.archive(each)));
        }
      }
      ReleaseManifest source = release.manifest();
      tar.file(
          "./release.MF",
          new ReleaseManifest(
                  source.name(),
                  source.version(),
                  source.commit(),
                  source.changed(),
                  source.jobs(),
                  List.of(),
                  builds,
                  source.license())
              .text());
    }
    return file;
  }
}
