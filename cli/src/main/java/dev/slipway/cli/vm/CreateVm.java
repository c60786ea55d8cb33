package dev.slipway.cli.vm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.image.CatalogOption;
import dev.slipway.cli.image.ImageFile;
import dev.slipway.cli.terminal.Bytes;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.MacAddress;
import dev.slipway.cloud.qemu.PortForward;
import dev.slipway.cloud.vm.VirtualMachines;
import dev.slipway.cloud.vm.Vm;
import dev.slipway.cloud.vm.VmSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway vm create}. */
@Command(
    name = "create",
    description = "Makes an instance of an image; the image stays as it is.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A context in a folder or a context.yml becomes a medium; the instance's host name is NAME"
          + " unless that says otherwise. Sizes are such as 512M or 10G.",
      "Examples:",
      "  slipway vm create web1 --image debian --context web1/ --start",
      "  slipway vm create db1 --image disk.qcow2 --memory 2G --forward 2222:22,0:5432"
    })
final class CreateVm implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(paramLabel = "NAME", description = "What the instance is called.")
  private String name = "";

  @Option(
      names = {"-i", "--image"},
      required = true,
      paramLabel = "IMAGE",
      description = "A disk's file, or an image of the catalog: its id, name or NAME_vVERSION.")
  private String image = "";

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Bytes.class,
      defaultValue = "512M",
      description = "Its memory (default: ${DEFAULT-VALUE}).")
  private long memory;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many processors (default: ${DEFAULT-VALUE}).")
  private int cpus;

  @Option(
      names = "--disk-size",
      paramLabel = "SIZE",
      converter = Bytes.class,
      defaultValue = "0",
      description = "Its disk's size (default: the image's).")
  private long diskSize;

  @Option(
      names = "--firmware",
      paramLabel = "FIRMWARE",
      description = "bios or uefi (default: bios, where the image boots by it).")
  private @Nullable String firmware;

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      description = "amd64, i386 or arm64 (default: the image's; for a file, this machine's).")
  private @Nullable String architecture;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      description = "What it reads at first boot: an ISO, a folder or a context.yml.")
  private @Nullable Path context;

  @Option(
      names = "--forward",
      split = ",",
      paramLabel = "HOST:GUEST",
      description = "A port of 127.0.0.1 that leads into it; 0 for a free one; repeat.")
  private List<String> ports = List.of();

  @Option(
      names = "--data-disk",
      paramLabel = "FILE",
      description = "A further disk, raw or qcow2, that it writes to; repeat.")
  private List<Path> dataDisks = List.of();

  @Option(
      names = "--mac",
      paramLabel = "MAC",
      description = "Its network address (default: made from its name).")
  private @Nullable String mac;

  @Option(names = "--start", description = "Start it, too.")
  private boolean start;

  @Option(names = "--json", description = "Print the instance as JSON.")
  private boolean json;

  CreateVm(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    VirtualMachines machines = Instances.of(surroundings);
    VmSpec spec = spec();
    Vm vm;
    try (MediumOfInstance medium = MediumOfInstance.of(surroundings, name, context)) {
      vm = machines.create(spec.withContext(medium.iso(), spec.contextBus()));
    }
    if (start) {
      vm = start(machines);
    }
    surroundings
        .out()
        .println(
            json
                ? Json.text(VmJson.of(vm))
                : name + (start ? ": started" + StartVms.ports(vm) : ": made"));
    return 0;
  }

  private Vm start(VirtualMachines machines) throws IOException, InterruptedException {
    try {
      return machines.start(name);
    } catch (IOException e) {
      surroundings
          .err()
          .println(
              "%s is made, but does not start; when that is mended: slipway vm start %s"
                  .formatted(name, name));
      throw e;
    }
  }

  private VmSpec spec() throws IOException {
    ImageFile found = ImageFile.find(surroundings, catalog, image);
    Architecture wanted =
        Architecture.of(architecture == null ? found.architecture() : architecture);
    List<PortForward> forwards = new ArrayList<>();
    for (String port : ports) {
      forwards.add(PortForward.of(port));
    }
    VmSpec spec =
        VmSpec.of(name, found.disk())
            .on(wanted, firmware(wanted, found.firmware()))
            .sized(Memory.mebibytes(memory), cpus, diskSize)
            .withDataDisks(dataDisks.stream().map(surroundings.folder()::resolve).toList())
            .withPorts(forwards);
    return mac == null ? spec : spec.withMac(MacAddress.of(mac));
  }

  private Firmware firmware(Architecture wanted, List<String> known) throws CloudException {
    if (firmware != null) {
      return Firmware.of(firmware);
    }
    boolean bios = known.isEmpty() ? wanted.isPc() : known.contains("bios");
    return bios ? Firmware.BIOS : Firmware.UEFI;
  }
}
