package dev.slipway.queue.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.queue.errand.Duty.Hopeless;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every destination promises; the files are looked at where the server has them. */
abstract class PlaceContract {
  private static final String PATH = "web_v1.4.amd64/build-17-5/web_v1.4.amd64.qcow2";

  private Place place;

  /** A connection to an empty folder of a server. */
  abstract Place open() throws Exception;

  /** That folder, as the server has it. */
  abstract Path folder();

  @BeforeEach
  void connect() throws Exception {
    place = open();
  }

  @AfterEach
  void disconnect() {
    place.close();
  }

  private static Item item(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Item.of("web_v1.4.amd64.qcow2", bytes);
  }

  private List<String> files() throws IOException {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder())) {
      return all.filter(Files::isRegularFile).map(f -> folder().relativize(f).toString()).toList();
    }
  }

  @Test
  void bringsAFileIntoFoldersThatItMakes() throws Exception {
    Item item = item(9 << 20);

    new Delivery(place).put(PATH, item);
    new Delivery(place).put("web_v1.4.amd64/build-17-5/log.txt", item(0));

    assertThat(Digests.of(Files.newInputStream(folder().resolve(PATH)))).isEqualTo(item.sha256());
    assertThat(files()).containsExactlyInAnyOrder(PATH, "web_v1.4.amd64/build-17-5/log.txt");
  }

  @Test
  void leavesAFileThatIsThereAndIsTheSame() throws Exception {
    Item item = item(1_000);
    new Delivery(place).put(PATH, item);
    Item same = new Item(item.name(), item.size(), item.sha256(), PlaceContract::unreadable);

    new Delivery(place).put(PATH, same);

    assertThat(files()).containsExactly(PATH);
  }

  private static InputStream unreadable() throws IOException {
    throw new IOException("nobody is to read this");
  }

  @Test
  void neverOverwrites() throws Exception {
    new Delivery(place).put(PATH, item(1_000));

    assertThatThrownBy(() -> new Delivery(place).put(PATH, item(1_001)))
        .isInstanceOf(Hopeless.class)
        .hasMessageContaining(PATH);

    assertThat(folder().resolve(PATH)).hasSize(1_000);
  }

  @Test
  void leavesNoHalfFile() throws Exception {
    Item broken = new Item("x", 4 << 20, "0".repeat(64), PlaceContract::broken);

    assertThatThrownBy(() -> new Delivery(place).put(PATH, broken)).isInstanceOf(IOException.class);

    assertThat(files()).doesNotContain(PATH);
  }

  /** Ends in an error after two million bytes. */
  private static InputStream broken() throws IOException {
    InputStream gone = InputStream.nullInputStream();
    gone.close(); // What is closed cannot be read.
    return new SequenceInputStream(new ByteArrayInputStream(new byte[2_000_000]), gone);
  }

  @Test
  void checkLeavesNothingBehind() throws Exception {
    new Delivery(place).check();

    assertThat(files()).isEmpty();
  }

  @Test
  void tellsThatNothingIsThere() throws Exception {
    assertThat(place.size("web/none")).isEmpty();
  }
}
