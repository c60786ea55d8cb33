package dev.slipway.queue.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every storage promises. */
abstract class StorageContract {
  private static final String KEY = "builds/17/1/web_v1.4.amd64.qcow2";

  abstract Storage storage();

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private String put(String key, byte[] bytes) throws IOException {
    return storage().put(key, new ByteArrayInputStream(bytes), bytes.length);
  }

  private byte[] read(String key, long offset, long length) throws IOException {
    try (InputStream in = storage().read(key, offset, length)) {
      return in.readAllBytes();
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void givesBackWhatWasPut() throws Exception {
    byte[] bytes = bytes(100_000);

    assertThat(put(KEY, bytes)).isEqualTo(sha256(bytes));

    assertThat(read(KEY, 0, Long.MAX_VALUE)).isEqualTo(bytes);
  }

  @Test
  void givesBackALargeFileOfManyParts() throws Exception {
    byte[] bytes = bytes((20 << 20) + 1);

    assertThat(put(KEY, bytes)).isEqualTo(sha256(bytes));

    assertThat(sha256(read(KEY, 0, bytes.length))).isEqualTo(sha256(bytes));
  }

  @Test
  void keepsAnEmptyFile() throws Exception {
    put(KEY, new byte[0]);

    assertThat(read(KEY, 0, 0)).isEmpty();
    assertThat(read(KEY, 0, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void readsAPart() throws Exception {
    put(KEY, new byte[] {0, 1, 2, 3, 4, 5});

    assertThat(read(KEY, 2, 3)).containsExactly(2, 3, 4);
    assertThat(read(KEY, 4, 100)).containsExactly(4, 5);
    assertThat(read(KEY, 6, 1)).isEmpty();
  }

  @Test
  void putsOneInThePlaceOfAnother() throws Exception {
    put(KEY, bytes(1_000));
    put(KEY, new byte[] {1, 2});

    assertThat(read(KEY, 0, Long.MAX_VALUE)).containsExactly(1, 2);
  }

  @Test
  void keepsNothingOfAWrongSize() throws Exception {
    for (int size : List.of(1_000, 9 << 20)) {
      byte[] bytes = bytes(size);
      for (int wrong : List.of(size - 1, size + 1)) {
        assertThatThrownBy(() -> storage().put(KEY, new ByteArrayInputStream(bytes), wrong))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(String.valueOf(wrong));
        assertThatThrownBy(() -> read(KEY, 0, 1)).isInstanceOf(FileNotFoundException.class);
      }
    }
    assertThat(storage().list("builds/")).isEmpty();
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> read(KEY, 0, 10))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(KEY);
    assertThatThrownBy(() -> read(KEY, 0, 0)).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void listsAndRemovesWhatIsBelowAPrefix() throws Exception {
    put("builds/1/1/a", new byte[3]);
    put("builds/1/2/b", new byte[4]);
    put("builds/17/1/c", new byte[5]);

    assertThat(storage().list("builds/1/"))
        .extracting(Storage.Stored::key, Storage.Stored::size)
        .containsExactlyInAnyOrder(tuple("builds/1/1/a", 3L), tuple("builds/1/2/b", 4L));
    storage().removeAll("builds/1/");

    assertThat(storage().list("builds/"))
        .extracting(Storage.Stored::key)
        .containsExactly("builds/17/1/c");
    storage().removeAll("builds/1/");
    assertThat(storage().list("nothing/")).isEmpty();
  }

  @Test
  void removesAFileThatMayBeGone() throws Exception {
    put(KEY, new byte[3]);

    storage().remove(KEY);
    storage().remove(KEY);

    assertThat(storage().list("builds/")).isEmpty();
  }

  @Test
  void leadsNowhereElse() {
    for (String key : List.of("../a", "builds/../../a", "/etc/passwd", "")) {
      assertThatThrownBy(() -> put(key, new byte[1])).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> read(key, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
