package dev.slipway.context.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.context.ContextSpec;
import dev.slipway.context.Golden;
import dev.slipway.context.medium.ContextFormat;
import dev.slipway.context.medium.ContextMedium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A machine without a kernel of its own, on which the real guest side runs again and again. */
final class Boot {
  private static final Path GUEST = Path.of("src/main/resources/dev/slipway/context/guest");
  private static final Path SCRIPT =
      Path.of("src/test/resources/dev/slipway/context/guest/boot.sh");

  private final String shell;
  private final Path folder;
  private int boots;

  Boot(String shell, Path folder) {
    this.shell = shell;
    this.folder = folder;
  }

  /** A file of the machine, below etc, var or root. */
  Path file(String path) {
    return folder.resolve("state").resolve(path);
  }

  /** The devices of the next boot; those of the one before are gone. */
  Devices devices() throws IOException {
    return new Devices(Files.createDirectories(folder.resolve("devices" + ++boots)));
  }

  /** What comes out on the console, then what the network is. */
  String run(Devices devices) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("unshare", "-mnu", "sh"));
    command.addAll(List.of(SCRIPT.toString(), shell, GUEST.toAbsolutePath().toString()));
    command.add(folder.resolve("state").toString());
    command.addAll(List.of(devices.folder().toString(), "early", "late", "test"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Block devices by name. */
  record Devices(Path folder) {
    Devices with(String name, ContextSpec spec) throws Exception {
      ContextMedium medium = ContextMedium.render(spec, "test", ContextFormat.SLIPWAY);
      Golden.unpack(medium.tree(), folder.resolve(name));
      medium.write(folder.resolve(name + ".iso"));
      return this;
    }

    /** A volume of the files that are in the device's folder. */
    Devices volume(String name, String label) throws IOException, InterruptedException {
      Path files = Files.createDirectories(folder.resolve(name));
      String iso = folder.resolve(name + ".iso").toString();
      Process process =
          new ProcessBuilder("genisoimage", "-quiet", "-RJ", "-V", label, "-o", iso, files + "")
              .inheritIO()
              .start();
      assertThat(process.waitFor()).isZero();
      return this;
    }

    /** A file on a device. */
    Path file(String name, String path) throws IOException {
      Path file = folder.resolve(name).resolve(path);
      Files.createDirectories(file.getParent());
      return file;
    }
  }
}
