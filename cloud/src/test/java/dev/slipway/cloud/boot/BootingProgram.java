package dev.slipway.cloud.boot;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.qemu.Probe;
import dev.slipway.process.Event;
import java.nio.file.Path;
import java.util.List;

/** A program that boots {@code FOLDER/disk.raw}, prints its console, and waits in vain. */
final class BootingProgram {
  private BootingProgram() {}

  static Process start(Path folder) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            BootingProgram.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Event.Listener printer =
        event -> {
          if (event instanceof Event.Output output) {
            System.out.println(output.line());
          }
        };
    new BootTest(folder.resolve("work"), new Probe(folder.resolve("cache")), printer)
        .run(
            BootSpec.of(
                folder.resolve("disk.raw"),
                Architecture.AMD64,
                List.of(Firmware.BIOS),
                folder.resolve("results")));
  }
}
