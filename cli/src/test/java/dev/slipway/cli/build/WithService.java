package dev.slipway.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** As a user has it: a server, a worker, and commands that speak to them. */
abstract class WithService {
  @TempDir static Path home;
  static TestService service;

  @TempDir Path folder;

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

  String submitted(String name, String architectures) throws Exception {
    Invocation run = slipway("build", "submit", definition(name, architectures).toString());
    assertThat(run.status()).as(run.err()).isZero();
    return run.out().strip();
  }

  Path definition(String name, String architectures) throws Exception {
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

  static String[] words(String... arguments) {
    List<String> words = new ArrayList<>(List.of("build"));
    words.addAll(Arrays.asList(arguments));
    words.addAll(List.of("--server", service.url()));
    return words.toArray(new String[0]);
  }

  Invocation slipway(String... arguments) {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    words.addAll(List.of("--server", service.url()));
    return Invocation.of(home, words.toArray(new String[0]));
  }
}
