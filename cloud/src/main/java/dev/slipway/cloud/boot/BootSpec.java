package dev.slipway.cloud.boot;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.Firmware;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a boot test does.
 *
 * @param image the qcow2 or raw image; only read
 * @param firmware each way to boot it, in order
 * @param memoryMiB the machine's memory in MiB
 * @param cpus how many processors it has
 * @param expect what must come on the serial console, as part of a line: {@code login:}
 * @param timeout how long one boot may take, with its commands
 * @param context an ISO image for the guest to read where there are no commands; null for none
 * @param commands what to run in the guest
 * @param medium makes the ISO image that carries the commands
 * @param results a folder for the serial logs and, after a failure, screenshots
 */
public record BootSpec(
    Path image,
    Architecture architecture,
    List<Firmware> firmware,
    int memoryMiB,
    int cpus,
    String expect,
    Duration timeout,
    @Nullable Path context,
    List<String> commands,
    CommandMedium medium,
    Path results) {
  /** What a Debian system writes when it is up. */
  public static final String LOGIN = "login:";

  private static final int MEMORY = 1024;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /**
   * Makes an ISO image that makes a guest run commands and tell about them, as {@link Protocol}.
   */
  public interface CommandMedium {
    /**
     * Makes the image.
     *
     * @param commands lines for the guest's shell, numbered from 1 in this order
     * @param folder an empty folder to put it into
     * @return the ISO image
     */
    Path write(List<String> commands, Path folder) throws IOException, InterruptedException;
  }

  public BootSpec {
    firmware = List.copyOf(firmware);
    commands = List.copyOf(commands);
  }

  /** Waits for a login prompt, with 1 GiB, one processor and five minutes. */
  public static BootSpec of(
      Path image, Architecture architecture, List<Firmware> firmware, Path results) {
    return new BootSpec(
        image,
        architecture,
        firmware,
        MEMORY,
        1,
        LOGIN,
        TIMEOUT,
        null,
        List.of(),
        (commands, folder) -> {
          throw new IllegalStateException("no commands, no medium");
        },
        results);
  }

  /** The same, waiting for another text, for so long. */
  public BootSpec expecting(String newExpect, Duration newTimeout) {
    return new BootSpec(
        image,
        architecture,
        firmware,
        memoryMiB,
        cpus,
        newExpect,
        newTimeout,
        context,
        commands,
        medium,
        results);
  }

  /** The same, on a machine of another size. */
  public BootSpec sized(int newMemoryMiB, int newCpus) {
    return new BootSpec(
        image,
        architecture,
        firmware,
        newMemoryMiB,
        newCpus,
        expect,
        timeout,
        context,
        commands,
        medium,
        results);
  }

  /** The same, with a context medium. */
  public BootSpec withContext(Path newContext) {
    return new BootSpec(
        image,
        architecture,
        firmware,
        memoryMiB,
        cpus,
        expect,
        timeout,
        newContext,
        commands,
        medium,
        results);
  }

  /** The same, running commands in the guest. */
  public BootSpec running(List<String> newCommands, CommandMedium newMedium) {
    return new BootSpec(
        image,
        architecture,
        firmware,
        memoryMiB,
        cpus,
        expect,
        timeout,
        context,
        newCommands,
        newMedium,
        results);
  }
}
