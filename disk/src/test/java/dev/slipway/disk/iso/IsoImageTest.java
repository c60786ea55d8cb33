package dev.slipway.disk.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.Trees;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Symlink;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsoImageTest {
  private static final Metadata META = Metadata.ofRoot(0755, 1_700_000_000);

  @TempDir Path folder;

  private Path small() throws Exception {
    var tree = new Directory(META);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      path.append("/d").append(i);
      tree.directory(path.toString(), META).put("f" + i, Trees.file(META, new byte[i * 700]));
    }
    tree.put("link", new Symlink(META, "/" + "long/".repeat(100) + "x"));
    tree.put("n".repeat(250), Trees.file(META, new byte[3]));
    return Oracle.write(new IsoVolume(tree, "SMALL", 0), folder.resolve("small.iso"));
  }

  private Path make(String... options) throws Exception {
    Path source = Files.createDirectory(folder.resolve("source" + options.length));
    Files.createDirectories(source.resolve("a/b/c/d/e/f/g/h/i/j"));
    Files.writeString(source.resolve("a/b/c/d/e/f/g/h/i/j/Deep File.txt"), "deep");
    Files.writeString(source.resolve("Ümläut name.text"), "hello");
    Path image = folder.resolve("made" + options.length + ".iso");
    Object[] command = new Object[options.length + 3];
    System.arraycopy(options, 0, command, 0, options.length);
    command[options.length] = "-o";
    command[options.length + 1] = image;
    command[options.length + 2] = source;
    Oracle.approve(command);
    return image;
  }

  @Test
  void readsJolietWithoutRockRidge() throws Exception {
    IsoImage image =
        IsoImage.read(
            make("genisoimage", "-quiet", "-D", "-J", "-input-charset", "utf-8", "-V", "config-2"));
    assertThat(image.names()).isEqualTo(IsoImage.Names.JOLIET);
    assertThat(image.label()).isEqualTo("config-2");
    assertThat(text(image, "/a/b/c/d/e/f/g/h/i/j/Deep File.txt")).isEqualTo("deep");
    assertThat(text(image, "/Ümläut name.text")).isEqualTo("hello");
  }

  @Test
  void readsPlainNames() throws Exception {
    IsoImage image = IsoImage.read(make("genisoimage", "-quiet", "-D", "-input-charset", "utf-8"));
    assertThat(image.names()).isEqualTo(IsoImage.Names.PLAIN);
    assertThat(text(image, "/A/B/C/D/E/F/G/H/I/J/DEEP_FIL.TXT")).isEqualTo("deep");
  }

  @Test
  void readsWhatXorrisoMakes() throws Exception {
    IsoImage image = IsoImage.read(make("xorrisofs", "-quiet", "-R", "-J", "-V", "x"));
    assertThat(image.names()).isEqualTo(IsoImage.Names.ROCK_RIDGE);
    assertThat(text(image, "/a/b/c/d/e/f/g/h/i/j/Deep File.txt")).isEqualTo("deep");
    assertThat(image.root().children()).containsOnlyKeys("a", "Ümläut name.text");
  }

  @Test
  void readsRelocatedDirectoriesOfGenisoimage() throws Exception {
    IsoImage image =
        IsoImage.read(make("genisoimage", "-quiet", "-R", "-input-charset", "utf-8", "-V", "x"));
    assertThat(text(image, "/a/b/c/d/e/f/g/h/i/j/Deep File.txt")).isEqualTo("deep");
  }

  private static String text(IsoImage image, String path) throws IOException {
    var file = (RegularFile) image.root().find(path).orElseThrow();
    try (var in = java.nio.channels.Channels.newInputStream(file.content().open())) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void aPartOfAFileIsReadToItsEndOnly() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    try (var in = java.nio.channels.Channels.newInputStream(new Content.Slice(file, 3, 4).open())) {
      assertThat(in.readAllBytes()).asString().isEqualTo("3456");
    }
  }

  @Test
  void whatIsNoImageSaysSo() throws Exception {
    Path file = folder.resolve("zeros");
    Files.write(file, new byte[100_000]);
    assertThatThrownBy(() -> IsoImage.read(file))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("byte 32769: no 'CD001'");
    Files.write(file, new byte[100]);
    assertThatThrownBy(() -> IsoImage.read(file))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("ends at 100");
  }

  @Test
  void directoriesThatHoldThemselvesAreRefused() throws Exception {
    Path image = small();
    IsoImage good = IsoImage.read(image);
    assertThat(good.root().children()).containsKey("d0");
    long root = sectorOfRoot(image);
    // The first entry after the two dots is D0: let it be the root itself.
    byte[] bytes = Files.readAllBytes(image);
    int at = (int) root * 2048;
    at += bytes[at] & 0xFF;
    at += bytes[at] & 0xFF;
    poke(image, at + 2, (int) root);
    assertThatThrownBy(() -> IsoImage.read(image))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("byte " + at)
        .hasMessageContaining("stands in two places");
  }

  @Test
  void lengthsBeyondTheEndAreRefused() throws Exception {
    Path image = small();
    poke(image, 16 * 2048 + 156 + 10, 0x7FFFF800);
    assertThatThrownBy(() -> IsoImage.read(image))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("2147481600 bytes are said to be there");
  }

  private static long sectorOfRoot(Path image) throws IOException {
    try (var file = new RandomAccessFile(image.toFile(), "r")) {
      file.seek(16 * 2048 + 156 + 6);
      return file.readInt();
    }
  }

  private static void poke(Path image, long at, int value) throws IOException {
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.seek(at);
      file.writeInt(Integer.reverseBytes(value));
    }
  }

  /** Whatever is changed, reading ends soon: with a tree, or with an error that has a place. */
  @Test
  void damagedImagesAreRefusedNotFollowed() throws Exception {
    byte[] good = Files.readAllBytes(small());
    Path image = folder.resolve("bad.iso");
    var random = new Random(20);
    for (int round = 0; round < 1500; round++) {
      byte[] bad = good.clone();
      int changes = 1 + random.nextInt(12);
      for (int i = 0; i < changes; i++) {
        bad[16 * 2048 + random.nextInt(good.length - 16 * 2048 - 30_000)] =
            random.nextInt(3) == 0 ? (byte) random.nextInt() : (byte) random.nextInt(4);
      }
      Files.write(image, bad);
      Assertions.assertTimeout(Duration.ofSeconds(10), () -> readOrRefuse(image));
    }
  }

  private static void readOrRefuse(Path image) throws IOException {
    try {
      walk(IsoImage.read(image).root(), Files.size(image));
    } catch (DiskException e) {
      assertThat(e).hasMessageMatching("(?s).*bad.iso: (byte \\d+: .*|\\d+ bytes at .*)");
    }
  }

  private static void walk(Node node, long imageSize) {
    switch (node) {
      case Directory directory ->
          directory.children().values().forEach(child -> walk(child, imageSize));
      case RegularFile file -> assertThat(file.content().size()).isLessThanOrEqualTo(imageSize);
      default -> {}
    }
  }

  @Test
  void truncatedImagesAreRefused() throws Exception {
    byte[] good = Files.readAllBytes(small());
    Path image = folder.resolve("bad.iso");
    for (int length = 0; length < good.length - 2048; length += 1000) {
      Files.write(image, java.util.Arrays.copyOf(good, length));
      assertThatThrownBy(() -> IsoImage.read(image)).isInstanceOf(DiskException.class);
    }
  }
}
