package dev.slipway.release.blobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.digest.Digests;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers from and to a server that fails. */
class TransfersTest {
  private static final UUID ID = new UUID(1, 2);

  @TempDir private Path folder;
  private final byte[] bytes = new byte[300_000];
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private Duration silence = Duration.ofMinutes(1);
  private BadServer server;
  private Transfers transfers;
  private Transfers.Wanted wanted;

  @BeforeEach
  void start() throws Exception {
    new Random(3).nextBytes(bytes);
    server = new BadServer();
    ArchiveCache cache = new ArchiveCache(folder.resolve("cache"));
    transfers = new Transfers(this::open, cache, () -> ID, pauses::add, events::add);
    wanted =
        new Transfers.Wanted(
            "blob x",
            "some-id",
            Digests.of(Digest.of(Algorithm.SHA256, bytes)),
            OptionalLong.of(bytes.length));
  }

  private Blobstore open() throws ReleaseException {
    DavConfig config = DavConfig.of(new Options(Map.of("endpoint", server.url()), Map.of()));
    Http http = new Http("the blob store", ProxySelector.of(null), null, silence);
    return new DavBlobstore(config, http);
  }

  @AfterEach
  void stop() throws Exception {
    transfers.close();
    server.close();
    if (Files.isDirectory(folder.resolve("cache"))) {
      try (Stream<Path> all = Files.list(folder.resolve("cache"))) {
        assertThat(all).noneMatch(p -> p.getFileName().toString().startsWith(".new-"));
      }
    }
  }

  @Test
  void whatIsInTheCacheIsNotFetchedAgain() throws Exception {
    server.next(BadServer.whole(bytes));
    Path first = transfers.fetch(wanted);
    assertThat(first).hasBinaryContent(bytes);
    assertThat(transfers.fetch(wanted)).isEqualTo(first);
    assertThat(server.asked()).containsExactly("GET");
    assertThat(events).contains(new Event.Progress("blob x", 300_000, 300_000, "bytes"));
  }

  @Test
  void goesOnWhereItBrokeOff() throws Exception {
    server.next(BadServer.cutOff(bytes, 100_000)).next(BadServer.rest(bytes));
    assertThat(transfers.fetch(wanted)).hasBinaryContent(bytes);
    assertThat(server.asked()).hasSize(2);
    assertThat(server.asked().getLast()).matches("GET bytes=[1-9][0-9]*-");
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void beginsAnewWhereTheServerGivesNoParts() throws Exception {
    server.next(BadServer.cutOff(bytes, 100_000)).next(BadServer.whole(bytes));
    assertThat(transfers.fetch(wanted)).hasBinaryContent(bytes);
  }

  @Test
  void beginsAnewWhereThePartsAreOfTwoObjects() throws Exception {
    byte[] other = new byte[bytes.length];
    server
        .next(BadServer.cutOff(other, 100_000))
        .next(BadServer.rest(bytes))
        .next(BadServer.whole(bytes));
    assertThat(transfers.fetch(wanted)).hasBinaryContent(bytes);
    assertThat(server.asked().getLast()).isEqualTo("GET");
  }

  @Test
  void waitsLongerEachTimeAndThenGivesUp() {
    for (int i = 0; i < 5; i++) {
      server.next(BadServer.status(503));
    }
    assertThatThrownBy(() -> transfers.fetch(wanted))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.UNREACHABLE))
        .hasMessageContaining("cannot fetch blob x")
        .hasMessageContaining("503")
        .hasMessageContaining("tried 5 times");
    assertThat(pauses)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));
  }

  @Test
  void doesNotWaitForEverForAServerThatSaysNothing() {
    silence = Duration.ofMillis(200);
    for (int i = 0; i < 5; i++) {
      server.next(server.silence());
    }
    assertThatThrownBy(() -> transfers.fetch(wanted))
        .hasMessageContaining("did not answer for 0.2 s")
        .hasMessageContaining("tried 5 times");
  }

  @Test
  void doesNotWaitForEverForTheRestOfAFile() throws Exception {
    // What it takes to ask for the first time is not what this is about.
    server.next(BadServer.status(404));
    assertThat(open().exists("x")).isFalse();
    silence = Duration.ofSeconds(1);
    server.next(server.stalled(bytes, 100_000)).next(BadServer.rest(bytes));
    assertThat(transfers.fetch(wanted)).hasBinaryContent(bytes);
    assertThat(events)
        .anyMatch(e -> e instanceof Event.Warning w && w.message().contains("nothing came"));
  }

  @Test
  void triesWhatWillNotHelpOnceOnly() {
    server.next(BadServer.status(404));
    assertThatThrownBy(() -> transfers.fetch(wanted)).hasMessageContaining("no object some-id");
    server.next(BadServer.status(403));
    assertThatThrownBy(() -> transfers.fetch(wanted)).hasMessageContaining("login");
    server.next(BadServer.status(302));
    assertThatThrownBy(() -> transfers.fetch(wanted)).hasMessageContaining("leads elsewhere");
    assertThat(pauses).isEmpty();
  }

  @Test
  void letsNoOtherFileThrough() {
    server.next(BadServer.whole(new byte[bytes.length]));
    assertThatThrownBy(() -> transfers.fetch(wanted))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.WRONG_DIGEST))
        .hasMessageContaining("object some-id");
    server.next(BadServer.whole(new byte[bytes.length + 1]));
    assertThatThrownBy(() -> transfers.fetch(wanted)).hasMessageContaining("300,000");
    assertThat(folder.resolve("cache")).isEmptyDirectory();
  }

  @Test
  void anyOfSeveralChecksumsNamesIt() throws Exception {
    Digests both =
        new Digests(List.of(Digest.of(Algorithm.SHA1, bytes), Digest.of(Algorithm.SHA256, bytes)));
    server.next(BadServer.whole(bytes));
    Transfers.Wanted multi = new Transfers.Wanted("blob x", "some-id", both, OptionalLong.empty());
    assertThat(transfers.fetch(multi).getFileName()).hasToString(both.toString());
  }

  @Test
  void uploadsAgainUnderTheSameId() throws Exception {
    server.next(BadServer.status(500)).next(BadServer.status(201));
    Path file = Files.write(folder.resolve("file"), bytes);
    assertThat(transfers.upload("blob x", file)).isEqualTo(ID.toString());
    assertThat(server.asked()).containsExactly("PUT", "PUT");
    assertThat(events)
        .anyMatch(e -> e instanceof Event.Warning w && w.message().contains("again in 1 s"));
  }
}
