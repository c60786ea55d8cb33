package dev.slipway.cloud.vm;

import dev.slipway.cloud.qemu.Drive;
import dev.slipway.cloud.qemu.Probe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second program that uses the same instances: {@code FOLDER list|start|create NAME}. */
final class OtherProgram {
  private OtherProgram() {}

  static ProcessBuilder builder(Path folder, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(OtherProgram.class.getName(), folder.toString()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    VirtualMachines machines =
        new VirtualMachines(folder.resolve("vms"), new Probe(folder.resolve("cache")));
    switch (arguments[1]) {
      case "list" ->
          machines
              .list()
              .forEach(vm -> System.out.println(vm.name() + " " + vm.pid() + " " + vm.ports()));
      case "start" -> {
        System.out.println("ready");
        machines.start(arguments[2]);
      }
      case "create" -> {
        VmSpec spec = VmSpec.of(arguments[2], folder.resolve("base.raw"));
        Path context = folder.resolve("context.iso");
        System.out.println("ready");
        machines.create(spec.withContext(context, Drive.Bus.VIRTIO));
      }
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }
}
