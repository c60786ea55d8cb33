package dev.slipway.cloud.vm;

import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.qemu.Qmp;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Stops an instance, gently at first. */
final class Stopper {
  private static final Duration MONITOR = Duration.ofSeconds(5);
  private static final Duration KILL = Duration.ofSeconds(10);
  private static final long LOOK_EVERY_MILLIS = 50;

  private final Patience patience;

  Stopper(Patience patience) {
    this.patience = patience;
  }

  Stopped stop(VmFolder folder, UUID uuid) throws IOException, InterruptedException {
    Optional<ProcessHandle> process = QemuProcess.find(folder.pidFile(), uuid);
    if (process.isEmpty()) {
      return Stopped.ALREADY;
    }
    if (pressPowerButton(folder) && ended(folder, uuid, patience.powerDown())) {
      return Stopped.POWERED_DOWN;
    }
    process.get().destroy();
    if (ended(folder, uuid, patience.terminate())) {
      return Stopped.TERMINATED;
    }
    kill(folder, uuid);
    return Stopped.KILLED;
  }

  void kill(VmFolder folder, UUID uuid) throws IOException, InterruptedException {
    Optional<ProcessHandle> process = QemuProcess.find(folder.pidFile(), uuid);
    if (process.isPresent()) {
      process.get().destroyForcibly();
      if (!ended(folder, uuid, KILL)) {
        throw new CloudException(
            Code.FAILED,
            "process " + process.get().pid() + " does not end though it was killed; try again");
      }
    }
  }

  /** Whether the monitor took the order; one that does not answer gets no patience. */
  private static boolean pressPowerButton(VmFolder folder) throws InterruptedException {
    try (Qmp monitor = Qmp.connect(folder.monitor(), MONITOR)) {
      monitor.powerDown();
      return true;
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      return false;
    }
  }

  /** The process may be anybody's child, or a zombie that nobody waits for: looking is reliable. */
  private static boolean ended(VmFolder folder, UUID uuid, Duration limit)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (QemuProcess.find(folder.pidFile(), uuid).isPresent()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return true;
  }
}
