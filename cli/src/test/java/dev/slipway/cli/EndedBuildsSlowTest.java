package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds that are ended while they install packages, by a server and workers that are programs of
 * their own and talk TLS with a certificate that the server has made.
 */
@Tag("slow")
@Timeout(900)
class EndedBuildsSlowTest {
  @TempDir private static Path folder;
  private static String url = "";
  private static String broker = "";
  private static Path certificate = Path.of("");
  private static Launched server;

  @BeforeAll
  static void start() throws Exception {
    int port = freePort();
    int amqp = freePort();
    Path data = folder.resolve("data");
    url = "https://localhost:" + port;
    certificate = data.resolve("certificate.pem");
    server =
        Launched.start(
            folder,
            Map.of(),
            "server",
            "--data",
            data.toString(),
            "--url",
            url,
            "--port",
            String.valueOf(port),
            "--amqp-port",
            String.valueOf(amqp),
            "--slots",
            "0",
            "--set",
            "amqp.address=0.0.0.0",
            "--set",
            "tls.generate=true");
    String password =
        server.await("sign in as `admin`").replaceAll(".*with the password (\\S+).*", "$1");
    server.await("the build service is at");
    broker =
        "amqps://slipway:"
            + Files.readString(data.resolve("amqp.password")).strip()
            + "@localhost:"
            + amqp;
    Invocation login =
        Invocation.typing("admin\n" + password + "\n", folder, words("build", "login"));
    assertThat(login.status()).as(login.err()).isZero();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String[] words(String... arguments) {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    words.addAll(List.of("--server", url, "--server-certificate", certificate.toString()));
    return words.toArray(new String[0]);
  }

  private static String ok(String... arguments) {
    Invocation run = Invocation.of(folder, words(arguments));
    assertThat(run.status()).as(run.err()).isZero();
    return run.out();
  }

  private static Launched worker(String name) throws Exception {
    Launched worker =
        Launched.start(
            folder,
            Map.of("SLIPWAY_BROKER", broker, "SLIPWAY_CACHE", folder.resolve("cache").toString()),
            "worker",
            "--name",
            name,
            "--work",
            folder.resolve(name).toString(),
            "--server-certificate",
            certificate.toString());
    worker.await("takes builds");
    return worker;
  }

  /** A build of its own, which no cache has. */
  private static String submitted(String name) throws Exception {
    Path definition = Files.createDirectory(folder.resolve(name + "-definition"));
    Files.writeString(
        definition.resolve("slipway.yml"),
        """
        name: %s
        version: "1"
        architectures: [amd64]
        base: {debian: bookworm, variant: essential}
        kernel: none
        packages: [perl, python3]
        disk: {size: 1GiB, boot: [bios]}
        formats: [raw]
        """
            .formatted(name));
    return ok("build", "submit", definition.toString()).strip();
  }

  /** Follows a build until dpkg is at work in it. */
  private static Launched installing(String build) throws Exception {
    Launched log =
        Launched.start(
            folder, Map.of("HOME", folder.toString()), words("build", "logs", "-f", build));
    log.await("Setting up");
    return log;
  }

  private static JsonNode shown(String build) {
    return new JsonMapper().readTree(ok("build", "show", "--json", build)).path("build");
  }

  /** None of a build's programs runs, none holds a mount of it, and its files are gone. */
  private static void nothingIsLeft(List<ProcessHandle> programs, String worker) throws Exception {
    for (ProcessHandle each : programs) {
      each.onExit().get(20, TimeUnit.SECONDS);
    }
    Path work = folder.resolve(worker);
    assertThat(holding(work + "/")).isEmpty();
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly("lock");
    }
  }

  /** What any process of this machine, in whichever namespace, still has of a folder. */
  private static List<String> holding(String place) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        for (String each : List.of("mountinfo", "cmdline")) {
          if (text(process.resolve(each)).contains(place)) {
            found.add(process + "/" + each);
          }
        }
        for (String each : List.of("cwd", "root", "exe")) {
          if (target(process.resolve(each)).startsWith(place)) {
            found.add(process + "/" + each);
          }
        }
      }
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // It has ended meanwhile.
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // It has ended meanwhile.
    }
  }

  @Test
  void withoutTheCertificateNothingIsSaidToTheServer() {
    Invocation run = Invocation.of(folder, "build", "list", "--server", url);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("name its certificate with --server-certificate FILE");
    assertThat(ok("build", "list", "--json")).contains("builds");
  }

  @Test
  void aBuildThatIsCancelledWhileItInstallsEndsWithinSecondsAndLeavesNothing() throws Exception {
    try (Launched worker = worker("cancelling")) {
      String build = submitted("cancelled");
      List<ProcessHandle> programs;
      try (Launched log = installing(build)) {
        programs = worker.below();
        assertThat(programs)
            .extracting(p -> p.info().commandLine().orElse(""))
            .anyMatch(line -> line.contains("dpkg"));
        ok("build", "cancel", build);
        assertThat(log.status()).isEqualTo(1);
      }
      assertThat(shown(build).path("state").asString()).isEqualTo("cancelled");
      nothingIsLeft(programs, "cancelling");
      assertThat(worker.below()).isEmpty();
      worker.signal("TERM");
      assertThat(worker.status()).isZero();
    }
  }

  @Test
  void aSecondSignalEndsAWorkerAtOnceAndAnotherTakesItsBuild() throws Exception {
    String build;
    try (Launched worker = worker("drained")) {
      build = submitted("drained-image");
      List<ProcessHandle> programs;
      try (Launched log = installing(build)) {
        programs = worker.below();
        worker.signal("TERM");
        worker.await("takes no more builds; waits up to 600 s for 1 that run");
        assertThat(programs).allMatch(ProcessHandle::isAlive);
        worker.signal("INT");
        worker.await("has ended");
        assertThat(worker.status()).isZero();
      }
      nothingIsLeft(programs, "drained");
    }
    // At once: a worker that is lost without a word is waited for.
    assertThat(shown(build).path("state").asString()).isEqualTo("queued");
    try (Launched next = worker("next");
        Launched log = installing(build)) {
      JsonNode taken = shown(build);
      assertThat(taken.path("worker").asString()).isEqualTo("next");
      assertThat(taken.path("attempt").asInt()).isEqualTo(2);
      ok("build", "cancel", build);
      assertThat(log.status()).isEqualTo(1);
      next.signal("TERM");
      assertThat(next.status()).isZero();
    }
  }
}
