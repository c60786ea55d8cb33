package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Contexts whose scripts leave marks that a test can count. */
final class TestContext {
  private static final String SCRIPTS =
      """
      post-install: post-install.sh
      every-boot: every-boot.sh
      """;

  private TestContext() {}

  /** Writes a context with scripts, root's key, and more keys of context.yml. */
  static String write(Workbench bench, String name, String more) throws IOException {
    Path folder = Files.createDirectories(bench.folder().resolve("context-" + name));
    Files.writeString(
        folder.resolve("context.yml"),
        SCRIPTS + "ssh-keys: ['" + bench.publicKey() + "']\n" + more);
    Files.writeString(folder.resolve("post-install.sh"), counting("post-install"));
    // When the context is done, its guest can be reached: host keys may take longer than the rest.
    Files.writeString(
        folder.resolve("every-boot.sh"), counting("every-boot") + "systemctl start ssh\n");
    return folder.toString();
  }

  private static String counting(String what) {
    return """
    #!/bin/sh
    echo "$(id -un) $SLIPWAY_INSTANCE_ID" >>/var/lib/%1$s.ran
    echo "%1$s says hello"
    """
        .formatted(what);
  }
}
