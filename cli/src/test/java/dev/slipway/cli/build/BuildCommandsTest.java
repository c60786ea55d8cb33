package dev.slipway.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import dev.slipway.cli.Surroundings;
import dev.slipway.process.Command;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As a user has it: a server, a worker, and commands that speak to them. */
@Tag("slow")
final class BuildCommandsTest {
  @TempDir private static Path home;
  private static TestService service;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    Invocation login =
        Invocation.typing(
            "admin\n" + service.password() + "\n",
            home,
            "build",
            "login",
            "--server",
            service.url());
    assertThat(login.status()).as(login.err()).isZero();
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

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
  void everyArchitectureIsABuildWithItsPartOfTheLock() throws Exception {
    Path definition = definition("good", "[amd64, arm64]");
    Invocation run = slipway("build", "submit", "-f", "--json", definition.toString());
    assertThat(run.status()).as(run.err()).isZero();
    List<JsonNode> events = run.out().lines().map(l -> new JsonMapper().readTree(l)).toList();
    assertThat(events.getFirst().path("event").asString()).isEqualTo("queued");
    assertThat(events.stream().filter(e -> e.path("event").asString("").equals("ended")))
        .hasSize(2)
        .allMatch(e -> e.path("state").asString("").equals("succeeded"));
    assertThat(definition.resolve("slipway.lock"))
        .content()
        .contains("architecture amd64\n", "architecture arm64\n");
  }

  @Test
  void aFailureIsTheExitStatusAndSaysWhere() throws Exception {
    Invocation run = slipway("build", "submit", "-f", definition("bad", "[amd64]").toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("install: failed", "bad_v1.amd64 failed in install: dpkg ended with status 1");
    String id = run.err().replaceFirst("(?s).*build (\\d+) of bad.*", "$1");
    Invocation retry = slipway("build", "retry", "-f", id);
    assertThat(retry.status()).isEqualTo(1);
    assertThat(retry.err())
        .containsOnlyOnce("install: failed")
        .contains("queued by admin: retried");
    assertThat(slipway("build", "logs", "-f", id).status()).isEqualTo(1);
  }

  @Test
  void mistakesAreToldAsOfAFileHere() throws Exception {
    Path definition = definition("good", "[amd64]");
    Files.writeString(definition.resolve("slipway.yml"), "name: web\nverzion: 1\n");
    Invocation run = slipway("build", "submit", definition.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("slipway.yml:2:1: error: ", "did you mean `version`?")
        .contains("mistakes in the definition");
    Path kickstart = Files.writeString(folder.resolve("web.ks"), "nonsense\n");
    Invocation ks = slipway("build", "submit", kickstart.toString());
    assertThat(ks.status()).isEqualTo(2);
    assertThat(ks.err()).contains("web.ks:1");
    Invocation formats =
        slipway("build", "submit", "--format", "qcow", definition("good", "[amd64]").toString());
    assertThat(formats.status()).isEqualTo(2);
    assertThat(formats.err()).contains("did you mean `qcow2`?");
  }

  @Test
  void parametersComeFromTheCommandLineAndAFile() throws Exception {
    Path definition = definition("good", "[amd64]");
    Path file = Files.writeString(folder.resolve("secrets"), "# of ours\nRELEASE=from a file\n");
    Invocation run =
        slipway(
            "build", "submit", "-f", "-v", "--param-file", file.toString(), definition.toString());
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("install| release from a file");
    Invocation wrong = slipway("build", "submit", "--param", "RELAESE=1", definition.toString());
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("did you mean `RELEASE`?");
  }

  @Test
  void aBuildIsCancelled() throws Exception {
    String id = submitted("slow", "[amd64]");
    assertThat(service.task().waiting()).isEqualTo(Long.parseLong(id));
    Invocation run = slipway("build", "cancel", id, "999999");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("build " + id + " is");
    assertThat(run.err()).contains("there is no build `999999`");
    Invocation logs = slipway("build", "logs", "-f", id);
    assertThat(logs.status()).isEqualTo(1);
    assertThat(logs.err()).contains("build " + id + " cancelled");
  }

  @Test
  void ctrlCStopsFollowingAndTheBuildGoesOn() throws Exception {
    Interrupted left = interrupt("submit", "-f", definition("slow", "[amd64]").toString());
    assertThat(left.status()).isEqualTo(130);
    assertThat(left.err()).contains("build " + left.build() + " goes on; see it with");
    service.task().letGo();
    assertThat(slipway("build", "logs", "-f", "" + left.build()).status()).isZero();
    Interrupted cancelled =
        interrupt(
            "submit", "-f", "--cancel-on-interrupt", definition("slow", "[amd64]").toString());
    assertThat(cancelled.err()).contains("build " + cancelled.build() + " is cancelled");
    assertThat(slipway("build", "logs", "-f", "" + cancelled.build()).err()).contains("cancelled");
  }

  @Test
  void aServerThatIsStartedAgainIsFollowedFromWhereItWas() throws Exception {
    String id = submitted("slow", "[amd64]");
    service.task().waiting();
    Watched watched = new Watched("Setting up bash");
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> Invocation.run(watched.surroundings(home), words("logs", "-f", id)));
    watched.await();
    service.stopServer();
    service.startServer();
    service.task().letGo();
    assertThat(status.get(90, TimeUnit.SECONDS)).isZero();
    assertThat(watched.text())
        .containsOnlyOnce("Setting up bash")
        .containsOnlyOnce("release none")
        .contains("trying again");
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

  @Test
  void aRepositoryIsFetchedByTheServer() throws Exception {
    Invocation run = slipway("build", "submit", "https://127.0.0.1/web.git");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("leads to a private address");
    Invocation both = slipway("build", "submit", "--git-revision", "v1", folder.toString());
    assertThat(both.status()).isEqualTo(2);
    assertThat(both.err()).contains("go with a repository's URL");
  }

  private record Interrupted(int status, String err, long build) {}

  private Interrupted interrupt(String... arguments) throws Exception {
    Watched watched = new Watched("install: Install");
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Thread user =
        Thread.ofPlatform()
            .start(() ->
                status.complete(Invocation.run(watched.surroundings(home), words(arguments))));
    watched.await();
    long build = service.task().waiting();
    user.interrupt();
    return new Interrupted(status.get(30, TimeUnit.SECONDS), watched.text(), build);
  }

  /** Output that somebody waits for. */
  private static final class Watched {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CountDownLatch seen = new CountDownLatch(1);
    private final String awaited;

    Watched(String awaited) {
      this.awaited = awaited;
    }

    Surroundings surroundings(Path home) {
      PrintStream stream =
          new PrintStream(
              new OutputStream() {
                @Override
                public synchronized void write(int b) {
                  bytes.write(b);
                  if (b == '\n' && text().contains(awaited)) {
                    seen.countDown();
                  }
                }
              },
              true,
              StandardCharsets.UTF_8);
      Surroundings usual =
          Invocation.surroundings(
              home, new ByteArrayOutputStream(), new ByteArrayOutputStream(), "");
      return new Surroundings(
          usual.environment(), home, stream, stream, usual.clock(), usual.columns());
    }

    void await() throws InterruptedException {
      assertThat(seen.await(30, TimeUnit.SECONDS)).as(text()).isTrue();
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private String submitted(String name, String architectures) throws Exception {
    Invocation run = slipway("build", "submit", definition(name, architectures).toString());
    assertThat(run.status()).as(run.err()).isZero();
    return run.out().strip();
  }

  private Path definition(String name, String architectures) throws Exception {
    Path definition = Files.createTempDirectory(folder, name);
    Files.writeString(
        definition.resolve("slipway.yml"),
        """
        name: %s
        version: 1
        architectures: %s
        base: {debian: bookworm}
        scripts:
        - run: run.sh
          pass: [RELEASE]
        """
            .formatted(name, architectures));
    Files.writeString(definition.resolve("run.sh"), "#!/bin/sh\n");
    return definition;
  }

  private static String[] words(String... arguments) {
    List<String> words = new ArrayList<>(List.of("build"));
    words.addAll(Arrays.asList(arguments));
    words.addAll(List.of("--server", service.url()));
    return words.toArray(new String[0]);
  }

  private Invocation slipway(String... arguments) {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    words.addAll(List.of("--server", service.url()));
    return Invocation.of(home, words.toArray(new String[0]));
  }
}
