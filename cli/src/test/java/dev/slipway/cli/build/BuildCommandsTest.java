package dev.slipway.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logging in, and what is asked of builds that are over. */
@Tag("slow")
final class BuildCommandsTest extends WithService {
  @Test
  void theTokenIsKeptForItsOwnerOnly() throws Exception {
    Path credentials = home.resolve(".config/slipway/credentials");
    assertThat(Files.readString(credentials)).startsWith(service.url() + " ");
    assertThat(Files.getPosixFilePermissions(credentials)).hasSize(2);
    assertThat(Files.readString(credentials)).doesNotContain(service.password());
    Files.setPosixFilePermissions(
        credentials, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    try {
      Invocation run = slipway("build", "list");
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("can be read by others; run: chmod 600");
    } finally {
      Files.setPosixFilePermissions(
          credentials, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void fromSubmittingToDownloading() throws Exception {
    Path definition = definition("good", "[amd64]");
    Invocation run = slipway("build", "submit", "-f", definition.toString());
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("of good_v1.amd64 is in the queue; " + service.url() + "/builds/")
        .contains("install: cached")
        .contains("disk: done in 1.5 s")
        .contains("good_v1.amd64 succeeded")
        .contains("slipway.lock says which packages these are");
    assertThat(definition.resolve("slipway.lock"))
        .content()
        .contains("slipway-lock 1\n", "architecture amd64\n");
    String id = run.err().replaceFirst("(?s).*build (\\d+) of good.*", "$1");

    Path images = folder.resolve("images");
    Files.createDirectories(images);
    byte[] half = new byte[QuickTask.DISK / 2];
    half[0] = 1;
    Files.write(images.resolve("good_v1.amd64.raw.part"), half);
    Invocation download = slipway("build", "download", id, "-o", images.toString());
    assertThat(download.status()).as(download.err()).isZero();
    assertThat(download.out().lines()).hasSize(3);
    assertThat(Files.size(images.resolve("good_v1.amd64.raw"))).isEqualTo(QuickTask.DISK);
    assertThat(images.resolve("good_v1.amd64.raw.part")).doesNotExist();
    assertThat(slipway("build", "download", id, "-o", images.toString()).err())
        .contains("good_v1.amd64.raw: cached");

    Invocation show = slipway("build", "show", id);
    assertThat(show.out())
        .contains("succeeded", "good_v1.amd64.raw", "install", "cached", "upload");
    assertThat(show.out().lines()).allMatch(l -> l.length() <= 80);
    assertThat(slipway("build", "list", "--name", "good").out())
        .containsPattern("(?m)^" + id + " +good_v1.amd64 +succeeded +admin ");
    assertThat(slipway("build", "logs", id).out())
        .contains("install: Setting up bash (5.2)\n", "build " + id + " succeeded");
    assertThat(slipway("build", "logs", "-f", "--step", "install", id).out())
        .isEqualTo("Setting up bash (5.2)\nrelease none\n");
    assertThat(slipway("build", "keep", id).out()).isEqualTo("build " + id + " is kept\n");
    assertThat(slipway("build", "show", id).out()).contains("succeeded, kept");
    assertThat(slipway("build", "keep", "--undo", id).status()).isZero();
  }

  @Test
  @Tag("long")
  void holesOfADiskTakeRoomNowhere() throws Exception {
    String id = submitted("huge", "[amd64]");
    assertThat(slipway("build", "logs", "-f", id).status()).isZero();
    Path kept = service.storage().resolve("builds/" + id + "/1/huge_v1.amd64.raw");
    assertThat(Files.size(kept)).isEqualTo(QuickTask.HUGE);
    assertThat(room(kept)).isLessThan(1 << 20);
    // What an earlier one has left is gone on with, here within a block.
    Path part = folder.resolve("huge_v1.amd64.raw.part");
    Files.write(part, new byte[] {1, 0, 0});
    Invocation run = slipway("build", "download", id, "raw", "-o", folder.toString());
    assertThat(run.status()).as(run.err()).isZero();
    Path file = folder.resolve("huge_v1.amd64.raw");
    assertThat(room(file)).isLessThan(1 << 20);
  }

  /** How many bytes a file takes on the disk. */
  private static long room(Path file) throws Exception {
    return Long.parseLong(Command.of("stat", "-c", "%b", file.toString()).lines().getFirst()) * 512;
  }

  @Test
  void damageOnTheWayIsNoticed() throws Exception {
    String id = submitted("good", "[amd64]");
    assertThat(slipway("build", "logs", "-f", id).status()).isZero();
    Path part = folder.resolve("good_v1.amd64.raw.part");
    Files.write(part, new byte[100]);
    Invocation run = slipway("build", "download", id, "raw", "-o", folder.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("has come, but not as it was built; download it again");
    assertThat(part).doesNotExist();
    assertThat(slipway("build", "download", id, "raw", "-o", folder.toString()).status()).isZero();
    Invocation other = slipway("build", "download", id, "rwa", "-o", folder.toString());
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains("has no file `rwa`; did you mean `raw`?");
  }

  @Test
  void comparingSaysWhatDiffers() throws Exception {
    String one = submitted("good", "[amd64]");
    String two = submitted("good", "[amd64]");
    slipway("build", "logs", "-f", one);
    slipway("build", "logs", "-f", two);
    Invocation run = slipway("build", "compare", one, two);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Packages: 0 added, 0 removed, 1 changed, 0 the same")
        .contains("~ bash 5." + one + " -> 5." + two)
        .contains("raw");
  }

  @Test
  void workersAreListed() {
    assertThat(slipway("build", "workers").out())
        .containsPattern("test-worker +amd64 arm64 +ready +./2 ");
  }

  @Test
  void jsonIsTheApisOwn() throws Exception {
    String id = submitted("good", "[amd64]");
    slipway("build", "logs", "-f", id);
    JsonMapper json = new JsonMapper();
    JsonNode show = json.readTree(slipway("build", "show", "--json", id).out());
    assertThat(show.path("build").path("state").asString()).isEqualTo("succeeded");
    assertThat(show.path("artifacts")).hasSize(3);
    assertThat(json.readTree(slipway("build", "list", "--json").out()).path("builds")).isNotEmpty();
    assertThat(json.readTree(slipway("build", "workers", "--json").out()).path("workers"))
        .isNotEmpty();
    String events = slipway("build", "logs", "--json", id).out();
    assertThat(events.lines().map(json::readTree).map(e -> e.path("seq").asLong()).toList())
        .isSorted()
        .startsWith(1L);
  }

  @Test
  void whatCannotBeReachedOrIsNotAllowedIsSaid() throws Exception {
    Invocation nobody =
        Invocation.of(
            folder, "build", "list", "--server", "http://127.0.0.1:" + TestService.freePort());
    assertThat(nobody.status()).isEqualTo(1);
    assertThat(nobody.err()).contains("cannot be reached; is the server running");
    Invocation stranger = Invocation.of(folder, "build", "list", "--server", service.url());
    assertThat(stranger.status()).isEqualTo(1);
    assertThat(stranger.err()).contains("wants to know who you are; run `slipway build login`");
    Invocation wrong =
        Invocation.with(
            Map.of("SLIPWAY_TOKEN", "wrong", "SLIPWAY_SERVER", service.url()),
            folder,
            "build",
            "list");
    assertThat(wrong.err()).contains("does not take your token");
    Invocation login =
        Invocation.typing("admin\nwrong\n", folder, "build", "login", "--server", service.url());
    assertThat(login.status()).isEqualTo(1);
    assertThat(login.err()).contains("does not know this account with this password");
    Invocation none = Invocation.of(folder, "build", "list");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("no server is known; name the server with --server URL");
    Path nodes = folder.resolve(".config/slipway/nodes.conf");
    Files.createDirectories(nodes.getParent());
    Files.writeString(nodes, "[broker]\nx86_64=\"amqp://h//\"\n[server]\nurl=" + service.url());
    assertThat(Invocation.of(folder, "build", "list").err()).contains("wants to know who you are");
    assertThat(slipway("build", "show", "999999").err()).contains("there is no build `999999`");
    assertThat(slipway("build", "show", "x").status()).isEqualTo(2);
  }
}
