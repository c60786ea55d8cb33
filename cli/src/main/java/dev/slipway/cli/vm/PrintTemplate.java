package dev.slipway.cli.vm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Bytes;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.MacAddress;
import dev.slipway.cloud.libvirt.Domain;
import dev.slipway.cloud.libvirt.KnownDomains;
import dev.slipway.cloud.libvirt.LibvirtSpec;
import dev.slipway.cloud.libvirt.LibvirtTemplate;
import dev.slipway.cloud.qemu.Acceleration;
import dev.slipway.cloud.qemu.Drive;
import dev.slipway.cloud.qemu.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway vm template}. */
@Command(
    name = "template",
    description = "Prints a machine for libvirt: its domain XML.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Names and UUIDs that libvirt or another template has already, and files and bridges that are"
          + " not there, are errors.",
      "Example:",
      "  slipway disk overlay debian1.qcow2 --base debian",
      "  slipway vm template debian1 --disk debian1.qcow2 --context c.iso >d1.xml",
      "  virsh define d1.xml"
    })
final class PrintTemplate implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "The machine's name.")
  private String name = "";

  @Option(
      names = "--disk",
      required = true,
      paramLabel = "FILE",
      description = "Its disk, qcow2 or raw, that it writes to.")
  private Path disk = Path.of("");

  @Option(
      names = "--uuid",
      paramLabel = "UUID",
      description = "Its UUID (default: libvirt's choice).")
  private @Nullable UUID uuid;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Bytes.class,
      defaultValue = "512M",
      description = "Its memory (default: ${DEFAULT-VALUE}).")
  private long memory;

  @Option(
      names = "--vcpus",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many processors (default: ${DEFAULT-VALUE}).")
  private int vcpus;

  @Option(names = "--context", paramLabel = "ISO", description = "Its context medium.")
  private @Nullable Path context;

  @Option(
      names = "--bridge",
      paramLabel = "BRIDGE",
      defaultValue = "virbr0",
      description = "The bridge that its network card is on (default: ${DEFAULT-VALUE}).")
  private String bridge = "virbr0";

  @Option(
      names = "--mac",
      paramLabel = "MAC",
      description = "Its network address (default: made from its name).")
  private @Nullable String mac;

  @Option(
      names = "--emulator",
      paramLabel = "FILE",
      description = "The program that runs it (default: /usr/bin/qemu-system-…).")
  private @Nullable Path emulator;

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      defaultValue = "amd64",
      description = "amd64, i386 or arm64 (default: ${DEFAULT-VALUE}).")
  private String architecture = "amd64";

  @Option(
      names = "--firmware",
      paramLabel = "FIRMWARE",
      defaultValue = "bios",
      description = "bios or uefi (default: ${DEFAULT-VALUE}).")
  private String firmware = "bios";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "kvm or qemu (default: what really runs a guest on this machine).")
  private @Nullable String type;

  @Option(
      names = "--connect",
      paramLabel = "URI",
      defaultValue = "qemu:///system",
      description = "The libvirt that is asked for its machines (default: ${DEFAULT-VALUE}).")
  private String connect = "qemu:///system";

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "A folder with other machines' XML, which must not clash; repeat.")
  private List<Path> templates = List.of();

  @Option(names = "--json", description = "Print the XML as a JSON string.")
  private boolean json;

  PrintTemplate(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path here = surroundings.folder();
    Architecture processor = Architecture.of(architecture);
    LibvirtSpec spec =
        new LibvirtSpec(
            name,
            Optional.ofNullable(uuid),
            processor,
            Firmware.of(firmware),
            Memory.mebibytes(memory),
            vcpus,
            here.resolve(disk),
            Optional.ofNullable(context).map(here::resolve),
            Drive.Bus.VIRTIO,
            bridge,
            mac == null ? MacAddress.fromName(name) : MacAddress.of(mac),
            Optional.ofNullable(emulator).map(here::resolve));
    String xml = new LibvirtTemplate().print(spec, acceleration(processor), known());
    if (json) {
      surroundings.out().println(Json.text(Map.of("name", name, "xml", xml)));
    } else {
      surroundings.out().print(xml);
    }
    return 0;
  }

  private Acceleration acceleration(Architecture processor)
      throws IOException, InterruptedException {
    if (type == null) {
      return new Probe(surroundings.cacheFolder()).abilities(processor).acceleration();
    }
    return switch (type) {
      case "kvm" -> Acceleration.KVM;
      case "qemu" -> Acceleration.TCG;
      default -> throw new UsageException("`" + type + "` is no type; there are kvm and qemu");
    };
  }

  private List<Domain> known() throws IOException, InterruptedException {
    List<Domain> domains = new ArrayList<>();
    KnownDomains.ofLibvirt(connect).ifPresent(domains::addAll);
    for (Path folder : templates) {
      domains.addAll(KnownDomains.inFolder(surroundings.folder().resolve(folder)));
    }
    return domains;
  }
}
