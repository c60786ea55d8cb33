package dev.slipway.release.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.slipway.process.Command;
import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseFolder;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.manifest.ManifestReader;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.version.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateReleaseTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_795_766_400));

  @TempDir Path folder;
  private ReleaseFolder release;
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void release() throws Exception {
    release = filled(folder.resolve("redis-release"));
  }

  private static ReleaseFolder filled(Path root) throws Exception {
    return new ReleaseFolder(root)
        .file("src/redis/server.c", "int main() { return 0; }\n")
        .script("src/redis/configure", "#!/bin/sh\n")
        .file("src/tools/x/y/z", "deep")
        .file("LICENSE", "free\n")
        .file("NOTICE", "notice\n")
        .onePackage("tools", List.of(), List.of("tools/**/*"))
        .onePackage("redis", List.of("tools"), List.of("redis/*"))
        .file(
            "jobs/redis/spec",
            "---\nname: redis\ntemplates:\n  ctl.erb: bin/ctl\npackages: [redis]\n"
                + "properties:\n  port: {default: 6379}\n")
        .file("jobs/redis/monit", "check process redis\n")
        .file("jobs/redis/templates/ctl.erb", "#!/bin/bash -e\n");
  }

  private CreateRelease create(ReleaseFolder of, String cache) {
    int[] next = {0};
    return new CreateRelease(
        of.directory(),
        new ArchiveCache(folder.resolve(cache)),
        CLOCK,
        () -> new UUID(0, ++next[0]),
        events::add);
  }

  private static CreateRelease.Wish wish(Path tarball) {
    return new CreateRelease.Wish(
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        Algorithm.SHA256,
        Optional.ofNullable(tarball));
  }

  private List<String> outcomes() {
    List<String> found =
        events.stream()
            .filter(Event.Finished.class::isInstance)
            .map(e -> e.step() + " " + ((Event.Finished) e).outcome())
            .sorted()
            .toList();
    events.clear();
    return found;
  }

  @Test
  void theFilesThatItLeaves() throws Exception {
    ReleaseManifest made = create(release, "cache").create(wish(null));
    ReleaseManifest.JobBuild job = made.jobs().getFirst();
    assertThat(release.root().resolve("dev_releases/redis/redis-0+dev.1.yml"))
        .hasContent(
            """
            name: redis
            version: 0+dev.1
            commit_hash: non-git
            uncommitted_changes: false
            jobs:
                - name: redis
                  version: @J
                  fingerprint: @J
                  sha1: @D
                  packages:
                    - redis
            packages:
                - name: redis
                  version: @R
                  fingerprint: @R
                  sha1: @E
                  dependencies:
                    - tools
                - name: tools
                  version: @T
                  fingerprint: @T
                  sha1: @F
                  dependencies: []
            license:
                version: @L
                fingerprint: @L
                sha1: @M
            """
                .replace("@J", job.fingerprint())
                .replace("@D", job.digests().toString())
                .replace("@R", made.packages().getFirst().fingerprint())
                .replace("@E", made.packages().getFirst().digests().toString())
                .replace("@T", made.packages().getLast().fingerprint())
                .replace("@F", made.packages().getLast().digests().toString())
                .replace("@L", made.license().orElseThrow().fingerprint())
                .replace("@M", made.license().orElseThrow().digests().toString()));
    assertThat(release.root().resolve("dev_releases/redis/index.yml"))
        .hasContent(
            """
            builds:
                00000000-0000-0000-0000-000000000001:
                    version: 0+dev.1
            format-version: "2"
            """);
    assertThat(release.root().resolve(".dev_builds/jobs/redis/index.yml"))
        .hasContent(
            """
            builds:
                @J:
                    version: @J
                    sha1: @D
            format-version: "2"
            """
                .replace("@J", job.fingerprint())
                .replace("@D", job.digests().toString()));
    assertThat(release.root().resolve(".dev_builds/license/index.yml")).exists();
    Path archive = folder.resolve("cache").resolve(job.digests().toString());
    assertThat(Digest.of(Algorithm.SHA256, archive)).hasToString(job.digests().toString());
    Path read = release.root().resolve("dev_releases/redis/redis-0+dev.1.yml");
    assertThat(ManifestReader.read(read)).isEqualTo(made);
  }

  @Test
  void theTarball() throws Exception {
    Path tarball = folder.resolve("redis.tgz");
    create(release, "cache").create(wish(tarball));
    assertThat(Command.of("tar", "-tzf", tarball.toString()).lines())
        .containsExactly(
            "release.MF",
            "jobs/",
            "jobs/redis.tgz",
            "packages/",
            "packages/redis.tgz",
            "packages/tools.tgz",
            "license.tgz",
            "LICENSE",
            "NOTICE");
    Path out = Files.createDirectory(folder.resolve("out"));
    Command.of("tar", "-xzf", tarball.toString(), "-C", out.toString()).run();
    assertThat(Command.of("tar", "-tzf", out.resolve("packages/redis.tgz").toString()).lines())
        .containsExactly("./", "./packaging", "./redis/", "./redis/configure", "./redis/server.c");
    assertThat(Command.of("tar", "-tzf", out.resolve("jobs/redis.tgz").toString()).lines())
        .containsExactly("./", "./job.MF", "./monit", "./templates/", "./templates/ctl.erb");
  }

  @Test
  void isTheSameElsewhereAndAtAnotherTime() throws Exception {
    ReleaseFolder other = filled(folder.resolve("elsewhere/redis-release"));
    other.touch("src/redis/server.c", 12345);
    create(release, "cache").create(wish(folder.resolve("a.tgz")));
    create(other, "another").create(wish(folder.resolve("b.tgz")));
    assertThat(folder.resolve("a.tgz")).hasSameBinaryContentAs(folder.resolve("b.tgz"));
  }

  @Test
  void archivesOnlyWhatHasChanged() throws Exception {
    create(release, "cache").create(wish(null));
    assertThat(outcomes())
        .containsExactly(
            "job redis DONE", "licence DONE", "package redis DONE", "package tools DONE");
    assertThat(create(release, "cache").create(wish(null)).version()).isEqualTo("0+dev.2");
    assertThat(outcomes()).allMatch(o -> o.endsWith("CACHED")).hasSize(4);
    release.file("src/redis/server.c", "int main() { return 1; }\n");
    create(release, "cache").create(wish(null));
    assertThat(outcomes())
        .containsExactly(
            "job redis CACHED", "licence CACHED", "package redis DONE", "package tools CACHED");
  }

  @Test
  void makesAgainWhatTheCacheHasLostOrHasDamaged() throws Exception {
    create(release, "cache").create(wish(folder.resolve("a.tgz")));
    outcomes();
    try (Stream<Path> all = Files.list(folder.resolve("cache"))) {
      List<Path> archives =
          all.filter(p -> !p.getFileName().toString().startsWith(".lock")).sorted().toList();
      Files.delete(archives.getFirst());
      Files.writeString(archives.getLast(), "damaged");
    }
    create(release, "cache")
        .create(
            new CreateRelease.Wish(
                Optional.empty(),
                Optional.of(Version.parse("0+dev.1.1")),
                false,
                true,
                Algorithm.SHA256,
                Optional.of(folder.resolve("b.tgz"))));
    assertThat(outcomes().stream().filter(o -> o.endsWith("DONE"))).hasSize(2);
  }

  @Test
  void runsPrePackaging() throws Exception {
    release.file(
        "packages/redis/pre_packaging",
        "set -e\necho made by $(basename $RELEASE_DIR) > $BUILD_DIR/redis/made\n"
            + "rm redis/configure\n");
    create(release, "cache").create(wish(folder.resolve("a.tgz")));
    Path out = Files.createDirectory(folder.resolve("out"));
    Command.of("tar", "-xzf", folder.resolve("a.tgz").toString(), "-C", out.toString()).run();
    Path tgz = out.resolve("packages/redis.tgz");
    assertThat(Command.of("tar", "-tzf", tgz.toString()).lines())
        .containsExactly("./", "./packaging", "./redis/", "./redis/made", "./redis/server.c");
    assertThat(release.root().resolve("src/redis/configure")).exists();
    release.file("packages/redis/pre_packaging", "echo no luck\nexit 3\n");
    assertThatThrownBy(() -> create(release, "cache").create(wish(null)))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("pre_packaging of package redis failed")
        .hasMessageContaining("no luck");
    assertThat(release.root().resolve("dev_releases/redis/redis-0+dev.2.yml")).doesNotExist();
  }

  @Test
  void saysAllThatIsWrongAtOnce() throws Exception {
    release
        .file(
            "jobs/redis/spec",
            "name: redis\ntemplates: {ctl.erb: bin/ctl, no.erb: x}\npackages: [rediss]\n")
        .onePackage("a", List.of("b"), List.of("none/*"))
        .onePackage("b", List.of("c"), List.of())
        .onePackage("c", List.of("a"), List.of())
        .file("packages/d/spec", "name: d\nfiles: nothing\n");
    assertThatThrownBy(() -> create(release, "cache").create(wish(null)))
        .hasMessageContaining("jobs/redis/spec:2:31: error: there is no templates/no.erb")
        .hasMessageContaining(
            "needs the package `rediss`, which there is not; did you mean `redis`?")
        .hasMessageContaining(
            "packages/a/spec:4:9: error: no file in src or blobs matches `none/*`")
        .hasMessageContaining("in a circle: a → b → c → a")
        .hasMessageContaining("packages/d/spec: error: there is no `packaging` beside it")
        .hasMessageContaining("packages/d/spec:2:8: error: `files` is a single value, not a list");
    assertThat(release.root().resolve("dev_releases")).doesNotExist();
    assertThat(release.root().resolve(".dev_builds")).doesNotExist();
  }

  @Test
  void takesNoChangesThatGitDoesNotHave() throws Exception {
    String root = release.root().toString();
    Command.of("git", "init", "--quiet", root).run();
    assertThatThrownBy(() ->
            create(release, "cache")
                .create(
                    new CreateRelease.Wish(
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        Algorithm.SHA256,
                        Optional.empty())))
        .hasMessageContaining("changes are not committed")
        .hasMessageContaining("?? LICENSE");
    ReleaseManifest forced = create(release, "cache").create(wish(null));
    assertThat(forced.commit()).isEqualTo("empty");
    assertThat(forced.changed()).isTrue();
    Files.writeString(release.root().resolve(".gitignore"), ".dev_builds\ndev_releases\n");
    Command.of("git", "-C", root, "add", "-A").run();
    Command.of(
            "git",
            "-C",
            root,
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "commit",
            "--quiet",
            "-m",
            "all")
        .run();
    ReleaseManifest clean = create(release, "cache").create(wish(null));
    assertThat(clean.changed()).isFalse();
    assertThat(clean.commit())
        .isEqualTo(
            Command.of("git", "-C", root, "rev-parse", "--short", "HEAD").lines().getFirst());
  }

  @Test
  void versionsByTimeAndByHand() throws Exception {
    CreateRelease.Wish stamped =
        new CreateRelease.Wish(
            Optional.of("other"), Optional.empty(), true, true, Algorithm.SHA1, Optional.empty());
    ReleaseManifest made = create(release, "cache").create(stamped);
    assertThat(made.name() + "/" + made.version()).isEqualTo("other/0+dev.1795766400");
    assertThat(made.jobs().getFirst().digests().toString()).hasSize(40);
    assertThatThrownBy(() -> create(release, "cache").create(stamped))
        .hasMessageContaining("has a version 0+dev.1795766400 already");
  }

  @Test
  void oneAtATime() throws Exception {
    List<Throwable> second = new ArrayList<>();
    CreateRelease first =
        new CreateRelease(
            release.directory(),
            new ArchiveCache(folder.resolve("cache")),
            CLOCK,
            UUID::randomUUID,
            event -> second.add(catchThrowable(() -> create(release, "cache").create(wish(null)))));
    assertThat(first.create(wish(null)).version()).isEqualTo("0+dev.1");
    assertThat(second)
        .isNotEmpty()
        .allMatch(e -> e.getMessage().contains("another program makes a release of"));
    assertThat(create(release, "cache").create(wish(null)).version()).isEqualTo("0+dev.2");
  }

  @Test
  void removesWhatWasHalfWrittenWhenItWasKilled() throws Exception {
    create(release, "cache").create(wish(null));
    Path half = release.root().resolve("dev_releases/redis/.new-123");
    Files.writeString(half, "bui");
    create(release, "cache").create(wish(null));
    assertThat(half).doesNotExist();
  }
}
