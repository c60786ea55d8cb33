package dev.slipway.build.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A build by somebody who is not root gives the same bytes as root's. */
@Tag("long")
class OrdinaryUserLongTest {
  private static final String USER = "slipway-tester";

  private Workplace here;
  private Path home;

  @BeforeEach
  void makeUser() throws Exception {
    assumeThat(System.getProperty("user.name")).as("makes a user").isEqualTo("root");
    here = Workplace.create();
    home = here.folder().resolveSibling("home");
    removeUser();
    Command.of(
            "useradd", "--create-home", "--home-dir", home.toString(), "--shell", "/bin/sh", USER)
        .run();
    assertThat(Files.readString(Path.of("/etc/subuid"))).contains(USER + ":");
  }

  @AfterEach
  void close() throws Exception {
    removeUser();
    here.close();
  }

  private static void removeUser() throws Exception {
    if (Command.of("getent", "passwd", USER).status() == 0) {
      Command.of("userdel", USER).run();
    }
  }

  @Test
  void theSameBytes() throws Exception {
    Path program = copyProgram();
    Path archive = here.cache().resolve("archive");
    Path own = home.resolve("cache/archive");
    Files.createDirectories(own);
    try (Stream<Path> packages = Files.list(archive)) {
      for (Path each : packages.toList()) {
        Files.copy(each, own.resolve(each.getFileName())); // Root's links are not his.
      }
    }
    Path masked = Files.writeString(home.resolve("masked"), "umask 077\nexec \"$@\"\n");
    for (Path each : List.of(home, here.folder())) {
      Command.of("chown", "--recursive", USER + ":" + USER, each.toString()).run();
    }
    String uid = Command.of("id", "-u", USER).lines().getFirst();
    List<String> line =
        new ArrayList<>(List.of("setpriv", "--reuid", uid, "--regid", uid, "--init-groups", "--"));
    line.addAll(List.of("sh", masked.toString(), program.toString(), "image", "build"));
    line.addAll(List.of(here.folder().toString(), "-o", home.resolve("images").toString()));
    line.add("--json");
    Map<String, String> environment =
        Map.of("HOME", home.toString(), "SLIPWAY_CACHE", home.resolve("cache").toString());
    try (RunningBuild build = RunningBuild.start(line, here, environment)) {
      assertThat(build.end()).as(build.errors()).isZero();
      assertThat(build.made()).contains("install", "disk");
    }
    Path raw = home.resolve("images/web_v1.amd64.raw");
    assertThat(Fingerprint.sha256(raw)).isEqualTo(Workplace.reference());
    try (Stream<Path> left = Files.list(home.resolve("cache/staging"))) {
      assertThat(left).isEmpty();
    }
  }

  /** The launcher and the built program, where everybody may read them. */
  private Path copyProgram() throws Exception {
    Path checkout = RunningBuild.LAUNCHER.getParent();
    Path app = checkout.resolve("cli/target/app");
    assertThat(app.resolve("built")).as("script/build-app has been run").exists();
    Path copy = home.resolve("program");
    Path lib = Files.createDirectories(copy.resolve("cli/target/app/lib"));
    List<String> classpath = new ArrayList<>();
    for (String jar : Files.readString(app.resolve("classpath")).split(":")) {
      Path file = lib.resolve(Path.of(jar).getFileName());
      Files.copy(Path.of(jar), file);
      classpath.add(file.toString());
    }
    Files.writeString(lib.resolveSibling("classpath"), String.join(":", classpath));
    copy(checkout, copy, "slipway");
    copy(checkout, copy, "script/jdk");
    copy(checkout, copy, "pom.xml");
    Files.createDirectories(copy.resolve("cli/src/main"));
    copy(checkout, copy, "cli/pom.xml");
    Files.writeString(lib.resolveSibling("built"), "");
    return copy.resolve("slipway");
  }

  private static void copy(Path from, Path to, String file) throws IOException {
    Files.createDirectories(to.resolve(file).getParent());
    Files.copy(
        from.resolve(file), to.resolve(file), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
  }
}
