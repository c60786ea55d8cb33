package dev.slipway.release.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.blobstore.Blobstore;
import dev.slipway.release.manifest.ManifestReader;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Final releases, with a folder as blob store. */
class FinalReleaseTest {
  @TempDir private Path folder;
  private SmallRelease release;

  @BeforeEach
  void makeRelease() throws Exception {
    release = new SmallRelease(folder.resolve("redis-release"), "redis");
  }

  @Test
  void isWrittenDownAsTheBoshClientDoes() throws Exception {
    ReleaseManifest made = release.create().createFinal(SmallRelease.wish());
    assertThat(made.version()).isEqualTo("1");
    Path root = release.directory().root();
    assertThat(root.resolve("releases/redis/redis-1.yml")).hasContent(made.text());
    assertThat(Files.readString(root.resolve("releases/redis/index.yml")))
        .matches(
            """
            builds:
                [0-9a-f-]{36}:
                    version: "1"
            format-version: "2"
            """);
    String fingerprint = made.jobs().getFirst().fingerprint();
    assertThat(Files.readString(root.resolve(".final_builds/jobs/app/index.yml")))
        .matches(
            """
            builds:
                FP:
                    version: FP
                    blobstore_id: [0-9a-f-]{36}
                    sha1: sha256:[0-9a-f]{64}
            format-version: "2"
            """
                .replace("FP", fingerprint));
    assertThat(root.resolve(".final_builds/license/index.yml")).exists();
    assertThat(objects()).hasSize(4);
    checkIndexes();
  }

  @Test
  void whatHasNotChangedIsNotUploadedAgain() throws Exception {
    ReleaseManifest first = release.create().createFinal(SmallRelease.wish());
    release.write("packages/app/packaging", "set -e\necho changed\n");
    ReleaseManifest second = release.create().createFinal(SmallRelease.wish());
    assertThat(second.version()).isEqualTo("2");
    assertThat(second.packages().getLast()).isEqualTo(first.packages().getLast());
    assertThat(objects()).hasSize(5);
    assertThat(release.create().create(SmallRelease.wish()).version()).isEqualTo("2+dev.1");
  }

  @Test
  void aVersionIsMadeOnce() throws Exception {
    Optional<Version> wanted = Optional.of(Version.parse("2.1"));
    release.create().createFinal(SmallRelease.wish(wanted, Optional.empty()));
    assertThatThrownBy(
            () -> release.create().createFinal(SmallRelease.wish(wanted, Optional.empty())))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.CONFLICT))
        .hasMessageContaining("2.1 already");
    Optional<Version> dev = Optional.of(Version.parse("3+dev.1"));
    assertThatThrownBy(() -> release.create().createFinal(SmallRelease.wish(dev, Optional.empty())))
        .hasMessageContaining("for development");
  }

  @Test
  void needsABlobStoreAndSaysHowToHaveOne() throws Exception {
    release.write("config/final.yml", "name: redis\n");
    assertThatThrownBy(() -> release.create().createFinal(SmallRelease.wish()))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID))
        .satisfies(e -> {
          String lines = String.valueOf(e.getMessage());
          // What it says works.
          release.write(
              "config/final.yml", "name: redis\n" + lines.substring(lines.indexOf('\n') + 1));
        });
    assertThat(release.directory().devBuilds()).doesNotExist();
    release.store().close();
  }

  @Test
  void isPutTogetherAgainAnywhereFromItsFile() throws Exception {
    Path first = folder.resolve("first.tgz");
    release.create().createFinal(SmallRelease.wish(Optional.empty(), Optional.of(first)));
    release.onAnotherMachine();
    Path file = release.directory().finalReleases().resolve("redis/redis-1.yml");
    Path second = folder.resolve("second.tgz");
    ReleaseManifest made = release.create().recreate(file, Optional.of(second));
    assertThat(made.version()).isEqualTo("1");
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void oneForDevelopmentIsPutTogetherWhereItWasMade() throws Exception {
    release.create().create(SmallRelease.wish());
    Path file = release.directory().devReleases().resolve("redis/redis-0+dev.1.yml");
    Path tarball = folder.resolve("again.tgz");
    release.create().recreate(file, Optional.of(tarball));
    assertThat(tarball).exists();
    release.onAnotherMachine();
    assertThatThrownBy(() -> release.create().recreate(file, Optional.empty()))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.UNKNOWN))
        .hasMessageContaining("job app, package app, package base, licence");
  }

  @Test
  void aDamagedObjectIsNotPutIntoARelease() throws Exception {
    release.create().createFinal(SmallRelease.wish());
    release.onAnotherMachine();
    Files.writeString(objects().getFirst(), "something else");
    Path file = release.directory().finalReleases().resolve("redis/redis-1.yml");
    Path tarball = folder.resolve("release.tgz");
    assertThatThrownBy(() -> release.create().recreate(file, Optional.of(tarball)))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.WRONG_DIGEST));
    assertThat(tarball).doesNotExist();
  }

  /** As a kill does, it ends everything. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Counts what may be the last thing that happens. */
  private final class Fuse {
    private int left;

    Fuse(int steps) {
      left = steps;
    }

    void step() {
      if (left == 0) {
        throw new Killed();
      }
      left--;
    }

    UUID id() {
      step();
      return UUID.randomUUID();
    }

    Blobstore store() throws IOException {
      Blobstore real = release.store();
      return new Blobstore() {
        @Override
        public void put(String id, Path file) throws IOException, InterruptedException {
          step();
          real.put(id, file);
          step();
        }

        @Override
        public void get(String id, Path file, long most, LongConsumer came)
            throws IOException, InterruptedException {
          real.get(id, file, most, came);
        }

        @Override
        public boolean exists(String id) throws IOException, InterruptedException {
          return real.exists(id);
        }

        @Override
        public void delete(String id) throws IOException, InterruptedException {
          real.delete(id);
        }

        @Override
        public void close() {
          real.close();
        }
      };
    }
  }

  @Test
  void canBeKilledAtAnyStepAndRunAgain() throws Exception {
    int steps = 0;
    boolean ended = false;
    while (!ended) {
      release = new SmallRelease(folder.resolve("try-" + steps + "/redis-release"), "redis");
      Fuse fuse = new Fuse(steps);
      try {
        release
            .create(release.transfers(fuse::store, fuse::id), fuse::id)
            .createFinal(SmallRelease.wish());
        ended = true;
      } catch (Killed e) {
        steps++;
      }
      int listed = checkIndexes();
      assertThat(objects().size() - listed).as("objects that nobody lists").isBetween(0, 1);
      if (!ended) {
        assertThat(release.create().createFinal(SmallRelease.wish()).version()).isEqualTo("1");
        assertThat(checkIndexes()).isEqualTo(4);
      }
    }
    // Four archives: an id, and before and after each is stored; and the release's own id.
    assertThat(steps).isEqualTo(13);
  }

  @Test
  void aFileThatCannotBeWrittenLeavesEverythingAsItWas() throws Exception {
    Path inTheWay = release.directory().finalReleases().resolve("redis/redis-1.yml");
    Files.createDirectories(inTheWay.resolve("x"));
    assertThatThrownBy(() -> release.create().createFinal(SmallRelease.wish()))
        .isInstanceOf(IOException.class);
    assertThat(inTheWay.resolveSibling("index.yml")).doesNotExist();
    assertThat(checkIndexes()).isEqualTo(4);
    Files.delete(inTheWay.resolve("x"));
    Files.delete(inTheWay);
    release.create().createFinal(SmallRelease.wish());
    assertThat(objects()).hasSize(4);
  }

  private List<Path> objects() throws IOException {
    Path store = release.directory().root().resolveSibling("store");
    if (!Files.isDirectory(store)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(store)) {
      return all.sorted().toList();
    }
  }

  /** All that is listed is there; gives how many builds are. */
  private int checkIndexes() throws Exception {
    Set<String> listed = new HashSet<>();
    Path finals = release.directory().finalBuilds();
    List<Path> indexes = List.of();
    if (Files.isDirectory(finals)) {
      try (Stream<Path> all = Files.walk(finals)) {
        indexes = all.filter(p -> p.endsWith("index.yml")).toList();
      }
    }
    for (Path each : indexes) {
      String text = Files.readString(each);
      for (String line : text.lines().toList()) {
        if (line.contains("version: ") && !line.contains("format")) {
          String fingerprint = line.substring(line.indexOf(": ") + 2);
          BuildIndex.Build build =
              BuildIndex.read(each.getParent()).find(fingerprint).orElseThrow();
          try (Blobstore store = release.store()) {
            assertThat(store.exists(build.blob().orElseThrow())).isTrue();
          }
          listed.add(build.blob().orElseThrow());
        }
      }
    }
    ReleaseIndex ended = ReleaseIndex.read(release.directory().finalReleases(), "redis");
    if (ended.newest().isPresent()) {
      for (Part part : Part.of(ManifestReader.read(ended.manifest(ended.newest().get())))) {
        assertThat(BuildIndex.read(finals.resolve(part.folder())).find(part.fingerprint()))
            .isPresent();
      }
    }
    return listed.size();
  }
}
