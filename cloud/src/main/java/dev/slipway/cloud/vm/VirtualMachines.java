package dev.slipway.cloud.vm;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.InstanceName;
import dev.slipway.cloud.folder.FolderLock;
import dev.slipway.cloud.folder.TemporaryFolder;
import dev.slipway.cloud.qemu.Overlay;
import dev.slipway.cloud.qemu.Probe;
import dev.slipway.cloud.vm.VmFolder.VmRecord;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The instances of one folder: a folder each, named as the instance. They run on when this program
 * ends, and what it leaves half done when it is killed, the next command finishes or removes: an
 * instance is made under {@code .new-NAME} and renamed when it is whole, and renamed to {@code
 * .gone-NAME} before it is removed. Several programs may use the folder at once.
 */
public final class VirtualMachines {
  private static final String NEW = ".new-";
  private static final String GONE = ".gone-";

  private final Path root;
  private final Probe probe;
  private final Launcher launcher;
  private final Stopper stopper;

  /**
   * The instances of a folder.
   *
   * @param root the folder; made where it is missing
   * @param probe says how guests run best on this machine
   */
  public VirtualMachines(Path root, Probe probe) {
    this(root, probe, new Stopper(Patience.USUAL));
  }

  VirtualMachines(Path root, Probe probe, Stopper stopper) {
    this.root = root.toAbsolutePath().normalize();
    this.probe = probe;
    this.launcher = new Launcher();
    this.stopper = stopper;
  }

  /**
   * Makes an instance; it does not run yet.
   *
   * @throws CloudException where the name is taken, a value is out of range or a file is missing
   */
  public Vm create(VmSpec spec) throws IOException, InterruptedException {
    spec.check();
    checkFiles(spec);
    try (FolderLock _ = lock()) {
      reap();
      if (Files.exists(root.resolve(spec.name()))) {
        throw new CloudException(
            Code.TAKEN,
            "an instance "
                + spec.name()
                + " is in "
                + root
                + " already; choose another name or remove that one");
      }
      Path making = root.resolve(NEW + spec.name());
      try {
        new VmFolder(making).fill(spec, UUID.randomUUID());
        Files.move(making, root.resolve(spec.name()), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        if (Files.exists(making)) {
          TemporaryFolder.delete(making);
        }
      }
    }
    return show(spec.name());
  }

  /** Every instance, by name. */
  public List<Vm> list() throws IOException {
    List<Vm> found = new ArrayList<>();
    if (Files.isDirectory(root)) {
      for (Path folder : folders()) {
        String name = folder.getFileName().toString();
        if (!name.startsWith(".")) {
          look(new VmFolder(folder)).ifPresent(found::add);
        }
      }
    }
    found.sort(Comparator.comparing(Vm::name));
    return found;
  }

  /** One instance. */
  public Vm show(String name) throws IOException {
    InstanceName.check(name);
    return look(new VmFolder(root.resolve(name))).orElseThrow(() -> unknown(name));
  }

  /** The names of the instances whose disks lie over an image, which must stay as long. */
  public List<String> using(Path image) throws IOException {
    Path base = image.toAbsolutePath().normalize();
    return list().stream().filter(vm -> vm.spec().image().equals(base)).map(Vm::name).toList();
  }

  /** Starts an instance; it runs when this returns, though its system has only begun to boot. */
  public Vm start(String name) throws IOException, InterruptedException {
    try (FolderLock _ = lock()) {
      reap();
      Vm vm = show(name);
      if (vm.running()) {
        throw new CloudException(
            Code.RUNNING, "instance " + name + " runs already, as process " + vm.pid());
      }
      Architecture architecture = vm.spec().architecture();
      VmFolder folder = new VmFolder(vm.folder());
      launcher.start(folder, new VmRecord(vm.uuid(), vm.spec()), probe.abilities(architecture));
    }
    return show(name);
  }

  /**
   * Stops an instance: presses its power button, and where that does not help within the time that
   * it has, ends its QEMU.
   */
  public Stopped stop(String name) throws IOException, InterruptedException {
    Vm vm = show(name);
    return stopper.stop(new VmFolder(vm.folder()), vm.uuid());
  }

  /**
   * Removes an instance and all that it wrote.
   *
   * @param force whether to end it first where it runs, as if its power failed
   */
  public void remove(String name, boolean force) throws IOException, InterruptedException {
    try (FolderLock _ = lock()) {
      reap();
      Vm vm = show(name);
      if (vm.running() && !force) {
        throw new CloudException(
            Code.RUNNING, "instance " + name + " runs; stop it first, or remove it by force");
      }
      stopper.kill(new VmFolder(vm.folder()), vm.uuid());
      Path gone = root.resolve(GONE + name);
      Files.move(vm.folder(), gone, StandardCopyOption.ATOMIC_MOVE);
      TemporaryFolder.delete(gone);
    }
  }

  /** A running instance's serial console, for one user at a time. */
  public Console console(String name) throws IOException {
    Vm vm = show(name);
    if (!vm.running()) {
      throw new CloudException(
          Code.STOPPED, "instance " + name + " does not run; start it, or read " + vm.serialLog());
    }
    return Console.open(new VmFolder(vm.folder()), name);
  }

  private Optional<Vm> look(VmFolder folder) throws IOException {
    Optional<VmRecord> kept = folder.read();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    VmRecord instance = kept.get();
    Optional<ProcessHandle> process = QemuProcess.find(folder.pidFile(), instance.uuid());
    long pid = process.map(ProcessHandle::pid).orElse(0L);
    return Optional.of(
        new Vm(
            instance.spec(),
            instance.uuid(),
            pid,
            pid == 0 ? List.of() : launcher.ports(folder, instance.spec(), pid),
            folder.path()));
  }

  private static void checkFiles(VmSpec spec) throws IOException {
    Overlay.formatOf(spec.image());
    for (Path disk : spec.dataDisks()) {
      Overlay.formatOf(disk);
    }
    Path context = spec.context();
    if (context != null && !Files.isRegularFile(context)) {
      throw new CloudException(
          Code.MISSING,
          "context medium "
              + context
              + " is not there; make one with slipway context create, or leave it out");
    }
  }

  private FolderLock lock() throws IOException, InterruptedException {
    Files.createDirectories(root);
    return FolderLock.take(root.resolve(".lock"));
  }

  /** Removes what was being made or removed when a program was killed; under the lock. */
  private void reap() throws IOException {
    for (Path folder : folders()) {
      String name = folder.getFileName().toString();
      if (name.startsWith(NEW) || name.startsWith(GONE)) {
        TemporaryFolder.delete(folder);
      }
    }
  }

  private List<Path> folders() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
      folders.forEach(found::add);
    }
    return found;
  }

  private CloudException unknown(String name) {
    return new CloudException(
        Code.UNKNOWN,
        "there is no instance " + name + " in " + root + "; slipway vm list shows all");
  }
}
