package dev.slipway.queue.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.slipway.queue.QueueException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceTarTest {
  private static final String YML = "name: web\nversion: 1\nbase: {debian: bookworm}\n";

  @TempDir private Path temporary;

  @Test
  void theSameContentsAreTheSameTarHoweverTheyLie() throws Exception {
    Path one = folder("one");
    Path two = folder("two");
    Files.setLastModifiedTime(two.resolve("slipway.yml"), FileTime.fromMillis(1_000_000));
    Files.setPosixFilePermissions(
        two.resolve("slipway.yml"), PosixFilePermissions.fromString("rw-rw----"));
    Files.createDirectories(two.resolve(".git/objects"));
    Files.writeString(two.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.writeString(two.resolve("files/motd~"), "older");
    Files.writeString(two.resolve("files/.motd.swp"), "half");
    Files.writeString(two.resolve("web_v1.amd64.json"), "{}");
    Files.writeString(two.resolve("web_v1.amd64.raw"), "an image");

    assertThat(pack(two)).isEqualTo(pack(one));
    Path there = unpack(temporary.resolve("two.tar"));
    assertThat(names(there)).containsExactly("files", "files/motd", "run.sh", "slipway.yml");
    assertThat(Files.isExecutable(there.resolve("run.sh"))).isTrue();
    assertThat(pack(there)).isEqualTo(pack(one));
  }

  @Test
  void anotherContentOrModeIsAnotherTar() throws Exception {
    SourceTar.Packed before = pack(folder("one"));
    Path changed = folder("changed");
    Files.setPosixFilePermissions(
        changed.resolve("run.sh"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(pack(changed).sha256()).isNotEqualTo(before.sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "gzip", "zstd", "zip"})
  void allFormsAreRead(String form) throws Exception {
    Path archive = temporary.resolve("archive");
    try (OutputStream out = Files.newOutputStream(archive)) {
      switch (form) {
        case "gzip" -> plain(new GZIPOutputStream(out));
        case "zstd" -> plain(new ZstdOutputStream(out));
        case "zip" -> zip(out);
        default -> plain(out);
      }
    }
    Path there = unpack(archive);
    assertThat(there.resolve("slipway.yml")).hasContent(YML);
    assertThat(Files.readSymbolicLink(there.resolve("files/link"))).hasToString("../slipway.yml");
  }

  @ParameterizedTest
  @CsvSource({
    "../evil, leads out",
    "a/../../evil, leads out",
    "/etc/evil, absolute",
    "files/.., leads out",
    "'a\nb', control character",
  })
  void namesStayInTheFolder(String name, String why) throws Exception {
    Path archive = temporary.resolve("archive");
    try (Tar tar = Tar.at(archive)) {
      tar.file("slipway.yml", YML).file(name, "x");
    }
    refused(archive, why);
    assertThat(temporary.resolve("evil")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "..", "x/../../..", "a/.."})
  void linksStayInTheFolder(String target) throws Exception {
    Path archive = temporary.resolve("archive");
    try (Tar tar = Tar.at(archive)) {
      tar.link("link", target);
    }
    refused(archive, "`link -> " + target + "` is a link that");
  }

  @Test
  void nothingIsWrittenThroughALink() throws Exception {
    Path archive = temporary.resolve("archive");
    try (Tar tar = Tar.at(archive)) {
      tar.folder("real").link("alias", "real").file("alias/evil", "x");
    }
    refused(archive, "lies behind the link `alias`");
    try (Tar tar = Tar.at(archive)) {
      tar.link("file", "real").file("real", "x").file("file", "y");
    }
    refused(archive, "`file` is there twice");
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_LINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO
      })
  void onlyFilesFoldersAndLinksAreTaken(byte type) throws Exception {
    Path archive = temporary.resolve("archive");
    try (Tar tar = Tar.at(archive)) {
      tar.file("slipway.yml", YML).special("odd", type, "slipway.yml");
    }
    refused(archive, "`odd` is neither a file, a folder nor a symbolic link");
  }

  @ParameterizedTest
  @CsvSource({
    "files/motd, FILES/motd, differ in case only",
    "a, A, differ in case only",
    "files/motd, files/motd, is there twice",
    "caf\u00e9, cafe\u0301, differ in case only",
    "files, files/motd, is there twice",
  })
  void noNameIsThereTwice(String one, String two, String why) throws Exception {
    Path archive = temporary.resolve("archive");
    try (Tar tar = Tar.at(archive)) {
      tar.file(one, "1").file(two, "2");
    }
    refused(archive, why);
  }

  @Test
  void bombsAreRefusedBeforeTheyFillTheDisk() throws Exception {
    Path archive = temporary.resolve("archive");
    try (Tar tar = new Tar(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      tar.zeros("zeros", 100 << 20);
    }
    refused(archive, "more than 200 times the bytes of the archive");
    assertThat(Files.size(temporary.resolve("there/zeros"))).isLessThan(80 << 20);

    Limits small = new Limits(1 << 20, 100, 5, 100, 1000);
    assertThatThrownBy(() -> SourceTar.unpack(archive, fresh(), small))
        .hasMessage("a definition's files have at most 1 MiB");
    try (Tar tar = Tar.at(archive)) {
      for (int i = 0; i < 101; i++) {
        tar.file("f" + i, "");
      }
    }
    assertThatThrownBy(() -> SourceTar.unpack(archive, fresh(), small))
        .hasMessage("a definition has at most 100 files");
    try (Tar tar = Tar.at(archive)) {
      tar.file("a/b/c/d/e/f", "");
    }
    assertThatThrownBy(() -> SourceTar.unpack(archive, fresh(), small))
        .hasMessage("`a/b/c/d/e/f` lies in more than 5 folders");
    try (Tar tar = Tar.at(archive)) {
      tar.longName(2_000_000);
    }
    refused(archive, "a header in the tar has");
  }

  @Test
  void whatIsNoArchiveSaysWhatIs() throws Exception {
    Path archive = temporary.resolve("archive");
    Files.writeString(archive, "name: web\n".repeat(200));
    refused(archive, "upload a tar, tar.gz, tar.zst or zip");
    Files.write(archive, new byte[0]);
    refused(archive, "no archive with files in it");
    Files.write(archive, new byte[] {'B', 'Z', 'h', '9', 0, 0, 0, 0});
    refused(archive, "bzip2 and xz are not taken");
    try (OutputStream out = Files.newOutputStream(archive)) {
      plain(new GZIPOutputStream(out));
    }
    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, java.util.Arrays.copyOf(whole, whole.length / 2));
    refused(archive, "no whole archive");
    Files.write(archive, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
    refused(archive, "zip");
  }

  @Test
  void randomDamageIsNeverTheServersFault() throws Exception {
    Path archive = temporary.resolve("archive");
    java.util.Random random = new java.util.Random(4);
    for (String form : List.of("tar", "zip", "zstd")) {
      try (OutputStream out = Files.newOutputStream(archive)) {
        switch (form) {
          case "zip" -> zip(out);
          case "zstd" -> plain(new ZstdOutputStream(out));
          default -> plain(out);
        }
      }
      byte[] whole = Files.readAllBytes(archive);
      for (int i = 0; i < 300; i++) {
        byte[] damaged = whole.clone();
        for (int j = 0; j < 4; j++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        Files.write(archive, damaged);
        try {
          SourceTar.unpack(archive, fresh());
        } catch (QueueException e) {
          assertThat(e.code()).isIn(QueueException.Code.INVALID, QueueException.Code.TOO_LARGE);
        }
      }
    }
    assertThat(temporary.resolve("there").getParent())
        .isDirectoryNotContaining(
            f -> !List.of("there", "archive").contains(f.getFileName().toString()));
  }

  private Path folder(String name) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve(name));
    Files.writeString(folder.resolve("slipway.yml"), YML);
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("files/motd"), "Hello\n");
    Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        folder.resolve("run.sh"), PosixFilePermissions.fromString("rwx------"));
    return folder;
  }

  private SourceTar.Packed pack(Path folder) throws IOException {
    return SourceTar.pack(folder, temporary.resolve(folder.getFileName() + ".tar"));
  }

  private static void plain(OutputStream out) throws IOException {
    try (Tar tar = new Tar(out)) {
      tar.file("./slipway.yml", YML).folder("files").link("files/link", "../slipway.yml");
    }
  }

  private static void zip(OutputStream out) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      zip.putArchiveEntry(new ZipArchiveEntry("slipway.yml"));
      zip.write(YML.getBytes(StandardCharsets.UTF_8));
      zip.closeArchiveEntry();
      ZipArchiveEntry link = new ZipArchiveEntry("files/link");
      link.setUnixMode(0120777);
      zip.putArchiveEntry(link);
      zip.write("../slipway.yml".getBytes(StandardCharsets.UTF_8));
      zip.closeArchiveEntry();
    }
  }

  private void refused(Path archive, String why) {
    assertThatThrownBy(() -> unpack(archive))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining(why);
  }

  private Path unpack(Path archive) throws IOException {
    Path there = fresh();
    SourceTar.unpack(archive, there);
    return there;
  }

  private Path fresh() throws IOException {
    Path there = temporary.resolve("there");
    dev.slipway.build.cache.Trees.delete(there);
    return Files.createDirectory(there);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> !f.equals(folder))
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList();
    }
  }
}
