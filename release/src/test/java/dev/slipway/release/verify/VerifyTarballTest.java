package dev.slipway.release.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Diagnostic;
import dev.slipway.process.Command;
import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.archive.Unpacking;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyTarballTest {
  @TempDir private Path folder;

  private List<String> found(Path tarball) throws Exception {
    List<Path> before = files();
    List<String> found =
        new VerifyTarball(TemplateCheck.NONE)
            .verify(tarball).found().stream().map(Diagnostic::toString).toList();
    assertThat(files()).isEqualTo(before);
    return found;
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }

  /** A release of one package, whose archive is made by hand. */
  private Path withPackage(Path archive) throws Exception {
    Digest digest = Digest.of(Algorithm.SHA256, archive);
    Path file = folder.resolve("bad.tgz");
    try (Tar tar = new Tar(file)) {
      tar.file("release.MF", manifest("packages", "x", digest.toString()));
      tar.file("packages/x.tgz", Files.readAllBytes(archive));
    }
    return file;
  }

  private static String manifest(String kind, String name, String digest) {
    return """
    name: bad
    version: "1"
    commit_hash: abc
    uncommitted_changes: false
    %s:
    - name: %s
      version: abc
      fingerprint: abc
      sha1: %s
    """
        .formatted(kind, name, digest);
  }

  private Path archive() {
    return folder.resolve("x.tgz");
  }

  @Test
  void nothingIsWrongWithWhatCreateMade() throws Exception {
    assertThat(found(SampleRelease.in(folder.resolve("r")).tarball("1"))).isEmpty();
  }

  @Test
  void aTarballAsTheRealClientLaysItOutIsRead() throws Exception {
    Path ours = SampleRelease.in(folder.resolve("r")).tarball("1");
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    Unpacking.unpack(ours, unpacked, "it", TgzReader.Limits.OF_A_RELEASE);
    Path theirs = folder.resolve("theirs.tgz");
    Command.of("tar", "-C", unpacked.toString(), "-czf", theirs.toString(), ".").run();
    assertThat(found(theirs)).isEmpty();
  }

  @Test
  void templatesAreLookedInto() throws Exception {
    SampleRelease sample = SampleRelease.in(folder.resolve("r"));
    sample.write("jobs/redis/templates/redis.conf.erb", "\n<%= p('prot') %>");
    assertThat(found(sample.tarball("1")))
        .anyMatch(d ->
            d.startsWith("redis-1.tgz/jobs/redis.tgz/templates/redis.conf.erb:2:5: error")
                && d.contains("did you mean `port`?"));
  }

  @Test
  void namesThatLeadOutAreRefused() throws Exception {
    for (String name : List.of("../x", "/etc/x", "a/../../x")) {
      Path file = folder.resolve("out.tgz");
      try (Tar tar = new Tar(file)) {
        tar.file(name, "x");
      }
      assertThat(found(file)).as(name).singleElement().asString().contains("leads out of it");
      try (Tar tar = new Tar(archive())) {
        tar.file("packaging", "").file(name, "x");
      }
      assertThat(found(withPackage(archive())))
          .as(name)
          .singleElement()
          .asString()
          .contains("bad.tgz/packages/x.tgz")
          .contains("leads out of it");
    }
  }

  @Test
  void linksThatLeadOutAndWhatIsBelowLinksAreRefused() throws Exception {
    for (String target : List.of("/etc", "..", "a/../../b")) {
      try (Tar tar = new Tar(archive())) {
        tar.file("packaging", "").link("l", target);
      }
      assertThat(found(withPackage(archive())))
          .as(target)
          .anyMatch(d -> d.contains("the link `l`"));
    }
    try (Tar tar = new Tar(archive())) {
      tar.file("packaging", "").link("d/l", "../e").file("d/l/x", "");
    }
    assertThat(found(withPackage(archive()))).anyMatch(d -> d.contains("files below `d/l`"));
  }

  @Test
  void duplicatesAreRefused() throws Exception {
    Path file = folder.resolve("twice.tgz");
    try (Tar tar = new Tar(file)) {
      tar.file("release.MF", manifest("jobs", "x", "a".repeat(40)));
      tar.file("./release.MF", manifest("jobs", "y", "a".repeat(40)));
    }
    assertThat(found(file)).anyMatch(d -> d.contains("`release.MF` twice"));
  }

  @Test
  @Tag("slow")
  void bombsAreRefused() throws Exception {
    try (Tar tar = new Tar(archive())) {
      tar.file("packaging", "").zeros("x", 1400);
    }
    assertThat(Files.size(archive())).isLessThan(2 << 20);
    assertThat(found(withPackage(archive()))).anyMatch(d -> d.contains("when it is unpacked"));
  }

  @Test
  void whatIsCutOffOrChangedIsRefused() throws Exception {
    Path good = SampleRelease.in(folder.resolve("r")).tarball("1");
    byte[] bytes = Files.readAllBytes(good);
    for (int length : new int[] {0, 5, 300, bytes.length / 2}) {
      Files.write(archive(), Arrays.copyOf(bytes, length));
      assertThat(found(archive())).as("%d bytes", length).anyMatch(d -> d.contains("error"));
    }
    try (Tar tar = new Tar(archive())) {
      tar.file("packaging", "");
    }
    Path file = folder.resolve("bad.tgz");
    try (Tar tar = new Tar(file)) {
      tar.file("release.MF", manifest("packages", "x", "sha256:" + "a".repeat(64)));
      tar.file("packages/x.tgz", Files.readAllBytes(archive()));
    }
    assertThat(found(file)).singleElement().asString().contains("has the checksum sha256:");
  }

  @Test
  void whatIsMissingAndWhatIsTooMuchIsNamed() throws Exception {
    Path file = folder.resolve("bad.tgz");
    try (Tar tar = new Tar(file)) {
      tar.file("release.MF", manifest("jobs", "x", "a".repeat(40)) + "  packages: [gone]\n");
      tar.file("jobs/y.tgz", "");
    }
    assertThat(found(file))
        .anyMatch(d -> d.contains("bad.tgz: error: has no jobs/x.tgz"))
        .anyMatch(d -> d.contains("bad.tgz/jobs/y.tgz: warning"))
        .anyMatch(d -> d.contains("bad.tgz/release.MF: error: job x needs the package `gone`"));
    try (Tar tar = new Tar(file)) {
      tar.file("x", "");
    }
    assertThat(found(file)).anyMatch(d -> d.contains("has no release.MF"));
  }

  @Test
  void wrongKindsOfYamlAndBombsOfItAreRefused() throws Exception {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
    }
    for (String text :
        List.of(
            bomb.toString(),
            "[]",
            "x",
            "",
            "name: {}\nversion: 1\njobs: x\n",
            "name: a\nversion: 1\njobs: [[[]]]\n",
            "name: ../a\nversion: 1\n",
            "name: a\nversion: 1/../..\n",
            "!!javax.script.ScriptEngineManager [x]",
            "a: ".repeat(5000),
            "[".repeat(100_000),
            manifest("jobs", "../x", "a".repeat(40)),
            manifest("jobs", "x", "sha256:short"))) {
      Path file = folder.resolve("yaml.tgz");
      try (Tar tar = new Tar(file)) {
        tar.file("release.MF", text);
      }
      assertThat(found(file))
          .as(text.substring(0, Math.min(40, text.length())))
          .isNotEmpty()
          .allMatch(d -> d.contains("yaml.tgz/release.MF"))
          .anyMatch(d -> d.contains("error"));
    }
  }

  @Test
  void aCircleIsShownAsOneHoweverLongItIs() throws Exception {
    StringBuilder text = new StringBuilder("name: a\nversion: 1\npackages:\n");
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      text.append(
          "- {name: p%d, version: a, sha1: %s, dependencies: [p%d]}\n"
              .formatted(i, "a".repeat(40), (i + 1) % count));
    }
    Path file = folder.resolve("circle.tgz");
    try (Tar tar = new Tar(file)) {
      tar.file("release.MF", text.toString());
    }
    assertThat(found(file)).anyMatch(d -> d.contains("p0 → p1 → ") && d.contains("→ p19999 → p0"));
  }

  @Test
  void aJobThatIsAnotherOneIsRefused() throws Exception {
    try (Tar tar = new Tar(archive())) {
      tar.file("job.MF", "name: y\ntemplates: {a.erb: bin/a}\n");
    }
    Path file = folder.resolve("bad.tgz");
    try (Tar tar = new Tar(file)) {
      tar.file(
          "release.MF", manifest("jobs", "x", Digest.of(Algorithm.SHA256, archive()).toString()));
      tar.file("jobs/x.tgz", Files.readAllBytes(archive()));
    }
    assertThat(found(file))
        .anyMatch(d -> d.contains("jobs/x.tgz/job.MF: error: is of the job `y`"))
        .anyMatch(d -> d.contains("job.MF:2:13: error: there is no templates/a.erb"))
        .anyMatch(d -> d.contains("there is no monit file"));
  }
}
