package dev.slipway.release.blobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every blob store does. */
abstract class BlobstoreContract {
  private static final long MANY = 1L << 40;

  @TempDir private Path folder;
  private Path file;
  private byte[] bytes;
  private String id;

  /** The store, which is the same for all tests of a class. */
  abstract Blobstore store();

  @BeforeEach
  final void makeFile() throws Exception {
    bytes = new byte[3_000_001];
    new Random(7).nextBytes(bytes);
    file = Files.write(folder.resolve("a file"), bytes);
    id = UUID.randomUUID().toString();
  }

  @Test
  final void givesBackWhatWasPut() throws Exception {
    store().put(id, file);
    assertThat(get(id)).isEqualTo(bytes);
    assertThat(store().exists(id)).isTrue();
  }

  @Test
  final void keepsAnEmptyFile() throws Exception {
    store().put(id, Files.createFile(folder.resolve("empty")));
    assertThat(get(id)).isEmpty();
    assertThat(store().exists(id)).isTrue();
  }

  @Test
  final void givesTheRestOfWhatIsThereInPart() throws Exception {
    store().put(id, file);
    Path part = Files.write(folder.resolve("part"), Arrays.copyOf(bytes, 1_000_000));
    AtomicLong came = new AtomicLong();
    store().get(id, part, MANY, came::addAndGet);
    assertThat(part).hasBinaryContent(bytes);
    assertThat(came).hasValue(2_000_001);
  }

  @Test
  final void leavesWhatIsThereWhole() throws Exception {
    store().put(id, file);
    Path whole = Files.write(folder.resolve("whole"), bytes);
    AtomicLong came = new AtomicLong();
    store().get(id, whole, MANY, came::addAndGet);
    assertThat(whole).hasBinaryContent(bytes);
    assertThat(came).hasValue(0);
  }

  @Test
  final void doesNotGiveMoreThanIsTaken() throws Exception {
    store().put(id, file);
    Path bounded = folder.resolve("bounded");
    assertThatThrownBy(() -> store().get(id, bounded, 2_000_000, n -> {}))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.WRONG_DIGEST))
        .hasMessageContaining("2,000,000");
    assertThat(Files.size(bounded)).isLessThanOrEqualTo(2_000_000);
  }

  @Test
  final void replacesWhatIsPutAgain() throws Exception {
    store().put(id, file);
    store().put(id, Files.writeString(folder.resolve("other"), "another"));
    assertThat(get(id)).asString().isEqualTo("another");
  }

  @Test
  final void saysThatThereIsNone() throws Exception {
    assertThat(store().exists(id)).isFalse();
    assertThatThrownBy(() -> get(id))
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.UNKNOWN))
        .hasMessageContaining(id);
  }

  @Test
  final void forgetsWhatIsDeleted() throws Exception {
    store().put(id, file);
    store().delete(id);
    assertThat(store().exists(id)).isFalse();
    store().delete(id);
  }

  @Test
  final void takesIdsThatOlderClientsMade() throws Exception {
    String old = "eyJvaWQiOiI0ZTRlNzhiY2E+" + id + "==";
    store().put(old, file);
    assertThat(get(old)).isEqualTo(bytes);
    assertThat(store().exists(old)).isTrue();
  }

  @Test
  final void takesNoIdThatLeadsElsewhere() {
    for (String bad : new String[] {"../x", "/etc/passwd", "a/../../b", "", "a b", "a?b", "a\nb"}) {
      assertThatThrownBy(() -> store().exists(bad))
          .as(bad)
          .isInstanceOfSatisfying(
              ReleaseException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID));
    }
  }

  private byte[] get(String wanted) throws Exception {
    Path got = Files.createTempFile(folder, "got", "");
    store().get(wanted, got, MANY, n -> {});
    return Files.readAllBytes(got);
  }
}
