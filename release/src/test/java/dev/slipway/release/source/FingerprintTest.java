package dev.slipway.release.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.source.Problems;
import dev.slipway.process.Command;
import dev.slipway.release.ReleaseFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside a second program that was written from the description of BOSH's own. */
class FingerprintTest {
  @TempDir Path folder;
  private ReleaseFolder release;

  @BeforeEach
  void release() throws Exception {
    release = new ReleaseFolder(folder.resolve("r-release"));
  }

  private String oracle(String what, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("python3"));
    line.add(Path.of(getClass().getResource("fingerprint.py").toURI()).toString());
    line.addAll(List.of(what, release.root().toString()));
    line.addAll(Arrays.asList(arguments));
    return Command.of(line).lines().getFirst();
  }

  private PackageSource read(String name) throws Exception {
    Problems problems = new Problems("spec");
    var one =
        PackageSource.read(
            release.directory(), release.directory().packages().resolve(name), problems);
    assertThat(problems.list()).isEmpty();
    return one.orElseThrow();
  }

  private JobSource readJob(String name) {
    Problems problems = new Problems("spec");
    var one = JobSource.read(release.directory().jobs().resolve(name), problems);
    assertThat(problems.list()).isEmpty();
    return one.orElseThrow();
  }

  @Test
  void ofNothingButItsPackaging() throws Exception {
    release.onePackage("empty", List.of(), List.of());
    // printf 'v2packagingsha256:%s' "$(sha256sum <packaging)" | sha256sum
    assertThat(read("empty").fingerprint())
        .isEqualTo(oracle("package", "empty", "--"))
        .isEqualTo("1d158bdf6b3dcccbc925483eca0ad95966c231a7fef806e7a822f4c02681b66f");
  }

  @Test
  void ofLinksDotsModesAndDependencies() throws Exception {
    release
        .file("src/app/.hidden", "dot")
        .file("src/app/deep/er/file.txt", "deep")
        .file("src/app/Ünï code", "ü")
        .script("src/app/run", "#!/bin/sh\n")
        .link("src/app/current", "deep/er")
        .link("src/app/dangling", "nowhere")
        .file("blobs/app/large.tgz", "blob")
        .file("blobs/app/run", "src goes before blobs")
        .onePackage("app", List.of("zlib", "a-tool"), List.of("app/**/*"));
    release.file("packages/app/pre_packaging", "echo hello\n");
    assertThat(read("app").fingerprint())
        .isEqualTo(
            oracle(
                "package",
                "app",
                "zlib",
                "a-tool",
                "--",
                "app/.hidden",
                "app/deep/er/file.txt",
                "app/Ünï code",
                "app/run",
                "app/current",
                "app/dangling",
                "app/large.tgz"));
  }

  @Test
  void withoutExcludedFiles() throws Exception {
    release.file("src/app/a.c", "a").file("src/app/a_test.c", "t").file("src/app/x/b_test.c", "t");
    release.onePackage("app", List.of(), List.of("app/**/*"));
    release.file(
        "packages/app/spec",
        "name: app\nfiles: [app/**/*]\nexcluded_files: [\"app/**/*_test.c\"]\n");
    assertThat(read("app").fingerprint()).isEqualTo(oracle("package", "app", "--", "app/a.c"));
  }

  @Test
  void ofAVendoredPackageIsWrittenDown() throws Exception {
    release.file("packages/go/spec.lock", "name: go\nfingerprint: abc123\ndependencies: [x]\n");
    assertThat(read("go").fingerprint()).isEqualTo("abc123");
  }

  @Test
  void ofAJob() throws Exception {
    release
        .file("jobs/web/spec", "name: web\ntemplates:\n  ctl.erb: bin/ctl\n  sub/x.erb: config/x\n")
        .file("jobs/web/monit", "check process web\n")
        .file("jobs/web/properties_schema.json", "{}")
        .script("jobs/web/templates/ctl.erb", "<%= p('x') %>")
        .file("shared/x.erb", "shared")
        .link("jobs/web/templates/sub/x.erb", "../../../../shared/x.erb")
        .file("jobs/web/templates/unused.erb", "not listed");
    assertThat(readJob("web").fingerprint())
        .isEqualTo(oracle("job", "web", "--", "ctl.erb", "sub/x.erb"));
  }

  @Test
  void ofTheLicence() throws Exception {
    release.file("LICENSE", "free").file("NOTICE.txt", "notice").script("LICENSE.md", "more");
    List<SourceFile> files = LicenseSource.read(release.directory());
    assertThat(Fingerprint.of(files, List.of())).isEqualTo(oracle("licence"));
  }

  @Test
  void doesNotSeeTimesAndOtherBitsOfModes() throws Exception {
    release.file("src/app/a", "a").onePackage("app", List.of(), List.of("app/*"));
    String before = read("app").fingerprint();
    release.touch("src/app/a", 5);
    Path file = release.root().resolve("src/app/a");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(read("app").fingerprint()).isEqualTo(before);
    release.script("src/app/a", "a");
    assertThat(read("app").fingerprint()).isNotEqualTo(before);
  }
}
