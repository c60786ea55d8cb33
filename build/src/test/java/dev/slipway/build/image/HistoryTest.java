package dev.slipway.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir private Path folder;

  @Test
  void aPlanSaysWhatChanged() throws Exception {
    History history = new History(folder, Path.of("/web/slipway.yml"), "amd64");
    assertThat(history.reason(step("a", "1", "b", "2"))).isEqualTo("not built yet");
    history.write(List.of(step("a", "1", "b", "two words\tand a tab")));
    assertThat(history.reason(step("a", "1", "b", "two words\tand a tab")))
        .isEqualTo("its result is not kept any more");
    assertThat(history.reason(step("a", "3", "b", "4"))).isEqualTo("changed: a, b");
    assertThat(history.reason(step("a", "1", "c", "2"))).isEqualTo("changed: c (new), b (gone)");
    history.write(List.of(step("a", "1", "below", "2")));
    assertThat(history.reason(step("a", "1", "below", "3"))).isEqualTo("a step before it changes");
    assertThat(history.reason(step("a", "2", "below", "3"))).isEqualTo("changed: a, below");
  }

  @Test
  void definitionsAndArchitecturesHaveTheirOwn() throws Exception {
    new History(folder, Path.of("/web/slipway.yml"), "amd64").write(List.of(step("a", "1")));
    for (History other :
        List.of(
            new History(folder, Path.of("/web/slipway.yml"), "i386"),
            new History(folder, Path.of("/db/slipway.yml"), "amd64"))) {
      assertThat(other.reason(step("a", "1"))).isEqualTo("not built yet");
    }
    assertThat(
            new History(folder, Path.of("/x/../web/slipway.yml"), "amd64").reason(step("a", "2")))
        .isEqualTo("changed: a");
  }

  @Test
  void aBrokenHistoryDecidesNothing() throws Exception {
    History history = new History(folder, Path.of("/web/slipway.yml"), "amd64");
    history.write(List.of(step("a", "1")));
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[] {(byte) 0xff, '\t', '\n', 'x'});
      }
    }
    assertThat(history.reason(step("a", "1"))).isEqualTo("not built yet");
  }

  private static Step step(String... labelsAndTexts) {
    Fingerprint.Builder fingerprint = Fingerprint.of("kind");
    for (int i = 0; i < labelsAndTexts.length; i += 2) {
      fingerprint.add(labelsAndTexts[i], labelsAndTexts[i + 1]);
    }
    return new Named(fingerprint.build());
  }

  private record Named(Fingerprint fingerprint) implements Step {
    @Override
    public String name() {
      return "step";
    }

    @Override
    public String title() {
      return "";
    }

    @Override
    public List<Step> needs() {
      return List.of();
    }

    @Override
    public void run(Work work) {}
  }
}
