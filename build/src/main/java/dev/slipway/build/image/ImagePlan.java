package dev.slipway.build.image;

import dev.slipway.build.debian.Archive;
import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage.Role;
import dev.slipway.build.plan.Step;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Firmware;
import dev.slipway.definition.FormatSpec;
import dev.slipway.definition.Script;
import dev.slipway.disk.target.Subject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps that make an image, from its definition and lock: nothing else decides them.
 *
 * @param steps all of them, each after those that it needs
 * @param disk the step that writes the disk
 * @param outputs the artifacts that were asked for, in the definition's order
 * @param last the steps that nothing else needs
 * @param test the step that boots the disk, where the definition asks for it
 */
record ImagePlan(
    List<Step> steps,
    WriteDisk disk,
    List<Output> outputs,
    List<Step> last,
    Optional<TestImage> test) {
  ImagePlan {
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
    last = List.copyOf(last);
  }

  /** What steps are done with. */
  record Means(
      Archive archive, Artifacts artifacts, ImageTester tester, Map<String, String> environment) {}

  static ImagePlan of(
      Definition definition,
      Architecture architecture,
      Lock lock,
      List<FormatSpec> formats,
      boolean test,
      Means means)
      throws IOException {
    List<Step> steps = new ArrayList<>();
    Instant time = lock.time();
    FetchPackages fetch = new FetchPackages(means.archive(), lock, Role.IMAGE);
    InstallPackages install =
        new InstallPackages(fetch, means.archive(), definition.base().documentation());
    steps.add(fetch);
    steps.add(install);
    Optional<BuildBootLoader> bootLoader = Optional.empty();
    if (!lock.packages(Role.TOOL).isEmpty()) {
      FetchPackages tools = new FetchPackages(means.archive(), lock, Role.TOOL);
      DiskLayout layout = new DiskLayout(definition, architecture);
      bootLoader =
          Optional.of(
              new BuildBootLoader(
                  tools,
                  install,
                  lock.packages(Role.TOOL).stream().map(means.archive()::file).toList(),
                  architecture,
                  layout.firmwares(),
                  layout.rootId()));
      steps.add(tools);
      steps.add(bootLoader.get());
    }
    Layers layers = new Layers(List.of(install));
    ApplySettings settings = new ApplySettings(definition, layers, time);
    steps.add(settings);
    layers = layers.with(settings);
    for (Script script : definition.scripts()) {
      RunScript step =
          new RunScript(
              definition, script, architecture.debianName(), layers, time, passed(script, means));
      steps.add(step);
      layers = layers.with(step);
    }
    boolean raw = formats.stream().anyMatch(FormatSpec.Raw.class::isInstance);
    WriteDisk disk =
        new WriteDisk(definition, architecture, layers, bootLoader, means.artifacts(), time, raw);
    steps.add(disk);
    List<Step> last = new ArrayList<>(raw ? List.of(disk) : List.of());
    Map<String, Output> outputs = new LinkedHashMap<>();
    formats.forEach(f -> outputs.put(f.name(), disk.output()));
    List<FormatSpec> others = formats.stream().filter(f -> !(f instanceof FormatSpec.Raw)).toList();
    if (!others.isEmpty()) {
      Subject subject = subject(definition, architecture, time);
      WriteFormats write = new WriteFormats(definition, others, subject, disk, means.artifacts());
      write.outputs().forEach(o -> outputs.put(o.format(), o));
      steps.add(write);
      last.add(write);
    }
    Optional<TestImage> boots = Optional.empty();
    if (test && definition.test().isPresent()) {
      boots = Optional.of(new TestImage(definition, architecture, disk, means.tester()));
      steps.add(boots.get());
      last.add(boots.get());
    }
    return new ImagePlan(steps, disk, List.copyOf(outputs.values()), last, boots);
  }

  private static Subject subject(Definition definition, Architecture architecture, Instant time) {
    Set<Firmware> firmwares = new DiskLayout(definition, architecture).firmwares();
    return new Subject(
        definition.name(),
        definition.version(),
        definition.disk().size(),
        architecture.debianName(),
        firmwares.containsAll(List.of(Firmware.BIOS, Firmware.UEFI))
            ? Subject.Firmware.BOTH
            : firmwares.contains(Firmware.UEFI) ? Subject.Firmware.UEFI : Subject.Firmware.BIOS,
        time);
  }

  private static Map<String, String> passed(Script script, Means means) {
    Map<String, String> passed = new LinkedHashMap<>();
    for (String name : script.pass()) {
      String value = means.environment().get(name);
      if (value != null) {
        passed.put(name, value);
      }
    }
    return passed;
  }
}
