package dev.slipway.cloud.boot;

import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.MacAddress;
import dev.slipway.cloud.folder.TemporaryFolder;
import dev.slipway.cloud.qemu.Overlay;
import dev.slipway.cloud.qemu.Probe;
import dev.slipway.process.Event;
import dev.slipway.process.Event.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Boots an image in QEMU without changing it: what the guest writes goes to an overlay in a
 * temporary folder. Interrupting the thread ends QEMU and removes the folder; so does ending this
 * program, and what a killed one leaves, the next test removes.
 */
public final class BootTest {
  static final String NAME = "slipway-boot-test";

  /** The network address of the guest, for a context that names its interface. */
  public static final MacAddress MAC = MacAddress.fromName(NAME);

  private final Path work;
  private final Probe probe;
  private final Event.Listener listener;

  /**
   * Prepares tests.
   *
   * @param work where temporary folders are made
   * @param probe says how guests run best on this machine
   * @param listener hears of each boot as a step, {@code boot-bios} or {@code boot-uefi}, and each
   *     line of its serial console as that step's output
   */
  public BootTest(Path work, Probe probe, Event.Listener listener) {
    this.work = work;
    this.probe = probe;
    this.listener = listener;
  }

  /**
   * Boots an image by each firmware in turn.
   *
   * @return a result for each, in their order; an image that does not come up is a result, too
   * @throws CloudException where the image or a program that is needed is missing
   */
  public List<BootResult> run(BootSpec spec) throws IOException, InterruptedException {
    Overlay.formatOf(spec.image());
    Path context = spec.context();
    if (context != null && !Files.isRegularFile(context)) {
      throw new CloudException(Code.MISSING, "context medium " + context + " is not there");
    }
    Files.createDirectories(spec.results());
    List<BootResult> results = new ArrayList<>();
    try (OnShutdown _ = OnShutdown.interrupt(Thread.currentThread())) {
      for (Firmware firmware : spec.firmware()) {
        results.add(boot(spec, firmware));
      }
    }
    return results;
  }

  private BootResult boot(BootSpec spec, Firmware firmware)
      throws IOException, InterruptedException {
    String step = "boot-" + firmware;
    listener.on(
        new Event.Started(step, "Boot " + spec.image().getFileName() + " by " + firmware.name()));
    long start = System.nanoTime();
    try (TemporaryFolder folder = TemporaryFolder.create(work, "boot-")) {
      BootResult result =
          new Boot(spec, firmware, folder.path(), listener)
              .run(probe.abilities(spec.architecture()));
      if (result.passed()) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        listener.on(new Event.Finished(step, Outcome.DONE, took));
      } else {
        listener.on(new Event.Failed(step, result.explanation()));
      }
      return result;
    } catch (IOException e) {
      listener.on(new Event.Failed(step, String.valueOf(e.getMessage())));
      throw e;
    }
  }
}
