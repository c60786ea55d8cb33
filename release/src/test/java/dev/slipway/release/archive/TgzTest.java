package dev.slipway.release.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Command;
import dev.slipway.release.ReleaseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TgzTest {
  private static final TgzReader.Limits SMALL = new TgzReader.Limits(8 << 20, 1000);

  @TempDir Path folder;

  private Path written(Path file) throws IOException {
    Path random = folder.resolve("random");
    byte[] bytes = new byte[700_001];
    new Random(7).nextBytes(bytes);
    Files.write(random, bytes);
    Path zeros = Files.write(folder.resolve("zeros"), new byte[3_000_000]);
    try (OutputStream out = Files.newOutputStream(file);
        TgzWriter tgz = new TgzWriter(out)) {
      tgz.folder("./");
      tgz.file("./text", "hello\n");
      tgz.file("./zeros", zeros, false);
      tgz.file("./random", random, true);
      tgz.file("./zeros-again", zeros, false);
      tgz.folder("./deep");
      tgz.file("./deep/" + "long/".repeat(60) + "name", "far");
      tgz.link("./link", "text");
    }
    return file;
  }

  @Test
  void tarReadsIt() throws Exception {
    Path file = written(folder.resolve("a.tgz"));
    Path out = Files.createDirectory(folder.resolve("out"));
    Command.of("gzip", "--test", file.toString()).run();
    Command.of("tar", "-xzf", file.toString(), "-C", out.toString()).run();
    assertThat(out.resolve("random")).hasSameBinaryContentAs(folder.resolve("random"));
    assertThat(out.resolve("zeros")).hasSameBinaryContentAs(folder.resolve("zeros"));
    assertThat(out.resolve("zeros-again")).hasSameBinaryContentAs(folder.resolve("zeros"));
    assertThat(Files.isExecutable(out.resolve("random"))).isTrue();
    assertThat(Files.readSymbolicLink(out.resolve("link"))).hasToString("text");
    List<String> lines =
        Command.of("tar", "-tvzf", file.toString(), "--utc", "--numeric-owner").lines();
    assertThat(lines.get(1)).matches("-rw-r--r-- 0/0 +6 1980-01-01 00:00 ./text");
    assertThat(lines.getFirst()).startsWith("drwxr-xr-x 0/0").endsWith(" ./");
  }

  @Test
  void whatIsRandomIsStoredAndTheRestIsNot() throws Exception {
    long size = Files.size(written(folder.resolve("a.tgz")));
    assertThat(size).isBetween(700_000L, 715_000L);
  }

  @Test
  void twiceIsTheSame() throws Exception {
    assertThat(written(folder.resolve("a.tgz")))
        .hasSameBinaryContentAs(written(folder.resolve("b.tgz")));
  }

  @Test
  void unpacksWhatTarMade() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in/sub/folder"));
    Files.writeString(in.resolve("file"), "text");
    Files.createSymbolicLink(folder.resolve("in/up"), Path.of("sub/folder/file"));
    Path tgz = folder.resolve("x.tgz");
    Command.of("tar", "-czf", tgz.toString(), "-C", folder.resolve("in").toString(), ".").run();
    Path out = Files.createDirectory(folder.resolve("out"));
    Unpacking.unpack(tgz, out, "x.tgz", SMALL);
    assertThat(out.resolve("up")).hasContent("text");
  }

  @Test
  void hardLinksAreTheSameFile() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.writeString(in.resolve("git"), "text");
    Files.createLink(in.resolve("git-add"), in.resolve("git"));
    Path tgz = folder.resolve("x.tgz");
    Command.of("tar", "-czf", tgz.toString(), "-C", in.toString(), "git", "git-add").run();
    Path out = Files.createDirectory(folder.resolve("out"));
    Unpacking.unpack(tgz, out, "x.tgz", SMALL);
    assertThat(Files.isSameFile(out.resolve("git"), out.resolve("git-add"))).isTrue();
    assertThat(out.resolve("git-add")).hasContent("text");
  }

  @Test
  void aTarNeedNotBeZipped() throws Exception {
    Path file = folder.resolve("a.tar");
    try (OutputStream out = Files.newOutputStream(file);
        TgzWriter tar = new TgzWriter(out, false)) {
      tar.folder("./");
      tar.file("./text", "hello\n");
    }
    assertThat(Command.of("tar", "-tf", file.toString()).lines()).containsExactly("./", "./text");
    Path out = Files.createDirectory(folder.resolve("out"));
    Unpacking.unpack(file, out, "a.tar", SMALL);
    assertThat(out.resolve("text")).hasContent("hello");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1100));
    assertRefused(Files.move(file, folder.resolve("x.tar")), "tar");
  }

  /** An archive as somebody makes it who means harm. */
  private Path hostile(TarArchiveEntry... entries) throws IOException {
    Path file = folder.resolve("hostile.tgz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (TarArchiveEntry each : entries) {
        tar.putArchiveEntry(each);
        tar.write(new byte[(int) each.getSize()]);
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  private static TarArchiveEntry file(String name) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(1);
    return entry;
  }

  private static TarArchiveEntry link(String name, String target, byte kind) {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(target);
    return entry;
  }

  private void assertRefused(Path file, String why) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    assertThatThrownBy(() -> Unpacking.unpack(file, out, "x.tgz", SMALL))
        .isInstanceOf(ReleaseException.class)
        .hasMessageStartingWith("x.tgz ")
        .hasMessageContaining(why);
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(p -> p.getFileName().toString().startsWith("evil"))).isEmpty();
    }
  }

  @Test
  void nothingLeadsOut() throws Exception {
    assertRefused(hostile(file("../evil")), "leads out of it");
    assertRefused(hostile(file("/tmp/evil")), "leads out of it");
    assertRefused(hostile(file("a/../../evil")), "leads out of it");
    byte link = TarConstants.LF_SYMLINK;
    assertRefused(hostile(link("l", "..", link), file("l/evil")), "leads out of it");
    assertRefused(hostile(link("l", "/etc", link)), "leads out of it");
    assertRefused(hostile(link("d/l", "../..", link)), "leads out of it");
    assertRefused(hostile(link("l", "d", link), file("l/evil")), "is no folder");
    assertRefused(hostile(file("f"), file("f/evil")), "is no folder");
    byte hard = TarConstants.LF_LINK;
    assertRefused(hostile(link("l", "/etc/passwd", hard)), "leads out of it");
    assertRefused(hostile(link("l", "../evil", hard)), "leads out of it");
    assertRefused(hostile(link("l", "later", hard), file("later")), "no file that comes before");
    assertRefused(hostile(link("s", "t", link), link("l", "s", hard)), "no file that comes before");
    assertRefused(hostile(new TarArchiveEntry("p", TarConstants.LF_FIFO)), "neither a file");
    assertRefused(hostile(new TarArchiveEntry("c", TarConstants.LF_CHR)), "neither a file");
  }

  @Test
  void nothingIsThereTwice() throws Exception {
    assertRefused(hostile(file("a"), file("./a")), "has `a` twice");
    byte link = TarConstants.LF_SYMLINK;
    assertRefused(hostile(link("a", "b", link), file("a")), "has `a` twice");
  }

  @Test
  void nothingIsTooLarge() throws Exception {
    TarArchiveEntry large = new TarArchiveEntry("large");
    large.setSize(9 << 20);
    assertRefused(hostile(large), "becomes more than 8388608 bytes");
    TarArchiveEntry[] many = new TarArchiveEntry[1001];
    Arrays.setAll(many, i -> file("f" + i));
    assertRefused(hostile(many), "more than 1000 files");
    TarArchiveEntry talkative = file("f");
    talkative.addPaxHeader("comment", "x".repeat(70_000));
    assertRefused(hostile(talkative), "has a header of");
  }

  @Test
  void whatIsDamagedSaysSo() throws Exception {
    byte[] whole = Files.readAllBytes(written(folder.resolve("a.tgz")));
    for (int length : new int[] {0, 5, 20, 1000, 500_000, whole.length - 1}) {
      Path cut = Files.write(folder.resolve("cut.tgz"), Arrays.copyOf(whole, length));
      assertRefused(cut, "");
    }
    byte[] wrong = whole.clone();
    wrong[400_000] ^= 1;
    assertRefused(Files.write(folder.resolve("wrong.tgz"), wrong), "");
    assertRefused(
        Files.writeString(folder.resolve("t"), "text, not an archive"),
        "is neither a gzip file nor a tar");
    ByteArrayOutputStream noTar = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(noTar)) {
      gzip.write(
          "no tar at all, though it is long enough".repeat(50).getBytes(StandardCharsets.UTF_8));
    }
    assertRefused(Files.write(folder.resolve("n"), noTar.toByteArray()), "is not a");
  }
}
