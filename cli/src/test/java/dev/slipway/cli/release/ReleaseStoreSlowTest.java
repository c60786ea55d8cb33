package dev.slipway.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release's way through verify, create and the store. */
@Tag("slow")
final class ReleaseStoreSlowTest {
  @TempDir private Path folder;

  @BeforeEach
  void make() throws IOException {
    write("config/final.yml", "name: redis\n");
    write("src/redis/a.c", "");
    write("packages/redis/spec", "name: redis\nfiles: [redis/*]\n");
    write("packages/redis/packaging", "set -e\n");
    write(
        "jobs/redis/spec",
        "name: redis\ntemplates: {ctl: bin/ctl}\npackages: [redis]\nproperties: {port: {}}\n");
    write("jobs/redis/monit", "check process redis\n  group vcap\n");
    write("jobs/redis/templates/ctl", "#!/bin/bash -e\nredis <%= p('port') %>\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String ok(String... arguments) {
    Invocation run = Invocation.of(folder, arguments);
    assertThat(run.status()).as(String.join(" ", arguments) + ": " + run.err()).isZero();
    return run.out();
  }

  @Test
  void errorsStopCreateAndWarningsAreShown() throws IOException {
    assertThat(ok("release", "verify")).endsWith(": nothing is wrong\n");
    write("packages/redis/packaging", "make\n");
    Invocation run = Invocation.of(folder, "release", "verify");
    assertThat(run.status()).isZero();
    assertThat(run.err()).startsWith("packages/redis/packaging: warning: ");
    assertThat(run.out()).endsWith(": 0 errors, 1 warning\n");
    assertThat(Invocation.of(folder, "release", "verify", "--strict").status()).isEqualTo(1);
    assertThat(Invocation.of(folder, "release", "create", "--force").err()).contains("warning: ");
    write("jobs/redis/templates/ctl", "#!/bin/bash -e\nredis <%= p('prot') %>\n");
    Invocation json = Invocation.of(folder, "release", "verify", "--json", ".");
    assertThat(json.status()).isEqualTo(1);
    assertThat(json.out())
        .contains("\"file\" : \"jobs/redis/templates/ctl\"")
        .contains("\"line\" : 2")
        .contains("\"severity\" : \"error\"");
    Invocation create = Invocation.of(folder, "release", "create", "--force");
    assertThat(create.status()).isEqualTo(1);
    assertThat(create.err()).contains("jobs/redis/templates/ctl:2:11: error: ");
    ok("release", "create", "--force", "--no-verify");
  }

  @Test
  void aReleaseGoesInAndComesOut() throws IOException {
    ok("release", "create", "--force", "--tarball", "redis.tgz");
    assertThat(ok("release", "verify", "redis.tgz")).isEqualTo("redis.tgz: nothing is wrong\n");
    assertThat(ok("release", "upload", "redis.tgz"))
        .isEqualTo("redis/0+dev.1: stored, 2 new, 0 there already\n");
    assertThat(ok("release", "upload", "."))
        .isEqualTo("redis/0+dev.1 is there already, with the same contents\n");
    assertThat(ok("release", "upload", "dev_releases/redis/redis-0+dev.1.yml", "--rebase"))
        .startsWith("nothing changed: redis/0+dev.1, the newest, has the same");
    assertThat(ok("release", "list")).contains("redis/0+dev.1").contains("non-git");
    assertThat(ok("release", "list", "--json")).contains("\"job_names\" : [ \"redis\" ]");
    assertThat(ok("release", "show", "redis")).contains("package redis").contains("job redis");
    assertThat(ok("release", "show", "redis", "--json")).contains("\"consumes\" : [ ]");
    assertThat(ok("release", "download", "redis/0+dev.1", "-o", "back.tgz"))
        .isEqualTo("back.tgz\n");
    assertThat(folder.resolve("back.tgz")).hasSameBinaryContentAs(folder.resolve("redis.tgz"));
    assertThat(ok("release", "export", "redis", "--job", "redis", "-o", "part.tgz"))
        .isEqualTo("part.tgz\n");
    assertThat(ok("release", "remove", "redis/0+dev.1")).isEqualTo("removed redis/0+dev.1\n");
    Invocation gone = Invocation.of(folder, "release", "show", "redis");
    assertThat(gone.status()).isEqualTo(1);
    assertThat(gone.err()).isEqualTo("slipway: the store has no release redis\n");
  }
}
