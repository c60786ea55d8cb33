package dev.slipway.build.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.slipway.build.BuildException;
import dev.slipway.build.mirror.SmallMirror;
import dev.slipway.build.mirror.SmallMirror.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FetcherTest {
  private static final byte[] BYTES = new byte[300_000];

  @TempDir private Path folder;
  private SmallMirror mirror;
  private Path file;
  private final AtomicLong progress = new AtomicLong();
  private final Fetcher fetcher = fetcher(Duration.ofSeconds(10));

  @BeforeEach
  void open() throws IOException {
    new Random(1).nextBytes(BYTES);
    mirror = new SmallMirror();
    mirror.put("/file", Files.write(folder.resolve("original"), BYTES));
    file = folder.resolve("file");
  }

  @AfterEach
  void close() {
    mirror.close();
  }

  @Test
  void aFileIsFetched() throws Exception {
    fetch();
    assertThat(file).hasBinaryContent(BYTES);
    assertThat(progress).hasValue(BYTES.length);
    assertThat(mirror.requests).containsExactly("/file");
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    Files.write(file, Arrays.copyOf(BYTES, 100_000));
    fetch();
    assertThat(file).hasBinaryContent(BYTES);
    assertThat(mirror.requests).containsExactly("/file bytes=100000-");
    assertThat(progress).hasValue(BYTES.length);
    mirror.requests.clear();
    fetch();
    assertThat(mirror.requests).isEmpty();
  }

  @Test
  void aCutConnectionIsTakenUpAgain() throws Exception {
    mirror.trouble(Trouble.CUT_IN_THE_MIDDLE, 2);
    fetch();
    assertThat(file).hasBinaryContent(BYTES);
    assertThat(mirror.requests).hasSize(3);
    assertThat(mirror.requests.getLast()).matches("/file bytes=[1-9][0-9]+-");
    assertThat(progress).hasValue(BYTES.length);
  }

  @Test
  void aServerThatGoesSilentIsGivenUp() throws Exception {
    Fetcher hasty = fetcher(Duration.ofMillis(500));
    mirror.trouble(Trouble.STALLS_IN_THE_MIDDLE, 1);
    hasty.fetch(mirror.url() + "/file", file, BYTES.length, progress::addAndGet);
    assertThat(file).hasBinaryContent(BYTES);
    assertThat(mirror.requests).hasSizeGreaterThan(1);
  }

  @Test
  void aServerThatStaysSilentIsAnErrorThatSaysWhatToDo() {
    Fetcher hasty = fetcher(Duration.ofMillis(200));
    mirror.trouble(Trouble.STALLS_IN_THE_MIDDLE, 100);
    Throwable thrown =
        catchThrowable(() -> hasty.fetch(mirror.url() + "/file", file, BYTES.length, _ -> {}));
    assertThat(thrown)
        .hasMessageContaining("cannot fetch " + mirror.url() + "/file: no")
        .hasMessageContaining("came for 0.2 s")
        .hasMessageContaining("of 300000 bytes came, tried 3 times")
        .hasMessageContaining("what has been fetched is kept");
    assertThat(((BuildException) thrown).code()).isEqualTo(BuildException.Code.DOWNLOAD);
    mirror.trouble(Trouble.NEVER_ANSWERS, 100);
    assertThatThrownBy(() -> hasty.fetch(mirror.url() + "/file", file, BYTES.length, _ -> {}))
        .hasMessageContaining("no answer came for 0.2 s");
  }

  @Test
  void aServerWithoutRangesStartsAnew() throws Exception {
    Files.write(file, new byte[1000]);
    mirror.trouble(Trouble.NO_RANGES, 1);
    fetch();
    assertThat(file).hasBinaryContent(BYTES);
    assertThat(progress).hasValue(BYTES.length);
  }

  @Test
  void aServerInTroubleIsAskedAgain() throws Exception {
    mirror.trouble(Trouble.SERVER_ERROR, 2);
    fetch();
    assertThat(file).hasBinaryContent(BYTES);
    Files.delete(file);
    mirror.trouble(Trouble.SERVER_ERROR, 3);
    assertThatThrownBy(this::fetch).hasMessageContaining("the server answered 503");
  }

  @Test
  void aFileThatHasGoneIsNotAskedForAgain() {
    assertThatThrownBy(() -> fetcher.fetch(mirror.url() + "/absent", file, 10, progress::addAndGet))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("/absent is not there any more")
        .hasMessageContaining("--update");
    assertThat(mirror.requests).hasSize(1);
  }

  @Test
  void moreBytesThanThereAreToBeAreNotTaken() throws Exception {
    mirror.trouble(Trouble.TOO_LONG, 9);
    assertThatThrownBy(this::fetch).hasMessageContaining("more than 300000 bytes came");
    assertThat(Files.size(file)).isLessThanOrEqualTo(BYTES.length);
  }

  @Test
  void aClosedPortIsAnErrorThatNamesIt() {
    mirror.close();
    assertThatThrownBy(this::fetch)
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("cannot fetch " + mirror.url())
        .hasMessageContaining("check the mirror and the network");
  }

  @Test
  void aProxyIsAsked() throws Exception {
    Fetcher proxied =
        new Fetcher(ProxySelector.of(new InetSocketAddress("127.0.0.1", mirror.port())));
    proxied.fetch("http://mirror.example.invalid/file", file, BYTES.length, _ -> {});
    assertThat(file).hasBinaryContent(BYTES);
    assertThat(mirror.requests).containsExactly("http://mirror.example.invalid/file");
  }

  @Test
  void aMirrorMayBeAFolder() throws Exception {
    Path source = Files.write(folder.resolve("source"), BYTES);
    fetcher.fetch("file:" + source, file, BYTES.length, progress::addAndGet);
    assertThat(file).hasBinaryContent(BYTES);
    assertThatThrownBy(
            () -> fetcher.fetch("file:" + folder + "/absent", file, 10, progress::addAndGet))
        .hasMessageContaining("/absent: no such file of 10 bytes");
    assertThatThrownBy(() -> fetcher.fetch("file:" + source, file, 10, progress::addAndGet))
        .hasMessageContaining("no such file of 10 bytes");
  }

  @Test
  void anInterruptionEndsTheWait() throws Exception {
    mirror.trouble(Trouble.NEVER_ANSWERS, 1);
    Fetcher patient = fetcher(Duration.ofDays(1));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() ->
                thrown.set(
                    catchThrowable(
                        () -> patient.fetch(mirror.url() + "/file", file, 10, _ -> {}))));
    while (mirror.requests.isEmpty()) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thread.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  private static Fetcher fetcher(Duration silence) {
    return new Fetcher(ProxySelector.of(null), silence, Duration.ofMillis(1));
  }

  private void fetch() throws IOException, InterruptedException {
    fetcher.fetch(mirror.url() + "/file", file, BYTES.length, progress::addAndGet);
  }
}
