package dev.slipway.build.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.lock.LockedPackage;
import dev.slipway.build.mirror.SmallMirror;
import dev.slipway.build.mirror.SmallMirror.Trouble;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program is killed in one step after the other; then one run goes through. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledLongTest {
  private Workplace here;
  private List<String> mounts = List.of();
  private List<String> loops = List.of();

  @BeforeAll
  void open() throws Exception {
    here = Workplace.create();
    mounts = mounts();
    loops = loops();
  }

  @AfterAll
  void close() throws Exception {
    here.close();
  }

  @Test
  @Order(1)
  void whileItResolves() throws Exception {
    Path lock = here.folder().resolve("slipway.lock");
    Files.delete(lock);
    try (RunningBuild build = RunningBuild.start(here, Map.of())) {
      build.await(e -> is(e, "started", "resolve"));
      kill(build);
    }
    assertThat(lock).doesNotExist();
    here.useSharedLock();
  }

  @Test
  @Order(2)
  void whileItFetches() throws Exception {
    List<LockedPackage> missing =
        here.lock().packages(LockedPackage.Role.IMAGE).stream()
            .sorted(Comparator.comparing(LockedPackage::size).reversed())
            .limit(2)
            .toList();
    for (LockedPackage each : missing) {
      Files.delete(here.deb(each));
    }
    try (SmallMirror mirror = here.mirror()) {
      Map<String, String> proxy = Map.of("http_proxy", mirror.url());
      mirror.trouble(Trouble.STALLS_IN_THE_MIDDLE, 100);
      try (RunningBuild build = RunningBuild.start(here, proxy)) {
        build.await(e -> is(e, "progress", "fetch"));
        kill(build);
      }
      mirror.trouble(Trouble.NONE, 0);
      try (RunningBuild build = RunningBuild.start(here, proxy)) {
        build.await(e -> is(e, "finished", "fetch"));
        kill(build);
      }
    }
    for (LockedPackage each : missing) {
      assertThat(Fingerprint.sha256(here.deb(each))).isEqualTo(each.sha256());
    }
  }

  @Test
  @Order(3)
  void ctrlCSaysSoAndLeavesNothing() throws Exception {
    try (RunningBuild build = RunningBuild.start(here, Map.of())) {
      build.await(e -> is(e, "progress", "install"));
      List<ProcessHandle> below = build.process().descendants().toList();
      Command.of("kill", "-INT", Long.toString(build.process().pid())).run();
      assertThat(build.end()).isEqualTo(130);
      assertThat(build.errors()).contains("slipway: stopped; what was finished is kept");
      assertThat(below).noneMatch(ProcessHandle::isAlive);
    }
    nothingIsLeft();
    assertThat(here.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @Order(4)
  @CsvSource({
    "install, started, 0",
    "install, progress, 60",
    "install, output, 0",
    "boot loader, started, 0",
    "settings, started, 0",
    "script script.sh, started, 0",
    "disk, started, 0",
    "disk, progress, 1000000000",
    "disk, finished, 0",
  })
  void whileItMakesAStep(String step, String event, long done) throws Exception {
    try (RunningBuild build = RunningBuild.start(here, Map.of())) {
      build.await(e -> is(e, event, step) && e.path("done").asLong(0) >= done);
      kill(build);
    }
    assertThat(here.images().resolve("web_v1.amd64.json")).as("no image yet").doesNotExist();
  }

  @Test
  @Order(5)
  void theNextRunGoesThrough() throws Exception {
    try (RunningBuild build = RunningBuild.start(here, Map.of())) {
      assertThat(build.end()).as(build.errors()).isZero();
      assertThat(build.made())
          .as("what was finished is kept")
          .doesNotContain("install", "settings");
    }
    nothingIsLeft();
    assertThat(here.leftovers()).isEmpty();
    assertThat(Fingerprint.sha256(here.raw())).isEqualTo(Workplace.reference());
  }

  private void kill(RunningBuild build) throws Exception {
    List<ProcessHandle> below = build.process().descendants().toList();
    build.process().destroyForcibly().waitFor();
    for (ProcessHandle each : below) {
      each.onExit().get(20, TimeUnit.SECONDS);
    }
    nothingIsLeft();
  }

  private void nothingIsLeft() throws Exception {
    assertThat(mounts()).isEqualTo(mounts);
    assertThat(loops()).isEqualTo(loops);
    // The kernel ends a program a moment after its parent; one just started is in no list of ours,
    // and may go on to its own end where it could not say yet that it is to end with its parent.
    for (ProcessHandle each : processesThatName(here.cache().toString())) {
      each.onExit().get(20, TimeUnit.SECONDS);
    }
    assertThat(processesThatName(here.cache().toString())).isEmpty();
  }

  private static boolean is(tools.jackson.databind.JsonNode event, String kind, String step) {
    return event.path("event").asString().equals(kind)
        && event.path("step").asString().equals(step);
  }

  /** Mounts below the workplace, in the namespace that everybody is in. */
  private List<String> mounts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(here.cache().getParent().toString()))
        .toList();
  }

  private List<String> loops() throws Exception {
    return Command.of("losetup", "--list", "--noheadings", "--output", "NAME,BACK-FILE")
        .lines()
        .stream()
        .filter(line -> line.contains(here.cache().getParent().toString()))
        .toList();
  }

  private static List<ProcessHandle> processesThatName(String path) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(p -> p.info().commandLine().orElse("").contains(path)).toList();
    }
  }
}
