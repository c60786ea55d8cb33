package dev.slipway.cloud.qemu;

import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the disk that a machine writes to, over an image that nobody writes to. */
public final class Overlay {
  private Overlay() {}

  /**
   * Makes a qcow2 overlay.
   *
   * @param file what to make; must not be there
   * @param base raw or qcow2; only read
   * @param size bytes that the guest sees; 0 for as many as the base has
   */
  public static void create(Path file, Path base, long size)
      throws IOException, InterruptedException {
    DiskFormat format = DiskFormat.of(base);
    List<String> line = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
    line.addAll(List.of("-b", base.toRealPath().toString(), "-F", format.toString()));
    line.add(file.toString());
    if (size > 0) {
      line.add(Long.toString(size));
    }
    try {
      Command.of(line).timeout(Duration.ofMinutes(1)).run();
    } catch (CommandFailed e) {
      throw new CloudException(
          Code.FAILED, "no overlay could be made over " + base + ": " + e.getMessage(), e);
    }
  }
}
