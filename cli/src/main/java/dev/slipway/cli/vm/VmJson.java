package dev.slipway.cli.vm;

import dev.slipway.cloud.vm.Vm;
import dev.slipway.cloud.vm.VmSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instances for programs. */
final class VmJson {
  private VmJson() {}

  static Map<String, @Nullable Object> of(Vm vm) {
    VmSpec spec = vm.spec();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", vm.name());
    fields.put("state", state(vm));
    fields.put("uuid", vm.uuid().toString());
    fields.put("pid", vm.running() ? vm.pid() : null);
    fields.put("image", spec.image().toString());
    fields.put("architecture", spec.architecture().toString());
    fields.put("firmware", spec.firmware().toString());
    fields.put("memory", (long) spec.memoryMiB() << 20);
    fields.put("cpus", spec.cpus());
    fields.put("diskSize", spec.diskSize() == 0 ? null : spec.diskSize());
    fields.put("context", spec.context() != null);
    fields.put("dataDisks", spec.dataDisks().stream().map(Object::toString).toList());
    fields.put(
        "ports",
        (vm.running() ? vm.ports() : spec.ports()).stream().map(Object::toString).toList());
    fields.put("mac", spec.mac().text());
    fields.put("folder", vm.folder().toString());
    fields.put("serialLog", vm.serialLog().toString());
    return fields;
  }

  /** In a word. */
  static String state(Vm vm) {
    return vm.running() ? "running" : "stopped";
  }
}
