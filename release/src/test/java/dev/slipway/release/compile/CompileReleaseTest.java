package dev.slipway.release.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Command;
import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.manifest.ManifestReader;
import dev.slipway.release.manifest.ReleaseManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class CompileReleaseTest {
  private static final String INSTALL =
      """
      set -e
      mkdir -p "$BOSH_INSTALL_TARGET/bin"
      echo "$BOSH_PACKAGE_NAME" >"$BOSH_INSTALL_TARGET/bin/name"
      """;
  private static final Stemcell STEMCELL = new Stemcell("debian-bookworm", "1", "d1");

  @TempDir private Path folder;
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private TestRelease release;
  private int runs;

  @BeforeEach
  void begin() throws Exception {
    release = new TestRelease(folder.resolve("source"));
    Files.createDirectories(folder.resolve("shared"));
  }

  private CompiledRelease compile(Path tarball) throws Exception {
    return compile(tarball, STEMCELL);
  }

  private CompiledRelease compile(Path tarball, Stemcell stemcell) throws Exception {
    return new CompileRelease(
            new HostWorkshop(stemcell, folder.resolve("shared")),
            cache(),
            Files.createDirectory(folder.resolve("work" + ++runs)),
            clock,
            events::add)
        .compile(tarball, 2);
  }

  private CompiledCache cache() {
    return new CompiledCache(folder.resolve("cache"), Long.MAX_VALUE, clock);
  }

  private byte[] written(CompiledRelease compiled) throws IOException {
    Path file = folder.resolve("compiled-" + runs + ".tgz");
    compiled.write(file);
    return Files.readAllBytes(file);
  }

  /** What a compiled package's archive has: name → mode, and a link's target or a file's text. */
  private static Map<String, String> content(CompiledRelease compiled, String name)
      throws IOException {
    ReleaseManifest.CompiledBuild build =
        compiled.manifest().compiled().stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElseThrow();
    Map<String, String> found = new TreeMap<>();
    TgzReader.read(
        compiled.archives().get(build.digests().toString()),
        name,
        TgzReader.Limits.OF_A_RELEASE,
        (entry, in) -> {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          found.put(entry.name(), "%o %s%s".formatted(entry.mode(), entry.target(), text));
          return true;
        });
    return found;
  }

  private List<String> order() {
    return events.stream().filter(Event.Started.class::isInstance).map(Event::step).toList();
  }

  @Test
  void aPackageIsCompiledAfterThoseItNeedsAndSeesOnlyThoseItNames() throws Exception {
    String look = INSTALL + "ls \"$ROOT/var/vcap/packages\" >\"$BOSH_INSTALL_TARGET/seen\"\n";
    Path tarball =
        release
            .add("app", look + "cat \"$ROOT\"/var/vcap/data/packages/lib/*/bin/name\n", "lib")
            .add("lib", look, "base")
            .add("base", look)
            .write();
    CompiledRelease compiled = compile(tarball);
    assertThat(order()).containsExactly("package base", "package lib", "package app");
    // A director gives its agent direct dependencies only.
    assertThat(content(compiled, "app")).containsEntry("seen", "644 app\nlib\n");
    assertThat(content(compiled, "lib")).containsEntry("seen", "644 base\nlib\n");
    assertThat(events).contains(new Event.Output("package app", "lib"));
    assertThat(compiled.compiled()).containsExactly("app", "lib", "base");
  }

  @Test
  void theResultIsACompiledReleaseWithAllElseKept() throws Exception {
    ReleaseManifest source = release.add("a", INSTALL).add("b", INSTALL, "a").manifest();
    CompiledRelease compiled = compile(release.write(source));
    assertThat(compiled.fileName()).isEqualTo("test-1-debian-bookworm-1.tgz");
    Map<String, byte[]> files = new TreeMap<>();
    compiled.write(folder.resolve("out.tgz"));
    TgzReader.read(
        folder.resolve("out.tgz"),
        "out",
        TgzReader.Limits.OF_A_RELEASE,
        (entry, in) -> {
          files.put(entry.name(), in.readAllBytes());
          return true;
        });
    assertThat(files.keySet())
        .containsExactly(
            "LICENSE",
            "compiled_packages",
            "compiled_packages/a.tgz",
            "compiled_packages/b.tgz",
            "jobs",
            "jobs/one.tgz",
            "license.tgz",
            "release.MF");
    ReleaseManifest read = ManifestReader.read(files.get("release.MF"), "release.MF");
    assertThat(read.jobs()).isEqualTo(source.jobs());
    assertThat(read.license()).isEqualTo(source.license());
    assertThat(read.packages()).isEmpty();
    assertThat(read.commit()).isEqualTo("abcdef0");
    assertThat(read.compiled())
        .extracting(c -> c.name() + " " + c.stemcell() + " " + c.dependencies())
        .containsExactly("a debian-bookworm/1 []", "b debian-bookworm/1 [a]");
    assertThat(read.compiled().getFirst().fingerprint())
        .isEqualTo(source.packages().getFirst().fingerprint());
  }

  @Test
  void packagesThatDoNotNeedEachOtherAreCompiledSideBySide() throws Exception {
    String meet = "touch \"$SHARED/%s\"\nuntil [ -e \"$SHARED/%s\" ]; do sleep 0.02; done\n";
    Path tarball =
        release
            .add("one", INSTALL + meet.formatted("one", "two"))
            .add("two", INSTALL + meet.formatted("two", "one"))
            .write();
    assertThat(compile(tarball).compiled()).containsExactly("one", "two");
  }

  @Test
  void aSecondRunCompilesNothingAndMakesTheSameBytes() throws Exception {
    Path tarball = release.add("a", INSTALL).add("b", INSTALL, "a").write();
    byte[] first = written(compile(tarball));
    events.clear();
    CompiledRelease again = compile(tarball);
    assertThat(again.compiled()).isEmpty();
    assertThat(again.cached()).containsExactly("a", "b");
    assertThat(order()).isEmpty();
    assertThat(written(again)).isEqualTo(first);
  }

  @Test
  void whatADependencyIsMadeOfCounts() throws Exception {
    compile(release.add("a", INSTALL).add("b", INSTALL, "a").add("c", INSTALL).write());
    TestRelease changed = new TestRelease(folder.resolve("changed"));
    Path tarball =
        changed.add("a", INSTALL + "# other\n").add("b", INSTALL, "a").add("c", INSTALL).write();
    assertThat(compile(tarball).compiled()).containsExactly("a", "b");
    assertThat(compile(tarball, new Stemcell("debian-bookworm", "1", "d2")).compiled())
        .containsExactly("a", "b", "c");
  }

  @Test
  void theSameOutputsMakeTheSameBytesWhenAndHoweverOftenTheyAreMade() throws Exception {
    String packaging =
        """
        set -e
        cd "$BOSH_INSTALL_TARGET"
        mkdir -m 0750 private
        echo secret >private/key
        chmod 0600 private/key
        ln -s /var/vcap/packages/a/private/key key
        ln -s ../nowhere dangling
        echo '#!/bin/sh' >run
        chmod 0755 run
        touch "--date=@$RANDOM" run private
        """;
    Path tarball = release.add("a", packaging).write();
    CompiledRelease first = compile(tarball);
    byte[] bytes = written(first);
    Command.of("rm", "-r", folder.resolve("cache").toString()).run();
    CompiledRelease second = compile(tarball);
    assertThat(second.compiled()).containsExactly("a");
    assertThat(written(second)).isEqualTo(bytes);
    assertThat(content(second, "a"))
        .containsEntry("private", "750 ")
        .containsEntry("private/key", "600 secret\n")
        .containsEntry("key", "777 /var/vcap/packages/a/private/key")
        .containsEntry("dangling", "777 ../nowhere")
        .containsEntry("run", "755 #!/bin/sh\n");
  }

  @Test
  void aScriptThatFailsIsShownWithItsLastLinesAndLeavesNothing() throws Exception {
    Path tarball =
        release
            .add("good", INSTALL)
            .add("bad", "set -e\necho 'configure: no zlib' >&2\nfalse\n", "good")
            .add("never", INSTALL, "bad")
            .write();
    assertThatThrownBy(() -> compile(tarball))
        .isInstanceOf(ReleaseException.class)
        .hasMessageStartingWith("packaging of package bad ended with status 1:")
        .hasMessageContaining("configure: no zlib")
        .hasMessageContaining("+ false");
    assertThat(order()).containsExactly("package good", "package bad");
    assertThat(events).filteredOn(Event.Failed.class::isInstance).hasSize(1);
    assertThat(entries()).hasSize(1);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> list = Files.list(folder.resolve("cache"))) {
      return list.toList();
    }
  }

  @Test
  void oneFailureEndsWhatRunsBesides() throws Exception {
    Path tarball =
        release
            .add("endless", "touch \"$SHARED/begun\"\nsleep 1000\n")
            .add("bad", "until [ -e \"$SHARED/begun\" ]; do sleep 0.02; done\nexit 3\n")
            .write();
    assertThatThrownBy(() -> compile(tarball)).hasMessageContaining("package bad ended with");
    assertThat(events)
        .filteredOn(Event.Failed.class::isInstance)
        .extracting(Event::step)
        .containsExactly("package bad");
  }

  @Test
  void linksOutOfAPackageAreKeptAndNotFollowed() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path tarball =
        release
            .add(
                "a",
                tgz -> {
                  tgz.link("./etc", outside.toString());
                  tgz.link("./up", "../../../../../../outside");
                  tgz.file("./packaging", "cp -d etc up \"$BOSH_INSTALL_TARGET\"\n");
                })
            .write();
    assertThat(content(compile(tarball), "a"))
        .containsEntry("etc", "777 " + outside)
        .containsEntry("up", "777 ../../../../../../outside");
    Path through =
        new TestRelease(folder.resolve("through"))
            .add(
                "a",
                tgz -> {
                  tgz.link("./etc", outside.toString());
                  tgz.file("./etc/file", "harm");
                })
            .write();
    assertThatThrownBy(() -> compile(through)).hasMessageContaining("which is no folder");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void noFileOfAPackageIsNewerThanAnother() throws Exception {
    String look =
        """
        stat -c %Y "$ROOT"/var/vcap/data/packages/base/*/name packaging \\
            >"$BOSH_INSTALL_TARGET/times"
        """;
    Path tarball =
        release
            .add("base", "echo base >\"$BOSH_INSTALL_TARGET/name\"\n")
            .add("app", look, "base")
            .write();
    assertThat(content(compile(tarball), "app"))
        .containsEntry("times", "644 315532800\n315532800\n");
  }

  @Test
  void aLinkInPlaceOfTheInstalledFolderIsNotFollowed() throws Exception {
    Path secret = Files.createDirectories(folder.resolve("secret/a"));
    Files.writeString(secret.resolve("key"), "secret");
    Path tarball =
        release
            .add(
                "a",
                "rm -r \"$ROOT/var/vcap/data/packages\"\nln -s '%s' \"$ROOT/var/vcap/data/packages\"\n"
                    .formatted(secret.getParent()))
            .write();
    assertThatThrownBy(() -> compile(tarball))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("/var/vcap/data/packages away");
  }

  @Test
  void pipesAreNoPartOfAPackage() throws Exception {
    Path tarball = release.add("a", "mkfifo \"$BOSH_INSTALL_TARGET/pipe\"\n").write();
    assertThatThrownBy(() -> compile(tarball))
        .hasMessageContaining("the compiled package a has ./pipe, which is neither a file");
  }

  @Test
  void circlesAndMissingPackagesAreNamedBeforeAnythingIsCompiled() throws Exception {
    Path circle =
        release.add("a", INSTALL, "b").add("b", INSTALL, "c").add("c", INSTALL, "b").write();
    assertThatThrownBy(() -> compile(circle)).hasMessageContaining("b → c → b");
    Path missing = new TestRelease(folder.resolve("missing")).add("a", INSTALL, "zlib").write();
    assertThatThrownBy(() -> compile(missing))
        .hasMessage("package a needs the package zlib, which the release does not have");
    assertThat(order()).isEmpty();
  }

  @Test
  void anotherPartThanTheManifestNamesIsRefused() throws Exception {
    ReleaseManifest manifest = release.add("a", INSTALL).manifest();
    Files.copy(
        folder.resolve("source/job.tgz"),
        folder.resolve("source/a.tgz"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Path tarball = release.write(manifest);
    assertThatThrownBy(() -> compile(tarball))
        .isInstanceOf(ReleaseException.class)
        .hasMessageStartingWith("packages/a.tgz of test.tgz has the checksum");
    assertThat(order()).isEmpty();
  }

  @Test
  void aCompiledReleaseIsToldFromOneWithSources() throws Exception {
    CompiledRelease compiled = compile(release.add("a", INSTALL).write());
    Path file = folder.resolve("compiled.tgz");
    compiled.write(file);
    assertThatThrownBy(() -> compile(file))
        .hasMessageContaining("compiled.tgz is compiled already, on debian-bookworm/1");
  }

  @Test
  void aDamagedEntryIsCompiledAgain() throws Exception {
    Path tarball = release.add("a", INSTALL).write();
    byte[] first = written(compile(tarball));
    try (Stream<Path> files = Files.list(entries().getFirst())) {
      Files.writeString(files.findFirst().orElseThrow(), "rot");
    }
    CompiledRelease again = compile(tarball);
    assertThat(again.compiled()).containsExactly("a");
    assertThat(written(again)).isEqualTo(first);
    assertThat(compile(tarball).cached()).containsExactly("a");
  }

  @Test
  void theFirstOfTwoThatMakeTheSameWins() throws Exception {
    Path one = Files.writeString(folder.resolve("one"), "one");
    Path two = Files.writeString(folder.resolve("two"), "two");
    assertThat(cache().keep("key", one, folder.resolve("aside1"))).isEqualTo(one);
    Path kept = cache().keep("key", two, folder.resolve("aside2"));
    assertThat(kept).hasContent("one");
    assertThat(cache().find("key", folder.resolve("found"))).get().isNotNull();
    assertThat(folder.resolve("found")).hasContent("one");
  }

  @Test
  void whatWasNotUsedForTheLongestTimeGoesFirst() throws Exception {
    Path one = Files.writeString(folder.resolve("one"), "one");
    Path two = Files.writeString(folder.resolve("two"), "two");
    cache().keep("one", one, folder.resolve("aside1"));
    cache().keep("two", two, folder.resolve("aside2"));
    InstantSource later = InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z"));
    CompiledCache small = new CompiledCache(folder.resolve("cache"), 3, later);
    assertThat(small.find("one", folder.resolve("used"))).isPresent();
    small.prune();
    assertThat(small.find("two", folder.resolve("gone"))).isEmpty();
    assertThat(small.find("one", folder.resolve("there"))).isPresent();
  }
}
