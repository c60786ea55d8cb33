package dev.slipway.cli.vm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.cloud.qemu.PortForward;
import dev.slipway.cloud.vm.Vm;
import dev.slipway.cloud.vm.VmSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway vm show}. */
@Command(
    name = "show",
    description = "Shows what an instance is, and where its files are.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  slipway vm show web1",
      "  tail -f $(slipway vm show web1 --json | jq -r .serialLog)"
    })
final class ShowVm implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "The instance.")
  private String name = "";

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  ShowVm(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Vm vm = Instances.of(surroundings).show(name);
    if (json) {
      surroundings.out().println(Json.text(VmJson.of(vm)));
    } else {
      Text.table(rows(vm)).forEach(surroundings.out()::println);
    }
    return 0;
  }

  private static List<List<String>> rows(Vm vm) {
    VmSpec spec = vm.spec();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("name", vm.name()));
    rows.add(List.of("state", VmJson.state(vm) + (vm.running() ? ", process " + vm.pid() : "")));
    rows.add(List.of("uuid", vm.uuid().toString()));
    rows.add(List.of("image", spec.image().toString()));
    rows.add(List.of("machine", spec.architecture() + ", boots by " + spec.firmware()));
    rows.add(List.of("memory", Text.size((long) spec.memoryMiB() << 20)));
    rows.add(List.of("cpus", Integer.toString(spec.cpus())));
    rows.add(List.of("disk", spec.diskSize() == 0 ? "as the image's" : Text.size(spec.diskSize())));
    for (Path disk : spec.dataDisks()) {
      rows.add(List.of("data disk", disk.toString()));
    }
    rows.add(List.of("context", spec.context() == null ? "none" : "read at first boot"));
    rows.add(List.of("mac", spec.mac().text()));
    for (PortForward port : vm.running() ? vm.ports() : spec.ports()) {
      rows.add(List.of("port", port(port, vm.running())));
    }
    rows.add(List.of("folder", vm.folder().toString()));
    rows.add(List.of("serial log", vm.serialLog().toString()));
    return rows;
  }

  private static String port(PortForward port, boolean running) {
    String words =
        (port.host() == 0 ? "a free port" : "127.0.0.1:" + port.host())
            + " leads to "
            + port.guest();
    return running && port.guest() == 22
        ? words + ": ssh -p " + port.host() + " root@127.0.0.1"
        : words;
  }
}
