package dev.slipway.release.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Event;
import dev.slipway.release.verify.SampleRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that upload and are killed, at each step of it. */
@Tag("slow")
final class KilledUploadSlowTest {
  private static final int KILLED = 137;

  @TempDir private Path folder;

  /** Uploads a tarball, and kills itself at an event. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      int last = Integer.parseInt(arguments[2]);
      AtomicInteger count = new AtomicInteger();
      Event.Listener listener =
          event -> {
            if (count.getAndIncrement() == last) {
              Runtime.getRuntime().halt(KILLED);
            }
          };
      try (ReleaseStore store = Stores.open(Path.of(arguments[0]), listener)) {
        store.upload(Delivery.ofTarball(Path.of(arguments[1])), Wish.PLAIN);
      }
    }
  }

  private static int upload(Path store, Path file, int last)
      throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            store.toString(),
            file.toString(),
            String.valueOf(last))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Test
  void nothingIsHalfThereWhereverItWasKilled() throws Exception {
    SampleRelease sample = SampleRelease.in(folder.resolve("redis-release"));
    Path first = sample.tarball("1");
    sample.write("src/redis/more.c", "");
    Path second = sample.tarball("2");
    Path folder = this.folder.resolve("store");
    try (ReleaseStore store = Stores.open(folder)) {
      store.upload(Delivery.ofTarball(first), Wish.PLAIN);
    }
    int step = 0;
    // The rows are written with the last event but one: from then on it is there.
    while (upload(folder, second, step) == KILLED) {
      try (ReleaseStore store = Stores.open(folder)) {
        for (StoredRelease each : store.list()) {
          store.download(each, this.folder.resolve("back.tgz"));
        }
        assertThat(store.list()).as("killed at step %d", step).hasSize(1);
        store.upload(Delivery.ofTarball(first), Wish.PLAIN);
      }
      step++;
    }
    assertThat(step).isGreaterThan(8);
    try (ReleaseStore store = Stores.open(folder)) {
      assertThat(store.list()).hasSize(2);
      store.download(store.find("redis", Optional.empty()), this.folder.resolve("back.tgz"));
      assertThat(this.folder.resolve("back.tgz")).hasSameBinaryContentAs(second);
      store.upload(Delivery.ofTarball(first), Wish.PLAIN);
    }
    List<Path> files = Stores.files(folder);
    assertThat(files).hasSize(5).allMatch(f -> f.toString().contains("archives"));
  }
}
