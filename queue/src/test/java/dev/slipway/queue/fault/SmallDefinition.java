package dev.slipway.queue.fault;

import dev.slipway.process.Command;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A definition that is built in a second or two once its base is in the cache. */
final class SmallDefinition {
  private static final String YAML =
      """
      name: small
      version: "1"
      architectures: [amd64]
      base: {debian: bookworm, variant: essential}
      kernel: none
      scripts:
        - {run: number.sh, pass: [NUMBER]}
      disk: {size: 320MiB, boot: [bios]}
      formats: [raw]
      """;

  private static final String SCRIPT =
      """
      #!/bin/sh
      set -e
      echo "made as $NUMBER, which is written to a file of its own" > /etc/number
      """;

  private SmallDefinition() {}

  /** It, as it is uploaded. */
  static Path tar(Path folder) throws Exception {
    return pack(folder, Files.createDirectories(folder.resolve("small")));
  }

  /**
   * The same with the lock that a build of it has left: Debian's archive may change meanwhile, and
   * then what is in the cache would not be used.
   */
  static Path tar(Path folder, InputStream lock) throws Exception {
    Path definition = Files.createDirectories(folder.resolve("locked"));
    String text = new String(lock.readAllBytes(), StandardCharsets.UTF_8);
    Files.writeString(definition.resolve("slipway.lock"), "slipway-lock 1\n" + text);
    return pack(folder, definition);
  }

  private static Path pack(Path folder, Path definition) throws Exception {
    Files.writeString(definition.resolve("slipway.yml"), YAML);
    Files.writeString(definition.resolve("number.sh"), SCRIPT);
    Path tar = folder.resolve(definition.getFileName() + ".tar");
    Command.of("tar", "-C", definition.toString(), "-cf", tar.toString(), ".").run();
    return tar;
  }
}
