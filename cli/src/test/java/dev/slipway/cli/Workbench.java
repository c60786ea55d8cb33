package dev.slipway.cli;

import dev.slipway.cloud.folder.TemporaryFolder;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A folder with a cache, a catalog and instances of its own, and the images that tests boot, each
 * built once in a test run. Goes with all its instances at the run's end.
 */
final class Workbench implements AutoCloseable {
  private final Path folder;
  private final Program program;
  private final Map<String, Path> disks = new HashMap<>();

  private Workbench() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("slipway-bench");
    Map<String, String> environment =
        Map.of(
            "SLIPWAY_CACHE", folder.resolve("cache").toString(),
            "SLIPWAY_IMAGES", folder.resolve("images").toString(),
            "SLIPWAY_VMS", folder.resolve("vms").toString());
    program = new Program(environment, folder);
    Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key().toString()).run();
  }

  /** The program, with this bench's folders. */
  Program program() {
    return program;
  }

  /**
   * The program with a cache of its own, where logs of boots are too: for what runs side by side.
   */
  Program programApart(String name) {
    Map<String, String> environment = new HashMap<>(program.environment());
    environment.put("SLIPWAY_CACHE", folder.resolve("cache-" + name).toString());
    return new Program(environment, folder);
  }

  Path folder() {
    return folder;
  }

  /** Where boot tests work, and leave their logs. */
  Path boots() {
    return Path.of(program.environment().get("SLIPWAY_CACHE")).resolve("boots");
  }

  /** The SSH key that contexts let in; the public one is beside it. */
  Path key() {
    return folder.resolve("key");
  }

  String publicKey() throws IOException {
    return Files.readString(folder.resolve("key.pub")).strip();
  }

  /** The raw disk of an image, built when it is asked for and not there; read only. */
  synchronized Path disk(TestImage image) throws IOException {
    Path disk = disks.get(image.label());
    if (disk == null || !Files.exists(disk)) {
      image.write(folder.resolve(image.label()));
      program.ok("image", "build", image.label());
      disk = folder.resolve("images").resolve(image.label() + "_v1.amd64.raw");
      disks.put(image.label(), disk);
    }
    return disk;
  }

  /** An instance that is about to be made or is there. */
  Guest guest(String name) {
    return new Guest(this, name);
  }

  @Override
  public void close() throws IOException {
    Path vms = folder.resolve("vms");
    if (Files.isDirectory(vms)) {
      try (Stream<Path> left = Files.list(vms)) {
        left.map(vm -> vm.getFileName().toString())
            .filter(name -> !name.startsWith("."))
            .forEach(name -> program.ok("vm", "remove", "--force", name));
      }
    }
    TemporaryFolder.delete(folder);
  }

  /** Hands the one bench of a test run to whoever has a parameter for it. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Workbench.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Workbench.class, _ -> make(), Workbench.class);
    }

    private static Workbench make() {
      try {
        return new Workbench();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
