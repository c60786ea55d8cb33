package dev.slipway.disk.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.Trees;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoVolumeTest {
  private static final long TIME = 1_700_000_000;
  private static final Metadata META = Metadata.ofRoot(0755, TIME);

  @TempDir Path folder;

  private static RegularFile file(String text) {
    return Trees.file(META.withMode(0644), text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(Directory tree, String label) throws Exception {
    Path image = folder.resolve("image" + System.nanoTime() + ".iso");
    return Oracle.write(new IsoVolume(tree, label, TIME), image);
  }

  private Path extract(Path image) throws Exception {
    Path out = folder.resolve("out" + System.nanoTime());
    String said =
        Oracle.approve(
            "xorriso",
            "-osirrox",
            "on",
            "-abort_on",
            "WARNING",
            "-indev",
            image,
            "-extract",
            "/",
            out);
    assertThat(said).doesNotContain("SORRY", "FAILURE", "WARNING");
    return out;
  }

  /** xorriso restores only the targets of links, and may not be allowed to make devices. */
  private void assertExtracted(Directory tree, Path image) throws Exception {
    SortedSet<String> found = asExtracted(Trees.ofFolder(extract(image)));
    assertThat(Trees.difference(asExtracted(tree), found)).isEmpty();
  }

  private static SortedSet<String> asExtracted(Directory tree) throws Exception {
    return Trees.lines(tree).stream()
        .filter(line -> !line.contains(" CHARACTER_DEVICE "))
        .map(line -> line.replaceFirst(" \\d+ \\d+:\\d+ \\d+ link ", " link "))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertSame(Directory expected, Directory found) throws Exception {
    assertThat(Trees.difference(Trees.lines(expected), Trees.lines(found))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void randomTreesComeBackAsTheyWere(int seed) throws Exception {
    Directory tree = IsoTrees.tree(seed, 3);
    Path image = write(tree, "LABEL");

    IsoImage read = IsoImage.read(image);
    assertThat(read.names()).isEqualTo(IsoImage.Names.ROCK_RIDGE);
    assertSame(tree, read.root());
    assertExtracted(tree, image);
    assertThat(
            Oracle.approve("isoinfo", "-R", "-l", "-i", image).lines().map(IsoVolumeTest::asListed))
        .containsAll(devicesAndLinks(tree));
    Oracle.approve("isoinfo", "-J", "-l", "-i", image);
    Oracle.approve("7z", "t", image);
  }

  /** The mode of one of isoinfo's lines; of links the target, too. */
  private static String asListed(String line) {
    int arrow = line.indexOf(" -> ");
    String mode = line.split(" ", 2)[0];
    return mode + " " + (arrow < 0 ? "" : line.substring(arrow + 4));
  }

  private static Set<String> devicesAndLinks(Directory tree) {
    Set<String> lines = new TreeSet<>();
    for (var node : tree.children().values()) {
      Metadata meta = node.metadata();
      switch (node) {
        case Directory below -> lines.addAll(devicesAndLinks(below));
        case Symlink link when link.target().length() < 100 ->
            lines.add(Modes.text('l', meta) + " " + link.target());
        case Special special when special.kind() == Special.Kind.CHARACTER_DEVICE ->
            lines.add(Modes.text('c', meta) + " ");
        default -> {}
      }
    }
    return lines;
  }

  @Test
  void deepDirectoriesAreMovedAndFoundAgain() throws Exception {
    var tree = new Directory(META);
    StringBuilder path = new StringBuilder();
    for (int i = 1; i <= 60; i++) {
      path.append("/level ").append(i);
      Directory here = tree.directory(path.toString(), META);
      here.put("file" + i, file("in " + i));
      here.put("same", file("same name " + i));
      here.directory("empty", META);
    }
    tree.put("rr_moved", file("the name is taken"));
    Path image = write(tree, "DEEP");
    assertSame(tree, IsoImage.read(image).root());
    assertExtracted(tree, image);
    assertThat(Oracle.approve("isoinfo", "-R", "-f", "-i", image)).contains("/level 1/level 2/");
  }

  @Test
  void itIsLikeWhatGenisoimageMakes() throws Exception {
    Path source = Files.createDirectory(folder.resolve("source"));
    fillFolder(source);
    Path theirs = folder.resolve("theirs.iso");
    Oracle.approve(
        "genisoimage",
        "-quiet",
        "-input-charset",
        "utf-8",
        "-R",
        "-J",
        "-V",
        "context",
        "-o",
        theirs,
        source);
    Directory tree = Trees.ofFolder(source);
    Path ours = write(tree, "context");

    assertThat(IsoImage.read(theirs).label()).isEqualTo("context");
    assertSame(tree, IsoImage.read(theirs).root());
    assertSame(tree, IsoImage.read(ours).root());
    assertThat(listing(ours, "-R")).isEqualTo(listing(theirs, "-R"));
    Set<String> joliet = listing(theirs, "-J");
    joliet.removeIf(line -> line.endsWith(" absolute") || line.endsWith(" link")); // empty files
    assertThat(listing(ours, "-J")).isEqualTo(joliet);
    assertThat(Oracle.approve("blkid", "-p", "-o", "value", "-s", "LABEL", ours))
        .isEqualTo("context\n");
    assertThat(Oracle.approve("isoinfo", "-d", "-i", ours))
        .contains(
            "Volume id: context",
            "Joliet with UCS level 3 found",
            "Rock Ridge signatures version 1 found");
  }

  /** What isoinfo lists, with modes, owners and sizes but without places and the root's dots. */
  private static Set<String> listing(Path image, String names) throws Exception {
    String said = Oracle.approve("isoinfo", names, "-l", "-i", image);
    Set<String> lines = new TreeSet<>();
    String directory = "";
    for (String line : said.lines().toList()) {
      if (line.startsWith("Directory listing of ")) {
        directory = line.substring(21);
      } else if (!line.isBlank() && !line.matches(".* \\.\\.? *$")) {
        boolean isDirectory = line.startsWith("d");
        String what = line.replaceAll("\\[ *\\d+ \\d+\\]", "");
        lines.add(
            directory
                + ": "
                + (isDirectory ? what.replaceAll("^(\\S+ +\\S+ +\\S+ +\\S+) +\\d+", "$1") : what)
                    .strip());
      }
    }
    assertThat(lines).isNotEmpty();
    return lines;
  }

  private static void fillFolder(Path source) throws Exception {
    Files.createDirectories(source.resolve("common"));
    Files.createDirectories(source.resolve("distributions/debian/a/b"));
    Files.writeString(source.resolve("post-install"), "#!/bin/sh\necho hello\n");
    Files.setPosixFilePermissions(
        source.resolve("post-install"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-x--x"));
    Files.writeString(source.resolve("common/network"), "");
    Files.writeString(source.resolve("common/routes"), "x".repeat(5000));
    Files.writeString(source.resolve("common/A Name with Ümläuts and 日本.txt"), "u");
    Files.writeString(source.resolve("common/" + "long".repeat(14) + ".config"), "l");
    Files.createLink(source.resolve("common/hard"), source.resolve("common/routes"));
    Files.createSymbolicLink(source.resolve("common/link"), Path.of("../post-install"));
    // genisoimage gives a link the day of what it leads to, which is today's.
    Files.createSymbolicLink(
        source.resolve("absolute"), source.resolve("post-install").toAbsolutePath());
  }

  @Test
  void labelsAreWrittenAsGiven() throws Exception {
    var tree = new Directory(META);
    for (String label : List.of("cidata", "config-2", "A label of thirty-two letters ok")) {
      Path image = write(tree, label);
      assertThat(IsoImage.read(image).label()).isEqualTo(label);
      assertThat(Oracle.approve("blkid", "-p", "-o", "value", "-s", "LABEL", image))
          .isEqualTo(label + "\n");
    }
    for (String label : List.of("", " ", "x".repeat(33), "ü", "a\n")) {
      assertThatThrownBy(() -> new IsoVolume(tree, label, TIME))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining("1 to 32 printable ASCII");
    }
  }

  @Test
  void thousandsOfFilesInOneDirectoryStayApart() throws Exception {
    var tree = new Directory(META);
    Directory many = tree.directory("many", META);
    String start = "a name that is much longer than ISO 9660 and Joliet take, so that it is cut ";
    for (int i = 0; i < 2000; i++) {
      many.put(start + i + ".conf", file("" + i));
    }
    for (int i = 0; i < 500; i++) {
      tree.directory("many directories " + i, META);
    }
    Path image = write(tree, "MANY");
    assertSame(tree, IsoImage.read(image).root());
    assertExtracted(tree, image);
    assertThat(
            Oracle.approve("isoinfo", "-J", "-f", "-i", image).lines().collect(Collectors.toSet()))
        .hasSize(2501);
    assertThat(Oracle.approve("isoinfo", "-f", "-i", image).lines().collect(Collectors.toSet()))
        .hasSize(2501);
  }

  @Test
  void longLinksAndNamesGoOnInContinuations() throws Exception {
    var tree = new Directory(META);
    String component = "c".repeat(255);
    tree.put("n".repeat(253), new Symlink(META, "/" + (component + "/").repeat(3) + "d"));
    tree.put("ends", new Symlink(META, "x".repeat(245) + "/../yy/./" + "z".repeat(248)));
    tree.put("dots", new Symlink(META, "../".repeat(300) + "x"));
    tree.put("root", new Symlink(META, "/"));
    tree.put("here", new Symlink(META, "."));
    tree.put("ä".repeat(126), file("x"));
    Path image = write(tree, "LONG");
    assertSame(tree, IsoImage.read(image).root());
    assertExtracted(tree, image);

    // Beyond what xorriso (1024 bytes) and isoinfo (it crashes) can do, but not Linux.
    tree.put("longest", new Symlink(META, "/" + (component + "/").repeat(15) + "d".repeat(254)));
    assertSame(tree, IsoImage.read(write(tree, "LONG")).root());
    tree.put("ä".repeat(127), file("x"));
    assertThatThrownBy(() -> write(tree, "X")).hasMessageContaining("254 bytes");
    tree.remove("ä".repeat(127));
    tree.put("link", new Symlink(META, "x".repeat(4096)));
    assertThatThrownBy(() -> write(tree, "X"))
        .hasMessageContaining("/link: the link's target has 4096 bytes");
  }

  @Tag("slow")
  @Test
  void filesOverFourGibibytesTakeSeveralRecords() throws Exception {
    Path large = folder.resolve("large");
    long size = IsoFile.MAX_SECTION + 12345;
    try (var out = new RandomAccessFile(large.toFile(), "rw")) {
      out.setLength(size);
      out.seek(size - 8);
      out.writeLong(size);
    }
    var tree = new Directory(META);
    tree.put("large", new RegularFile(META, new Content.Stored(large, size)));
    tree.put("small", file("after it"));
    Path image = write(tree, "LARGE");
    assertThat(Oracle.approve("xorriso", "-indev", image, "-lsl", "/")).contains(" " + size + " ");
    Content content =
        ((RegularFile) IsoImage.read(image).root().find("/large").orElseThrow()).content();
    assertThat(content.size()).isEqualTo(size);
    try (FileChannel in = FileChannel.open(image)) {
      var number = ByteBuffer.allocate(8);
      in.read(number, ((Content.Slice) content).offset() + size - 8);
      assertThat(number.getLong(0)).isEqualTo(size);
    }
  }

  @Test
  void theSameTreeGivesTheSameBytes() throws Exception {
    Path one = write(IsoTrees.tree(77, 2), "SAME");
    Path two = write(IsoTrees.tree(77, 2), "SAME");
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
  }

  @Test
  void anEmptyTreeIsAnImageToo() throws Exception {
    Path image = write(new Directory(META), "EMPTY");
    assertThat(IsoImage.read(image).root().children()).isEmpty();
    Oracle.approve("isoinfo", "-R", "-l", "-i", image);
  }

  @Test
  void aFileThatEndsTooEarlyIsNamed() throws Exception {
    Path short0 = Files.writeString(folder.resolve("short"), "12345");
    var tree = new Directory(META);
    tree.directory("a", META).put("b", new RegularFile(META, new Content.Stored(short0, 9)));
    assertThatThrownBy(() -> write(tree, "X"))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("/a/b: 9 bytes were expected, but it ended 4 bytes early");
  }
}
