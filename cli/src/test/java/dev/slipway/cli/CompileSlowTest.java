package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Releases compiled in copies of a real image, that of the example's compilers. */
@Tag("slow")
@Timeout(1800)
class CompileSlowTest {
  private static final Path EXAMPLE =
      Path.of("").toAbsolutePath().getParent().resolve("examples/service-pack-redis");
  private static final String PASSWORD = "a \"password\" with\\signs";

  @TempDir private static Path folder;
  private static Program program;

  @BeforeAll
  static void buildTheImage() throws Exception {
    program =
        new Program(
            Map.of(
                "HOME", folder.toString(),
                "SLIPWAY_CACHE", folder.resolve("cache").toString(),
                "SLIPWAY_IMAGES", folder.resolve("images").toString()),
            folder);
    Command.of("cp", "-r", EXAMPLE.toString(), folder.resolve("pack").toString()).run();
    program.ok("image", "build", folder.resolve("pack/compile-image").toString());
  }

  /** A release of packages that are scripts only, as {@code create} writes it. */
  private static final class Pack {
    private final Path root;

    Pack(String name) throws IOException {
      root = folder.resolve(name);
      write("config/final.yml", "name: " + name + "\n");
    }

    private void write(String file, String text) throws IOException {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    }

    Pack add(String name, String packaging, String... dependencies) throws IOException {
      String spec =
          "name: %s\ndependencies: [%s]\nfiles: [source/*]\n"
              .formatted(name, String.join(", ", dependencies));
      write("src/source/file", "text\n");
      write("packages/" + name + "/spec", spec);
      write("packages/" + name + "/packaging", packaging);
      return this;
    }

    String tarball() {
      String file = root + ".tgz";
      program.ok(
          "release", "create", "--force", "--dir", root.toString(), "--tarball", file, "--json");
      return file;
    }
  }

  private static String[] compile(String tarball, Path output, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("release", "compile", tarball, "--image", "release-compiler", "-o"));
    words.add(output.toString());
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** The last line of a command's JSON. */
  private static JsonNode result(String out) {
    return new JsonMapper().readTree(out.lines().reduce((_, last) -> last).orElse(""));
  }

  /** Unpacks a compiled package, and returns the folder. */
  private static Path unpacked(Path compiled, String name) throws Exception {
    Path into = Files.createDirectories(folder.resolve("unpacked-" + name));
    Command.of("tar", "-xzf", compiled.toString(), "-C", into.toString()).run();
    Path archive = into.resolve("compiled_packages").resolve(name + ".tgz");
    Path files = Files.createDirectories(into.resolve("files"));
    Command.of("tar", "-xzf", archive.toString(), "-C", files.toString()).run();
    return files;
  }

  @Test
  void theServicePacksServerServesOverItsPort() throws Exception {
    Path pack = folder.resolve("pack");
    Command.of(pack.resolve("fetch-blobs").toString()).run();
    String tarball = folder.resolve("redis.tgz").toString();
    program.ok("release", "create", "--force", "--dir", pack.toString(), "--tarball", tarball);
    program.ok("release", "verify", "--strict", tarball);
    Path compiled = folder.resolve("redis-compiled.tgz");
    program.ok(compile(tarball, compiled));
    Path installed = unpacked(compiled, "redis");
    assertThat(installed.resolve("bin/redis-check-rdb")).isSymbolicLink();
    String port = String.valueOf(freePort());
    Process server = start(installed.resolve("bin/redis-server"), rendered(pack, port));
    try (BufferedReader said = server.inputReader()) {
      assertThat(said.lines().filter(l -> l.contains("Ready to accept connections")).findFirst())
          .isPresent();
      assertThat(client(port, "SET", "greeting", "good day")).containsExactly("OK");
      assertThat(client(port, "GET", "greeting")).containsExactly("good day");
      assertThat(Command.of("redis-cli", "-p", port, "GET", "greeting").lines())
          .first()
          .asString()
          .contains("NOAUTH");
    } finally {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(server.exitValue()).isZero();
    JsonNode again = result(program.ok(compile(tarball, folder.resolve("again.tgz"), "--json")));
    assertThat(again.path("compiled").size()).isZero();
    assertThat(again.path("cached").get(0).asString()).isEqualTo("redis");
    assertThat(folder.resolve("again.tgz")).hasSameBinaryContentAs(compiled);
  }

  /** The job's configuration, as a director would render it. */
  private static Path rendered(Path pack, String port) throws IOException {
    Path properties =
        Files.writeString(
            folder.resolve("properties.yml"),
            "port: %s\npassword: '%s'\npersistence: none\n".formatted(port, PASSWORD));
    Path out = folder.resolve("rendered");
    program.ok(
        "release",
        "render",
        "--dir",
        pack.toString(),
        "--job",
        "redis",
        "--properties",
        properties.toString(),
        "-o",
        out.toString());
    assertThat(out.resolve("bin/ctl")).isExecutable();
    Path vcap = folder.resolve("vcap");
    for (String each : List.of("store/redis", "sys/run/redis", "sys/log/redis")) {
      Files.createDirectories(vcap.resolve(each));
    }
    // This machine's own /var/vcap stays as it is.
    String config = Files.readString(out.resolve("config/redis.conf"));
    return Files.writeString(
        folder.resolve("redis.conf"), config.replace("/var/vcap", vcap.toString()));
  }

  /** In the foreground, and heard by nobody else. */
  private static Process start(Path server, Path config) throws IOException {
    List<String> line = new ArrayList<>(List.of(server.toString(), config.toString()));
    line.addAll(List.of("--daemonize", "no", "--bind", "127.0.0.1", "--logfile", ""));
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  private static List<String> client(String port, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of("redis-cli", "-p", port));
    line.addAll(List.of(words));
    return Command.of(line).env("REDISCLI_AUTH", PASSWORD).lines();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aScriptFindsWhatBoshsAgentGivesAndNoNetwork() throws Exception {
    try (ServerSocket reachable = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String look =
          """
          set -e
          cd "$BOSH_INSTALL_TARGET"
          pwd -P >where
          { echo "$BOSH_COMPILE_TARGET"; cat "$BOSH_COMPILE_TARGET/source/file"; } >work
          env | grep -E '^(BOSH|HOME|PATH)' | sort >environment
          ls /var/vcap/packages >packages
          cat /var/vcap/packages/base/name >>packages
          tail -n +3 /proc/net/dev | cut -d: -f1 >network
          if (exec 3<>/dev/tcp/127.0.0.1/%d) 2>error; then echo reached >>network; fi
          rm error
          ln -s /etc/hostname absolute
          touch /usr/bin/of-a-package
          """
              .formatted(reachable.getLocalPort());
      String tarball =
          new Pack("facts")
              .add("base", "echo base >\"$BOSH_INSTALL_TARGET/name\"\n")
              .add("app", "test ! -e /usr/bin/of-a-package\n" + look, "base")
              .add("next", "test ! -e /usr/bin/of-a-package\n" + look, "base")
              .tarball();
      Path compiled = folder.resolve("facts-compiled.tgz");
      JsonNode result = result(program.ok(compile(tarball, compiled, "--jobs", "1", "--json")));
      assertThat(result.path("stemcell").asString()).isEqualTo("debian-bookworm/1");
      Path app = unpacked(compiled, "app");
      assertThat(app.resolve("where"))
          .content()
          .matches("/var/vcap/data/packages/app/[0-9a-f]{64}\\.1\n");
      assertThat(app.resolve("work")).hasContent("/var/vcap/data/compile/app\ntext\n");
      assertThat(app.resolve("packages")).hasContent("app\nbase\nbase\n");
      assertThat(Files.readString(app.resolve("environment")))
          .contains(
              "BOSH_COMPILE_TARGET=/var/vcap/data/compile/app\n",
              "BOSH_INSTALL_TARGET=/var/vcap/packages/app\n",
              "BOSH_PACKAGE_NAME=app\n",
              "BOSH_PACKAGE_VERSION=",
              "HOME=/root\n",
              "PATH=");
      assertThat(Files.readString(app.resolve("network")).strip()).isEqualTo("lo");
      assertThat(Files.readSymbolicLink(app.resolve("absolute"))).hasToString("/etc/hostname");
    }
  }

  @Test
  void whatAFailingScriptSaidLastIsInTheError() throws Exception {
    String tarball = new Pack("failing").add("bad", "set -e\necho no zlib\nexit 7\n").tarball();
    Path output = folder.resolve("failing-compiled.tgz");
    Program.Result run = program.run(compile(tarball, output, "--verbose"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("package bad| no zlib")
        .contains("slipway: packaging of package bad ended with status 7:")
        .contains("+ exit 7");
    assertThat(output).doesNotExist();
    assertNothingLeft();
  }

  @Test
  void aRunThatIsKilledLeavesNoHalfEntryNoMountAndNoProgram() throws Exception {
    String first = "echo first >\"$BOSH_INSTALL_TARGET/name\"\n";
    String tarball =
        new Pack("killed")
            .add("first", first)
            .add(
                "second",
                "echo half >\"$BOSH_INSTALL_TARGET/half\"\necho beg''un\nsleep 800\n",
                "first")
            .tarball();
    Path output = folder.resolve("killed-compiled.tgz");
    Process run = start(compile(tarball, output, "--verbose"));
    List<ProcessHandle> below;
    try (BufferedReader said = run.inputReader()) {
      assertThat(said.lines().filter(l -> l.endsWith("| begun")).findFirst()).isPresent();
      below = run.descendants().toList();
      assertThat(below)
          .extracting(p -> p.info().commandLine().orElse(""))
          .anyMatch(l -> l.contains("sleep 800"));
    } finally {
      run.destroyForcibly();
    }
    assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
    for (ProcessHandle each : below) {
      each.onExit().get(20, TimeUnit.SECONDS);
    }
    assertThat(holding(folder.resolve("cache/staging") + "/")).isEmpty();
    assertThat(output).doesNotExist();
    String next = new Pack("killed").add("second", "echo whole\n", "first").tarball();
    JsonNode result = result(program.ok(compile(next, output, "--json")));
    assertThat(result.path("cached").get(0).asString()).isEqualTo("first");
    assertThat(result.path("compiled").get(0).asString()).isEqualTo("second");
    assertNothingLeft();
  }

  @Test
  void twoAtOnceMakeTheSame() throws Exception {
    // What a script leaves is not the same twice: the first that is kept counts for both.
    String random = "echo \"$RANDOM$RANDOM\" >\"$BOSH_INSTALL_TARGET/number\"\n";
    String tarball = new Pack("twice").add("a", random).add("b", random, "a").tarball();
    Path one = folder.resolve("one.tgz");
    Path other = folder.resolve("other.tgz");
    Process first = start(compile(tarball, one));
    Process second = start(compile(tarball, other));
    for (Process each : List.of(first, second)) {
      String said =
          new String(each.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(each.waitFor()).as(said).isZero();
    }
    assertThat(one).hasSameBinaryContentAs(other);
    assertNothingLeft();
  }

  private static Process start(String... arguments) throws IOException {
    ProcessBuilder builder = Program.process(arguments);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(program.environment());
    return builder.start();
  }

  private static void assertNothingLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder.resolve("cache/staging"))) {
      assertThat(left).isEmpty();
    }
  }

  /** Mounts of any process of this machine, in whichever namespace, that are below a folder. */
  private static List<String> holding(String place) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        try {
          Files.readAllLines(process.resolve("mountinfo")).stream()
              .filter(line -> line.contains(place))
              .forEach(line -> found.add(process + ": " + line));
        } catch (IOException e) {
          continue; // It has ended meanwhile.
        }
      }
    }
    return found;
  }
}
