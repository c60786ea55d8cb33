package dev.slipway.release.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Command;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.archive.Unpacking;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.ManifestReader;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.store.Uploaded.Outcome;
import dev.slipway.release.verify.SampleRelease;
import dev.slipway.release.verify.Tar;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleaseStoreTest {
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

  private List<String> titles() {
    return store.list().stream().map(StoredRelease::title).toList();
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
  void whatIsUploadedIsListedAndDownloadedByteForByte() throws Exception {
    Path file = sample.tarball("1+dev.1");
    Uploaded uploaded = upload(file, Wish.PLAIN);
    assertThat(uploaded).isEqualTo(new Uploaded(Outcome.STORED, "redis/1+dev.1", 4, 0));
    assertThat(titles()).containsExactly("redis/1+dev.1");
    Path back = folder.resolve("back.tgz");
    store.download(only("1+dev.1"), back);
    assertThat(back).hasSameBinaryContentAs(file);
  }

  @Test
  void aTarballAsTheRealClientLaysItOutIsMadeAgainInOurForm() throws Exception {
    Path ours = sample.tarball("1");
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    Unpacking.unpack(ours, unpacked, "it", TgzReader.Limits.OF_A_RELEASE);
    Path theirs = folder.resolve("theirs.tgz");
    Command.of("tar", "-C", unpacked.toString(), "-czf", theirs.toString(), ".").run();
    assertThat(Files.readAllBytes(theirs)).isNotEqualTo(Files.readAllBytes(ours));
    upload(theirs, Wish.PLAIN);
    Path back = folder.resolve("back.tgz");
    store.download(only("1"), back);
    assertThat(back).hasSameBinaryContentAs(ours);
  }

  @Test
  void aReleaseThatIsNotCompressedStaysSo() throws Exception {
    sample.write("config/final.yml", "name: redis\nno_compression: true\n");
    Path file = sample.tarball("1");
    assertThat(Command.of("tar", "--list", "--file", file.toString()).lines())
        .contains("jobs/redis.tgz");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .contains("no_compression: true")
        .contains("job.MF");
    upload(file, Wish.PLAIN);
    Path back = folder.resolve("back.tgz");
    store.download(only("1"), back);
    assertThat(back).hasSameBinaryContentAs(file);
  }

  @Test
  void partsThatAreThereAreNotStoredTwice() throws Exception {
    upload(sample.tarball("1"), Wish.PLAIN);
    sample.write("src/redis/more.c", "");
    Uploaded second = upload(sample.tarball("2"), Wish.PLAIN);
    assertThat(second).isEqualTo(new Uploaded(Outcome.STORED, "redis/2", 1, 3));
    assertThat(Stores.files(folder.resolve("store"))).hasSize(5);
  }

  @Test
  void partsThatTheStoreHasMayBeLeftOutOfATarball() throws Exception {
    Path whole = sample.tarball("1");
    upload(whole, Wish.PLAIN);
    ReleaseManifest manifest = only("1").manifest();
    Path bare = folder.resolve("bare.tgz");
    try (Tar tar = new Tar(bare)) {
      tar.file("release.MF", manifest.text().replace("version: \"1\"", "version: \"2\""));
    }
    assertThat(upload(bare, Wish.PLAIN).there()).isEqualTo(4);
    store.remove("redis", Optional.empty(), true);
    fails(
        ReleaseException.Code.BAD_ARCHIVE,
        "bare.tgz has no jobs/redis.tgz",
        () -> upload(bare, Wish.PLAIN));
  }

  @Test
  void theSameVersionTwiceIsNothingNewOrAConflict() throws Exception {
    Path first = sample.tarball("1");
    upload(first, Wish.PLAIN);
    assertThat(upload(first, Wish.PLAIN).outcome()).isEqualTo(Outcome.SAME);
    SampleRelease other = SampleRelease.in(folder.resolve("other"));
    other.write("src/redis/redis.c", "other");
    Files.delete(first);
    Path second = other.tarball("1");
    fails(
        ReleaseException.Code.CONFLICT,
        "redis/1 with another package redis; give",
        () -> upload(second, Wish.PLAIN));
    assertThat(upload(second, Stores.SKIP).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(upload(second, Stores.FIX).outcome()).isEqualTo(Outcome.REPLACED);
    Path back = folder.resolve("back.tgz");
    store.download(only("1"), back);
    assertThat(back).hasSameBinaryContentAs(second);
  }

  @Test
  void fixMendsWhatWasDamaged() throws Exception {
    Path file = sample.tarball("1");
    upload(file, Wish.PLAIN);
    for (Path each : Stores.files(folder.resolve("store"))) {
      Files.writeString(each, "x");
    }
    Path back = folder.resolve("back.tgz");
    fails(
        ReleaseException.Code.WRONG_DIGEST,
        "--fix",
        () -> {
          store.download(only("1"), back);
          return 0;
        });
    assertThat(back).doesNotExist();
    upload(file, Stores.FIX);
    store.download(only("1"), back);
    assertThat(back).hasSameBinaryContentAs(file);
  }

  @Test
  void rebaseMakesTheNextVersionOrSaysThatNothingChanged() throws Exception {
    upload(sample.tarball("4"), Wish.PLAIN);
    sample.write("src/redis/more.c", "");
    Path dev = sample.tarball("1+dev.1");
    assertThat(upload(dev, Stores.REBASE).title()).isEqualTo("redis/4+dev.1");
    assertThat(upload(dev, Stores.REBASE))
        .isEqualTo(new Uploaded(Outcome.UNCHANGED, "redis/4+dev.1", 0, 4));
    sample.write("src/redis/more.c", "again");
    assertThat(upload(sample.tarball("1+dev.2"), Stores.REBASE).title()).isEqualTo("redis/4+dev.2");
    assertThat(titles()).containsExactly("redis/4+dev.2", "redis/4+dev.1", "redis/4");
    Path last = sample.tarball("5");
    fails(ReleaseException.Code.INVALID, "--rebase", () -> upload(last, Stores.REBASE));
  }

  @Test
  void removingKeepsWhatOthersHave() throws Exception {
    upload(sample.tarball("1"), Wish.PLAIN);
    sample.write("src/redis/more.c", "");
    upload(sample.tarball("2"), Wish.PLAIN);
    fails(
        ReleaseException.Code.CONFLICT,
        "versions 2, 1",
        () -> store.remove("redis", Optional.empty(), false));
    store.remove("redis", Optional.of(Version.parse("1")), false);
    assertThat(Stores.files(folder.resolve("store"))).hasSize(4);
    store.download(only("2"), folder.resolve("back.tgz"));
    store.remove("redis", Optional.empty(), false);
    assertThat(Stores.files(folder.resolve("store"))).isEmpty();
    fails(
        ReleaseException.Code.UNKNOWN,
        "no release redis",
        () -> store.remove("redis", Optional.empty(), false));
    assertThat(store.remove("redis", Optional.empty(), true)).isEmpty();
  }

  @Test
  void whatIsWrongLeavesNothing() throws Exception {
    Path good = sample.tarball("1");
    byte[] bytes = Files.readAllBytes(good);
    Path bad = folder.resolve("bad.tgz");
    Files.write(bad, Arrays.copyOf(bytes, bytes.length - 300));
    assertThatThrownBy(() -> upload(bad, Wish.PLAIN)).isInstanceOf(ReleaseException.class);
    Wish wish =
        new Wish(
            false,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(Digests.parse("a".repeat(40))));
    fails(ReleaseException.Code.WRONG_DIGEST, "redis-1.tgz", () -> upload(good, wish));
    try (Tar tar = new Tar(folder.resolve("x.tgz"))) {
      tar.file("packaging", "").file("../x", "");
    }
    Digest digest = Digest.of(Algorithm.SHA256, folder.resolve("x.tgz"));
    try (Tar tar = new Tar(bad)) {
      tar.file(
          "release.MF",
          "name: a\nversion: 1\npackages: [{name: x, version: a, sha1: '" + digest + "'}]\n");
      tar.file("packages/x.tgz", Files.readAllBytes(folder.resolve("x.tgz")));
    }
    fails(ReleaseException.Code.BAD_ARCHIVE, "leads out", () -> upload(bad, Wish.PLAIN));
    assertThat(titles()).isEmpty();
    assertThat(Stores.files(folder.resolve("store"))).isEmpty();
  }

  @Test
  void nameAndVersionAreChecked() throws Exception {
    Path file = sample.tarball("1");
    Wish wish =
        new Wish(
            false,
            false,
            false,
            Optional.of("redis"),
            Optional.of(Version.parse("2")),
            Optional.empty());
    fails(ReleaseException.Code.INVALID, "redis-1.tgz is redis/1", () -> upload(file, wish));
  }

  @Test
  void aDirectorysReleaseIsTakenFromTheCacheOrTheBlobStore() throws Exception {
    Path tarball = sample.tarball("1+dev.1");
    Path yml = BuildsDelivery.find(sample.directory(), Optional.empty(), Optional.empty());
    assertThat(yml.getFileName()).hasToString("redis-1+dev.1.yml");
    FinalArchives none =
        (blob, digests, what) -> {
          throw new AssertionError(what);
        };
    store.upload(new BuildsDelivery(yml, sample.directory(), sample.cache(), none), Wish.PLAIN);
    store.download(only("1+dev.1"), folder.resolve("back.tgz"));
    assertThat(folder.resolve("back.tgz")).hasSameBinaryContentAs(tarball);
    store.remove("redis", Optional.empty(), true);

    ReleaseManifest manifest = ManifestReader.read(yml);
    for (Part each : Part.of(manifest)) {
      String place = each.entry().replace(".tgz", "");
      sample.write(
          ".final_builds/" + place + "/index.yml",
          "builds:\n  %s: {version: %s, blobstore_id: b-%s, sha1: '%s'}\n"
              .formatted(each.fingerprint(), each.fingerprint(), each.name(), each.digests()));
    }
    List<String> fetched = new ArrayList<>();
    FinalArchives finals =
        (blob, digests, what) -> {
          fetched.add(blob);
          return sample.cache().find(digests).orElseThrow();
        };
    ArchiveCache empty = new ArchiveCache(folder.resolve("empty"));
    store.upload(new BuildsDelivery(yml, sample.directory(), empty, finals), Wish.PLAIN);
    assertThat(fetched).contains("b-redis", "b-lib", "b-license");
    sample.write(".final_builds/jobs/redis/index.yml", "builds: {}\n");
    fails(
        ReleaseException.Code.UNKNOWN,
        "archive of job redis is neither",
        () -> store.upload(new BuildsDelivery(yml, sample.directory(), empty, finals), Stores.FIX));
  }

  @Test
  void severalUploadsAtOnceAreSafe() throws Exception {
    Path first = sample.tarball("1+dev.1");
    sample.write("src/redis/more.c", "");
    Path second = sample.tarball("1+dev.2");
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<Uploaded>> running = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Path file = i % 2 == 0 ? first : second;
        running.add(
            threads.submit(() -> {
              try (ReleaseStore own = Stores.open(folder.resolve("store"))) {
                return own.upload(Delivery.ofTarball(file), Wish.PLAIN);
              }
            }));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Uploaded> each : running) {
        outcomes.add(each.get().outcome());
      }
      assertThat(outcomes).containsOnly(Outcome.STORED, Outcome.SAME);
      assertThat(outcomes.stream().filter(o -> o == Outcome.STORED)).hasSize(2);
    }
    assertThat(titles()).containsExactly("redis/1+dev.2", "redis/1+dev.1");
    assertThat(Stores.files(folder.resolve("store"))).hasSize(5);
    store.download(only("1+dev.1"), folder.resolve("back.tgz"));
    assertThat(folder.resolve("back.tgz")).hasSameBinaryContentAs(first);
  }
}
