package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An instance on a workbench, seen from outside. */
record Guest(Workbench bench, String name) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Many times what a machine takes that has a processor for itself. */
  private static final Duration BOOT = Duration.ofMinutes(15);

  /** What ssh ends with where no server answers it. */
  private static final int NOT_THERE = 255;

  /** Makes and starts it. */
  Guest start(Path image, String... options) {
    List<String> line = new ArrayList<>(List.of("vm", "create", name, "--start", "--image"));
    line.add(image.toString());
    line.addAll(List.of(options));
    bench.program().ok(line.toArray(String[]::new));
    return this;
  }

  /** What {@code vm show} says. */
  JsonNode show() {
    return JSON.readTree(bench.program().ok("vm", "show", name, "--json"));
  }

  /** All that it wrote on its serial console; a byte is a character, so that places stay. */
  String serial() throws IOException {
    Path log = log();
    return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
  }

  private Path log() {
    return bench.folder().resolve("vms").resolve(name).resolve("serial.log");
  }

  /** Waits until it has written a text after what it had written before. */
  String await(String text, int after) throws IOException, InterruptedException {
    long end = System.nanoTime() + BOOT.toNanos();
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      WatchKey key = log().getParent().register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      while (true) {
        String said = serial().substring(after);
        if (said.contains(text)) {
          return said;
        }
        assertThat(System.nanoTime()).as("%s did not come: %s", text, said).isLessThan(end);
        watch.poll(5, TimeUnit.SECONDS);
        key.pollEvents();
        key.reset();
      }
    }
  }

  /** Waits until it has written a text since it was made. */
  String await(String text) throws IOException, InterruptedException {
    return await(text, 0);
  }

  /** Runs a shell command in it as a user, over SSH, as soon as its server is there. */
  List<String> ssh(String user, String script) throws IOException, InterruptedException {
    long end = System.nanoTime() + BOOT.toNanos();
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      log().getParent().register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      while (true) {
        try {
          return sshOnce(user, script);
        } catch (CommandFailed e) {
          if (e.status() != NOT_THERE || System.nanoTime() > end) {
            throw e;
          }
          watch.poll(5, TimeUnit.SECONDS);
        }
      }
    }
  }

  private List<String> sshOnce(String user, String script)
      throws IOException, InterruptedException {
    String port = show().get("ports").get(0).asString().replaceFirst(":.*", "");
    return Command.of(
            "ssh",
            "-F",
            "none",
            "-p",
            port,
            "-i",
            bench.key().toString(),
            "-o",
            "IdentitiesOnly=yes",
            "-o",
            "BatchMode=yes",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "LogLevel=ERROR",
            "-o",
            "ConnectTimeout=60",
            user + "@127.0.0.1",
            script)
        .timeout(BOOT)
        .lines();
  }

  /** Runs a shell command in it as root. */
  List<String> ssh(String script) throws IOException, InterruptedException {
    return ssh("root", script);
  }

  /** Its disk as a raw one, while it does not run. */
  Path rawDisk() throws IOException, InterruptedException {
    Path raw = bench.folder().resolve(name + ".raw");
    Path overlay = log().resolveSibling("overlay.qcow2");
    Command.of("qemu-img", "convert", "-O", "raw", overlay.toString(), raw.toString()).run();
    return raw;
  }
}
