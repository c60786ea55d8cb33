package dev.slipway.build.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.build.debian.UnpackPackage.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackPackageTest {
  @TempDir private Path folder;
  private Path tree;
  private final ConcurrentHashMap<String, String> owners = new ConcurrentHashMap<>();

  @BeforeEach
  void open() throws IOException {
    assumeThat(System.getProperty("user.name")).as("owners are root's to give").isEqualTo("root");
    tree = Files.createDirectory(folder.resolve("tree"));
    Files.createDirectory(folder.resolve("etc"));
  }

  @Test
  void filesAreThereWithOwnerModeAndTime() throws Exception {
    Unpacked unpacked =
        unpack(
            DebFile.of("good", "1")
                .folder(".")
                .folder("./usr")
                .folder("./usr/share", 02775, 50)
                .file("./usr/share/file", "text")
                .file("./usr/share/setuid", "program", 04755, 42)
                .symlink("./usr/share/link", "file")
                .hardLink("./usr/share/hard", "./usr/share/file"));
    Path share = tree.resolve("usr/share");
    assertThat(share.resolve("file")).hasContent("text");
    assertThat(Files.getLastModifiedTime(share.resolve("file")).toInstant())
        .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    assertThat(mode(share.resolve("file"))).isEqualTo(0100644);
    assertThat(mode(share.resolve("setuid"))).isEqualTo(0104755);
    assertThat(Files.getAttribute(share.resolve("setuid"), "unix:uid")).isEqualTo(42);
    assertThat(Files.readSymbolicLink(share.resolve("link"))).isEqualTo(Path.of("file"));
    assertThat(Files.isSameFile(share.resolve("hard"), share.resolve("file"))).isTrue();
    assertThat(unpacked.list())
        .containsExactly(
            "/.",
            "/usr",
            "/usr/share",
            "/usr/share/file",
            "/usr/share/setuid",
            "/usr/share/link",
            "/usr/share/hard");
    assertThat(unpacked.folders().get("usr/share").getMode() & 07777).isEqualTo(02775);
    assertThat(unpacked.collided()).isFalse();
    assertThat(unpacked.control().field("Version")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "./../../etc/passwd",
        "usr/../../../etc/passwd",
        "..",
        "usr/..",
        "./.."
      })
  void aNameThatLeadsOutIsRefused(String name) throws Exception {
    Path deb = DebFile.of("hostile", "1").file(name, "x").writeTo(folder);
    assertThatThrownBy(() -> unpack(deb))
        .hasMessageContaining("hostile.deb")
        .hasMessageContaining("leads out of the package");
    assertThat(folder.resolve("etc")).isEmptyDirectory();
  }

  @Test
  void anAbsoluteNameIsOneOfTheTree() throws Exception {
    unpack(DebFile.of("absolute", "1").file("/etc/file", "text"));
    assertThat(tree.resolve("etc/file")).hasContent("text");
  }

  @Test
  void aFileThroughALinkOutStaysInTheTree() throws Exception {
    unpack(
        DebFile.of("hostile", "1")
            .folder("./usr")
            .symlink("./usr/absolute", folder + "/etc")
            .file("./usr/absolute/one", "x")
            .symlink("./usr/relative", "../../../../../../.." + folder + "/etc")
            .file("./usr/relative/two", "x"));
    assertThat(folder.resolve("etc")).isEmptyDirectory();
    assertThat(tree.resolve(folder.toString().substring(1)).resolve("etc/one")).hasContent("x");
  }

  @Test
  void aFileOverALinkIsRefusedAndNotWrittenThrough() throws Exception {
    Path precious = Files.writeString(folder.resolve("precious"), "precious");
    Path deb =
        DebFile.of("hostile", "1")
            .symlink("./file", precious.toString())
            .file("./file", "x")
            .writeTo(folder);
    assertThatThrownBy(() -> unpack(deb)).hasMessageContaining("hostile.deb");
    assertThat(precious).hasContent("precious");
  }

  @Test
  void aHardLinkOutIsRefused() throws Exception {
    Files.writeString(folder.resolve("precious"), "precious");
    for (String target : List.of("../precious", "/../precious", "./usr/../../precious")) {
      Path deb = DebFile.of("hostile", "1").hardLink("./link", target).writeTo(folder);
      assertThatThrownBy(() -> unpack(deb)).hasMessageContaining("hostile.deb");
      assertThat(tree.resolve("link")).doesNotExist();
      owners.clear();
    }
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO})
  void devicesAndPipesAreRefused(byte type) throws Exception {
    Path deb = DebFile.of("hostile", "1").special("./dev-thing", type).writeTo(folder);
    assertThatThrownBy(() -> unpack(deb))
        .hasMessageContaining("'dev-thing' is a device or pipe")
        .hasMessageContaining("hostile.deb");
  }

  @Test
  void aLineBreakInANameIsRefused() throws Exception {
    Path deb = DebFile.of("hostile", "1").file("./a\n/etc/shadow", "x").writeTo(folder);
    assertThatThrownBy(() -> unpack(deb)).hasMessageContaining("line break");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../../etc/x", "a/b", "UPPER", "", "a b"})
  void aPackagesOwnNameIsAName(String name) throws Exception {
    Path deb = DebFile.of(name, "1").file("./file", "x").writeTo(folder);
    assertThatThrownBy(() -> unpack(deb)).hasMessageContaining("no proper control file");
  }

  @Test
  void aTruncatedPackageIsNamedWhereverItEnds() throws Exception {
    Path deb = DebFile.of("cut", "1").file("./file", "text".repeat(50_000)).writeTo(folder);
    byte[] whole = Files.readAllBytes(deb);
    for (int length : List.of(0, 5, 8, 40, 130, 200, whole.length / 2, whole.length - 5)) {
      Files.write(deb, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> unpack(deb))
          .as("cut to " + length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut.deb");
      owners.clear();
      Files.deleteIfExists(tree.resolve("file"));
    }
  }

  @Test
  void damagedAndMislabelledArchivesAreNamed() throws Exception {
    Path deb = DebFile.of("wrong", "1").file("./file", "text".repeat(1000)).writeTo(folder);
    byte[] whole = Files.readAllBytes(deb);
    for (int at : List.of(0, 66, 140, whole.length - 60)) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x55;
      Files.write(deb, damaged);
      assertThatThrownBy(() -> unpack(deb)).as("at " + at).hasMessageContaining("wrong.deb");
      owners.clear();
      Files.deleteIfExists(tree.resolve("file"));
    }
    for (String name : List.of("control.tar.lzma", "control.tar.zst")) {
      Path other = DebFile.of("wrong", "1").compressed(name, "data.tar").writeTo(folder);
      assertThatThrownBy(() -> unpack(other)).as(name).hasMessageContaining("wrong.deb");
    }
  }

  @Test
  void everyCompressionIsRead() throws Exception {
    for (String ending : List.of("", ".gz", ".xz")) {
      String name = "packed" + ending.replace(".", "-");
      unpack(
          DebFile.of(name, "1")
              .compressed("control.tar" + ending, "data.tar" + ending)
              .file("./" + name, "text"));
      assertThat(tree.resolve(name)).hasContent("text");
    }
  }

  @Test
  void twoPackagesWithOneFileCollide() throws Exception {
    Files.createDirectories(tree.resolve("usr/bin"));
    Files.createSymbolicLink(tree.resolve("bin"), Path.of("usr/bin"));
    Unpacked first = unpack(DebFile.of("first", "1").file("./usr/bin/tool", "first"));
    Unpacked second = unpack(DebFile.of("second", "1").file("./bin/tool", "second"));
    assertThat(first.collided()).isFalse();
    assertThat(second.collided()).isTrue();
    assertThat(tree.resolve("usr/bin/tool")).hasContent("first");
  }

  @Test
  void documentsAreLeftOutButForTheirCopyright() throws Exception {
    DebFile deb =
        DebFile.of("talkative", "1")
            .folder("./usr/share/doc/talkative")
            .file("./usr/share/doc/talkative/copyright", "free")
            .file("./usr/share/doc/talkative/README", "long")
            .file("./usr/share/man/man1/talkative.1", "longer")
            .file("./usr/share/locale/de/LC_MESSAGES/talkative.mo", "lang");
    Unpacked unpacked = unpack(deb);
    assertThat(tree.resolve("usr/share/doc/talkative/copyright")).exists();
    assertThat(tree.resolve("usr/share/doc/talkative/README")).doesNotExist();
    assertThat(tree.resolve("usr/share/man")).doesNotExist();
    assertThat(tree.resolve("usr/share/locale")).doesNotExist();
    assertThat(unpacked.list()).as("as dpkg lists them").hasSize(5);
  }

  @Test
  void conffilesAreSummed() throws Exception {
    Unpacked unpacked =
        unpack(
            DebFile.of("configured", "1")
                .control("conffiles", "/etc/configured.conf\n")
                .file("./etc/configured.conf", "abc")
                .file("./etc/other", "abc"));
    assertThat(unpacked.conffileSums())
        .containsOnly(
            java.util.Map.entry("/etc/configured.conf", "900150983cd24fb0d6963f7d28e17f72"));
  }

  private Unpacked unpack(DebFile deb) throws Exception {
    return unpack(deb.writeTo(folder));
  }

  private Unpacked unpack(Path deb) throws Exception {
    return new UnpackPackage(new Confined(tree), owners, false).unpack(deb);
  }

  private static int mode(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
  }
}
