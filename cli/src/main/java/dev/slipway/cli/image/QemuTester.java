package dev.slipway.cli.image;

import dev.slipway.build.BuildException;
import dev.slipway.build.catalog.ImageRecord.TestResult;
import dev.slipway.build.image.ImageTester;
import dev.slipway.cli.Surroundings;
import dev.slipway.cloud.boot.BootResult;
import dev.slipway.cloud.boot.BootSpec;
import dev.slipway.cloud.boot.BootTest;
import dev.slipway.cloud.qemu.Probe;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Firmware;
import dev.slipway.definition.TestSpec;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Boots images in QEMU on this machine. */
final class QemuTester implements ImageTester {
  private static final TestSpec DEFAULTS =
      new TestSpec("login:", List.of(), Duration.ofMinutes(5), 512L << 20);

  private final Surroundings surroundings;
  private final Event.Listener events;

  QemuTester(Surroundings surroundings, Event.Listener events) {
    this.surroundings = surroundings;
    this.events = events;
  }

  @Override
  public List<TestResult> test(Path disk, Definition definition, Architecture architecture)
      throws IOException, InterruptedException {
    List<Firmware> firmware = definition.disk().bootOf(architecture).stream().sorted().toList();
    List<BootResult> results =
        boot(
            disk,
            architecture.debianName(),
            firmware.stream().map(f -> f.name().toLowerCase(Locale.ROOT)).toList(),
            definition.test().orElse(DEFAULTS),
            TestMedium.ofCommands());
    List<TestResult> seen = new ArrayList<>();
    for (BootResult each : results) {
      if (!each.passed()) {
        throw new BuildException(
            BuildException.Code.TEST,
            "the image does not pass its test by " + each.firmware() + ": " + each.explanation());
      }
      seen.add(
          new TestResult(
              each.firmware().toString(), each.bootTime().orElseThrow().toMillis() / 1000.0));
    }
    return seen;
  }

  /** Boots a disk by each firmware and says what came of each. */
  List<BootResult> boot(
      Path disk, String architecture, List<String> firmware, TestSpec test, TestMedium medium)
      throws IOException, InterruptedException {
    Path work = surroundings.cacheFolder().resolve("boots");
    List<dev.slipway.cloud.Firmware> ways = new ArrayList<>();
    for (String each : firmware) {
      ways.add(dev.slipway.cloud.Firmware.of(each));
    }
    BootSpec spec =
        BootSpec.of(disk, dev.slipway.cloud.Architecture.of(architecture), ways, work)
            .expecting(test.expect(), test.timeout())
            .sized((int) (test.memory() >> 20), 1);
    if (!test.commands().isEmpty()) {
      spec = spec.running(test.commands(), medium);
    }
    Probe probe = new Probe(surroundings.cacheFolder());
    return new BootTest(work, probe, events).run(spec);
  }
}
