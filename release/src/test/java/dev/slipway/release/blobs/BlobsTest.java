package dev.slipway.release.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.create.SmallRelease;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.directory.BlobIndex;
import dev.slipway.release.directory.BlobIndex.Blob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs of a release directory, with a folder as blob store. */
class BlobsTest {
  @TempDir private Path folder;
  private SmallRelease release;
  private Path blobs;

  @BeforeEach
  void makeRelease() throws Exception {
    release = new SmallRelease(folder.resolve("redis-release"), "redis");
    blobs = release.directory().blobs();
  }

  private Blob add(String text, String path) throws Exception {
    Path file = Files.writeString(folder.resolve("added"), text);
    return new TrackBlobs(release.directory()).add(file, path, Algorithm.SHA256);
  }

  private TransferBlobs transfer() {
    return transfer(release.transfers());
  }

  private TransferBlobs transfer(Transfers transfers) {
    return new TransferBlobs(
        release.directory(), release.cache(), transfers, SmallRelease.CLOCK, event -> {});
  }

  private Blob listed(String path) throws Exception {
    return BlobIndex.read(release.directory()).find(path).orElseThrow();
  }

  @Test
  void whatIsAddedIsUploadedAndFetchedElsewhere() throws Exception {
    add("one", "redis/one.tgz");
    add("two", "two.tgz");
    assertThat(listed("redis/one.tgz").object()).isEmpty();
    assertThat(transfer().upload()).containsExactly("redis/one.tgz", "two.tgz");
    assertThat(listed("redis/one.tgz").object()).isPresent();
    assertThat(transfer().upload()).isEmpty();
    Files.delete(blobs.resolve("redis/one.tgz"));
    Files.writeString(blobs.resolve("two.tgz"), "damaged");
    release.onAnotherMachine();
    transfer().sync();
    assertThat(blobs.resolve("redis/one.tgz")).hasContent("one");
    assertThat(blobs.resolve("two.tgz")).hasContent("two");
  }

  @Test
  void whatIsThereNeedsNoBlobStore() throws Exception {
    add("one", "one");
    transfer().upload();
    add("two", "two");
    transfer(Transfers.nowhere(release.cache(), event -> {})).sync();
    assertThat(blobs.resolve("one")).hasContent("one");
    assertThat(blobs.resolve("two")).hasContent("two");
  }

  @Test
  void theSameFileAddedAgainStaysUploaded() throws Exception {
    add("one", "one");
    transfer().upload();
    assertThat(add("one", "one").object()).isPresent();
    assertThat(add("another", "one").object()).isEmpty();
    assertThat(listed("one").size()).isEqualTo(7);
  }

  @Test
  void createFetchesThemFirst() throws Exception {
    release.write("packages/base/spec", "name: base\ndependencies: []\nfiles: [a/*, redis/*]\n");
    add("one", "redis/one.tgz");
    String before = release.create().create(SmallRelease.wish()).packages().getLast().fingerprint();
    transfer().upload();
    Files.delete(blobs.resolve("redis/one.tgz"));
    release.onAnotherMachine();
    assertThat(release.create().create(SmallRelease.wish()).packages().getLast().fingerprint())
        .isEqualTo(before);
  }

  @Test
  void whatIsNotListedIsKeptElsewhere() throws Exception {
    add("one", "one");
    release.write("blobs/left/over.tgz", "left over");
    List<Event> told = new java.util.ArrayList<>();
    new TransferBlobs(
            release.directory(),
            release.cache(),
            release.transfers(),
            SmallRelease.CLOCK,
            told::add)
        .sync();
    assertThat(blobs.resolve("left")).doesNotExist();
    assertThat(blobs.resolve("one")).exists();
    assertThat(told).hasSize(1);
    String message = ((Event.Warning) told.getFirst()).message();
    Path kept = Path.of(message.replaceAll(".* moved to ([^;]*);.*", "$1"));
    assertThat(kept).hasContent("left over");
  }

  @Test
  void whatIsNotThereCannotBeUploaded() throws Exception {
    add("one", "one");
    Files.writeString(blobs.resolve("one"), "changed");
    assertThatThrownBy(() -> transfer().upload())
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.WRONG_DIGEST));
    Files.delete(blobs.resolve("one"));
    assertThatThrownBy(() -> transfer().upload()).hasMessageContaining("remove-blob one");
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void allThatCannotBeFetchedIsSaid() throws Exception {
    add("one", "one");
    add("two", "two");
    add("three", "three");
    transfer().upload();
    release.onAnotherMachine();
    for (String each : List.of("one", "two", "three")) {
      Files.delete(blobs.resolve(each));
    }
    Path store = folder.resolve("store");
    Files.delete(store.resolve(listed("one").object().orElseThrow()));
    Files.writeString(store.resolve(listed("two").object().orElseThrow()), "TWO");
    assertThatThrownBy(() -> transfer().sync())
        .hasMessageContaining("there is no object " + listed("one").object().orElseThrow())
        .hasMessageContaining("blob two (object");
    assertThat(blobs.resolve("three")).hasContent("three");
    assertThat(blobs.resolve("two")).doesNotExist();
  }

  @Test
  void removesOneWithItsEmptyFolders() throws Exception {
    add("one", "a/b/one");
    add("two", "a/two");
    new TrackBlobs(release.directory()).remove("a/b/one");
    assertThat(blobs.resolve("a/b")).doesNotExist();
    assertThat(blobs.resolve("a/two")).exists();
    assertThat(BlobIndex.read(release.directory()).all()).containsOnlyKeys("a/two");
    assertThatThrownBy(() -> new TrackBlobs(release.directory()).remove("a/b/one"))
        .hasMessageContaining("there is no blob a/b/one");
    assertThatThrownBy(() -> new TrackBlobs(release.directory()).remove("a"))
        .hasMessageContaining("there is no blob a");
  }

  @Test
  void nothingLeadsOutOfBlobs() throws Exception {
    for (String bad : List.of("../x", "/tmp/x", "a/../../x")) {
      assertThatThrownBy(() -> add("x", bad)).hasMessageContaining("path of a blob");
      assertThatThrownBy(() -> new TrackBlobs(release.directory()).remove(bad))
          .hasMessageContaining("path of a blob");
    }
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createDirectories(blobs);
    Files.createSymbolicLink(blobs.resolve("out"), outside);
    assertThatThrownBy(() -> add("x", "out/x")).hasMessageContaining("slipway release reset");
    assertThatThrownBy(() -> transfer().sync()).hasMessageContaining("slipway release reset");
    assertThat(outside).isEmptyDirectory();
  }
}
