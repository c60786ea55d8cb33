package dev.slipway.release.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.blobstore.Steps;
import dev.slipway.release.create.FetchParts;
import dev.slipway.release.create.SmallRelease;
import dev.slipway.release.manifest.ReleaseManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages of one release in another. */
class VendorPackageTest {
  @TempDir private Path folder;
  private SmallRelease source;
  private SmallRelease target;

  @BeforeEach
  void makeReleases() throws Exception {
    source = new SmallRelease(folder.resolve("theirs/golang-release"), "golang");
    source.onePackage("golang", "base");
    target = new SmallRelease(folder.resolve("ours/redis-release"), "redis");
    for (String each : List.of("base", "app")) {
      Files.delete(target.directory().packages().resolve(each).resolve("spec"));
      Files.delete(target.directory().packages().resolve(each).resolve("packaging"));
      Files.delete(target.directory().packages().resolve(each));
    }
    target.write("jobs/app/spec", "name: app\ntemplates: {run: bin/run}\npackages: [golang]\n");
  }

  private VendorPackage vendor() {
    return new VendorPackage(
        source.directory(),
        target.directory(),
        new FetchParts(
            source.directory(),
            source.cache(),
            source.transfers(),
            new Steps(SmallRelease.CLOCK, event -> {})),
        target.builds());
  }

  @Test
  void comesWithWhatItNeedsAndBecomesPartOfReleases() throws Exception {
    ReleaseManifest theirs = source.create().createFinal(SmallRelease.wish());
    // Archives of another machine, where only the blob stores are.
    source.onAnotherMachine();
    target = sameCache();
    assertThat(vendor().take("golang")).containsExactly("base", "golang");
    ReleaseManifest.PackageBuild golang =
        theirs.packages().stream().filter(p -> p.name().equals("golang")).findFirst().get();
    Path packages = target.directory().packages();
    assertThat(packages.resolve("golang/spec.lock"))
        .hasContent(
            """
            name: golang
            fingerprint: %s
            dependencies:
                - base
            """
                .formatted(golang.fingerprint()));
    ReleaseManifest ours = target.create().createFinal(SmallRelease.wish());
    assertThat(ours.packages()).contains(golang);
    target.onAnotherMachine();
    Path file = target.directory().finalReleases().resolve("redis/redis-1.yml");
    target.create().recreate(file, java.util.Optional.empty());
  }

  /** The program has one cache for both. */
  private SmallRelease sameCache() {
    target.use(source.cache());
    return target;
  }

  @Test
  void againChangesNothing() throws Exception {
    source.create().createFinal(SmallRelease.wish());
    target = sameCache();
    vendor().take("golang");
    List<String> before = state();
    vendor().take("golang");
    assertThat(state()).isEqualTo(before);
  }

  private List<String> state() throws Exception {
    try (Stream<Path> all = Files.walk(folder.resolve("ours"))) {
      return all.filter(Files::isRegularFile)
          .sorted()
          .map(p -> {
            try {
              return p + " " + Files.getLastModifiedTime(p).toMillis() + Files.size(p);
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          })
          .filter(line -> !line.contains("spec.lock"))
          .toList();
    }
  }

  @Test
  void aNewerBuildTakesThePlaceOfTheOlder() throws Exception {
    target = sameCache();
    source.create().create(SmallRelease.wish());
    vendor().take("golang");
    String before = lock();
    source.write("packages/golang/packaging", "set -e\necho newer\n");
    source.create().create(SmallRelease.wish());
    vendor().take("golang");
    assertThat(lock()).isNotEqualTo(before);
  }

  private String lock() throws Exception {
    return Files.readString(target.directory().packages().resolve("golang/spec.lock"));
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    target = sameCache();
    assertThatThrownBy(() -> vendor().take("golang"))
        .hasMessageContaining("has no releases")
        .hasMessageContaining("slipway release create");
    source.create().create(SmallRelease.wish());
    assertThatThrownBy(() -> vendor().take("golan"))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.UNKNOWN))
        .hasMessageContaining("did you mean `golang`?");
    target.onePackage("base", "");
    assertThatThrownBy(() -> vendor().take("golang"))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.CONFLICT))
        .hasMessageContaining("this release's own");
    assertThat(target.directory().packages().resolve("golang")).doesNotExist();
  }
}
