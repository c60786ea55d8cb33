package dev.slipway.cloud.qemu;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.folder.TemporaryFolder;
import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what QEMU can do on this machine by running a tiny guest. That {@code /dev/kvm} exists
 * says little: under some hypervisors it is there, and a guest hangs as soon as its kernel enters
 * long mode. What was found is kept until the next boot of this machine.
 */
public final class Probe {
  private static final Duration TCG_LIMIT = Duration.ofSeconds(60);
  private static final Duration KVM_LIMIT = Duration.ofSeconds(2);

  /** A slow answer on a busy machine is no reason to do without KVM, so TCG is the measure. */
  private static final int KVM_MAY_BE_SLOWER = 4;

  private final Path cache;
  private final Path kvm;
  private final String host;
  private final String bootId;

  /**
   * Probes this machine.
   *
   * @param cache a folder for what was found; made where it is missing
   */
  public Probe(Path cache) throws IOException {
    this(
        cache,
        Path.of("/dev/kvm"),
        System.getProperty("os.arch"),
        Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
  }

  Probe(Path cache, Path kvm, String host, String bootId) {
    this.cache = cache;
    this.kvm = kvm;
    this.host = host;
    this.bootId = bootId;
  }

  /**
   * What QEMU can do for guests of an architecture.
   *
   * @throws CloudException where QEMU is not there or runs no guest at all
   */
  public Abilities abilities(Architecture architecture) throws IOException, InterruptedException {
    Path file = cache.resolve("qemu-" + architecture);
    Optional<Abilities> kept = read(file);
    if (kept.isPresent()) {
      return kept.get();
    }
    try (TemporaryFolder work = TemporaryFolder.create(cache, "probe-")) {
      Abilities found = probe(architecture, work.path());
      Path aside = work.path().resolve("found");
      write(aside, found);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      return found;
    }
  }

  private void write(Path file, Abilities found) throws IOException {
    Files.writeString(
        file,
        String.join(
            "\n",
            bootId,
            found.acceleration().name(),
            Boolean.toString(found.sandbox()),
            found.reason().replace('\n', ' ')));
  }

  private Optional<Abilities> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 3 || !lines.getFirst().equals(bootId)) {
      return Optional.empty();
    }
    return Optional.of(
        new Abilities(
            lines.get(1).equals("KVM") ? Acceleration.KVM : Acceleration.TCG,
            Boolean.parseBoolean(lines.get(2)),
            lines.size() > 3 ? lines.get(3) : ""));
  }

  private Abilities probe(Architecture architecture, Path work)
      throws IOException, InterruptedException {
    Path guest = ProbeGuest.write(architecture, work);
    boolean sandbox = true;
    long start = System.nanoTime();
    String fault = run(architecture, Acceleration.TCG, true, guest, TCG_LIMIT);
    if (!fault.isEmpty()) {
      sandbox = false;
      start = System.nanoTime();
      fault = run(architecture, Acceleration.TCG, false, guest, TCG_LIMIT);
    }
    if (!fault.isEmpty()) {
      throw new CloudException(
          Code.FAILED,
          architecture.qemuProgram()
              + " runs no guest here: "
              + fault
              + "; install the package "
              + (architecture.isPc() ? "qemu-system-x86" : "qemu-system-arm"));
    }
    Duration tcg = Duration.ofNanos(System.nanoTime() - start);
    String why = whyNotKvm(architecture, sandbox, guest, tcg);
    return new Abilities(why.isEmpty() ? Acceleration.KVM : Acceleration.TCG, sandbox, why);
  }

  private String whyNotKvm(Architecture architecture, boolean sandbox, Path guest, Duration tcg)
      throws InterruptedException {
    if (!architecture.runsOn(host)) {
      return "this machine's processor (" + host + ") does not run " + architecture;
    }
    if (!Files.isWritable(kvm)) {
      return kvm + (Files.exists(kvm) ? " may not be opened" : " is not there");
    }
    Duration slow = tcg.multipliedBy(KVM_MAY_BE_SLOWER);
    Duration limit = slow.compareTo(KVM_LIMIT) > 0 ? slow : KVM_LIMIT;
    String fault = run(architecture, Acceleration.KVM, sandbox, guest, limit);
    return fault.isEmpty() ? "" : "KVM runs no guest here: " + fault;
  }

  /** Runs the guest; returns what went wrong, or nothing. */
  private static String run(
      Architecture architecture,
      Acceleration acceleration,
      boolean sandbox,
      Path guest,
      Duration limit)
      throws InterruptedException {
    List<String> line = new ArrayList<>();
    line.addAll(List.of(architecture.qemuProgram(), "-nodefaults", "-no-user-config"));
    line.addAll(List.of("-display", "none", "-no-reboot"));
    line.addAll(List.of("-accel", acceleration == Acceleration.KVM ? "kvm" : "tcg"));
    line.addAll(List.of("-cpu", Abilities.processor(architecture, acceleration)));
    if (sandbox) {
      line.addAll(List.of("-sandbox", QemuArguments.SANDBOX));
    }
    line.addAll(ProbeGuest.arguments(architecture, guest));
    List<String> output = new ArrayList<>();
    try {
      int status = Command.of(line).timeout(limit).onLine(output::add).status();
      int expected = ProbeGuest.expectedStatus(architecture);
      if (status == expected) {
        return "";
      }
      return "QEMU ended with status "
          + status
          + (output.isEmpty() ? "" : " (" + output.getLast() + ")");
    } catch (CommandFailed e) {
      return String.valueOf(e.getMessage());
    }
  }
}
