package dev.slipway.build.image;

import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.catalog.ImageRecord.TestResult;
import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Boots the disk before the image counts as built; that it passed is kept. */
final class TestImage implements Step {
  private static final String RESULTS = "results";

  private final Definition definition;
  private final Architecture architecture;
  private final WriteDisk disk;
  private final ImageTester tester;
  private final Fingerprint fingerprint;

  TestImage(Definition definition, Architecture architecture, WriteDisk disk, ImageTester tester) {
    this.definition = definition;
    this.architecture = architecture;
    this.disk = disk;
    this.tester = tester;
    this.fingerprint =
        Fingerprint.of("test")
            .add("disk", disk.fingerprint().id())
            .add("test", definition.canonicalBlocks().getOrDefault("test", ""))
            .build();
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public String title() {
    return "Boot the image and see that it comes up";
  }

  @Override
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public List<Step> needs() {
    return List.of(disk);
  }

  @Override
  public void run(Work work) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (TestResult result : tester.test(disk.file(), definition, architecture)) {
      lines.add(result.firmware() + " " + result.seconds());
    }
    Files.write(work.result().resolve(RESULTS), lines);
  }

  /** What was seen, once this step has been done. */
  List<TestResult> results(Cache cache) throws IOException {
    Path result =
        cache.find(fingerprint).orElseThrow(() -> new IOException("the test's result has gone"));
    List<TestResult> results = new ArrayList<>();
    for (String line : Files.readAllLines(result.resolve(RESULTS), StandardCharsets.UTF_8)) {
      String[] words = line.split(" ");
      results.add(new TestResult(words[0], Double.parseDouble(words[1])));
    }
    return results;
  }
}
