package dev.slipway.build.image;

import dev.slipway.build.debian.Archive;
import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage.Role;
import dev.slipway.build.plan.Step;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.FormatSpec;
import dev.slipway.definition.Script;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps that make an image, from its definition and lock: nothing else decides them.
 *
 * @param steps all of them, each after those that it needs
 * @param disk the step that writes the disk
 * @param formats the steps whose artifacts were asked for
 * @param test the step that boots the disk, where the definition asks for it
 */
record ImagePlan(List<Step> steps, WriteDisk disk, List<Step> formats, Optional<TestImage> test) {
  ImagePlan {
    steps = List.copyOf(steps);
    formats = List.copyOf(formats);
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
    List<Step> outputs = outputs(formats, disk, means);
    outputs.stream().filter(s -> !s.equals(disk)).forEach(steps::add);
    Optional<TestImage> boots = Optional.empty();
    if (test && definition.test().isPresent()) {
      boots = Optional.of(new TestImage(definition, architecture, disk, means.tester()));
      steps.add(boots.get());
    }
    return new ImagePlan(steps, disk, outputs, boots);
  }

  private static List<Step> outputs(List<FormatSpec> formats, WriteDisk disk, Means means) {
    Map<String, Step> outputs = new LinkedHashMap<>();
    for (FormatSpec format : formats) {
      outputs.put(
          format.name(),
          switch (format) {
            case FormatSpec.Raw _ -> disk;
            case FormatSpec.Qcow2 qcow2 -> new WriteQcow2(qcow2, disk, means.artifacts());
          });
    }
    return List.copyOf(outputs.values());
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
