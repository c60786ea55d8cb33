package dev.slipway.definition.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Firmware;
import dev.slipway.definition.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionReaderTest {
  private static final String MINIMAL =
      """
      name: debian
      version: "12.1"
      base: {debian: bookworm}
      """;

  @TempDir Path folder;

  private final DefinitionReader reader = new DefinitionReader(Architecture.ARM64);

  @Test
  void readsAFileOfAnyName() throws IOException {
    Path file = Files.writeString(folder.resolve("other.yml"), MINIMAL);
    Definition definition = reader.read(file).definition().orElseThrow();
    assertThat(definition.file()).isEqualTo(file);
    assertThat(definition.folder()).isEqualTo(folder);
    assertThat(definition.resolve("files/motd")).isEqualTo(folder.resolve("files/motd"));
    assertThat(definition.imageName()).isEqualTo("debian_v12.1");
  }

  @Test
  void isForTheHostWhereNothingElseIsSaid() throws IOException {
    Definition definition = read(MINIMAL).definition().orElseThrow();
    assertThat(definition.architectures()).containsExactly(Architecture.ARM64);
    assertThat(definition.disk().boot()).containsExactly(Firmware.UEFI);
  }

  @Test
  void givesEachArchitectureTheFirmwareItHas() throws IOException {
    Definition definition =
        read(MINIMAL + "architectures: [amd64, arm64]\n").definition().orElseThrow();
    assertThat(definition.disk().bootOf(Architecture.AMD64))
        .containsExactlyInAnyOrder(Firmware.BIOS, Firmware.UEFI);
    assertThat(definition.disk().bootOf(Architecture.ARM64)).containsExactly(Firmware.UEFI);
  }

  @Test
  void namesTheFileAsTheUserDid() throws IOException {
    Files.writeString(folder.resolve("slipway.yml"), MINIMAL + "pakages: []\n");
    Path here = Path.of("").toAbsolutePath();
    Path relative = here.relativize(folder.toAbsolutePath());
    Diagnostic diagnostic = reader.read(relative).diagnostics().getFirst();
    assertThat(diagnostic)
        .hasToString(
            relative + "/slipway.yml:4:1: error: unknown key `pakages`; did you mean `packages`?");
  }

  @Test
  void saysWhatIsNotThere() {
    Path missing = folder.resolve("nowhere/at/all");
    assertThat(only(reader.read(missing)))
        .isEqualTo(missing + ": error: there is no such file; the folder is not there either");
  }

  @Test
  void doesNotTakeOtherDefinitionsForItsOwn() throws IOException {
    Path kickstart = Files.writeString(folder.resolve("web.ks"), "install\n");
    assertThat(only(reader.read(kickstart)))
        .endsWith("web.ks is not read yet: write a slipway.yml beside it");
  }

  @Test
  void doesNotReadWhatIsNoFile() throws IOException {
    Files.createDirectory(folder.resolve("slipway.yml"));
    assertThat(only(reader.read(folder))).contains("is not a file");
    assertThat(only(reader.read(Path.of("/dev/zero")))).contains("is not a file");
  }

  @Test
  void refusesALargeFileWithoutReadingAllOfIt() throws IOException {
    String large = MINIMAL + "# " + "x".repeat(2 << 20) + "\n";
    assertThat(only(read(large))).contains("is larger than 1 MiB");
  }

  @Test
  void readsAFileOfJustOneMebibyte() throws IOException {
    String large = MINIMAL + "#" + "x".repeat((1 << 20) - MINIMAL.length() - 1);
    assertThat(read(large).definition()).isPresent();
  }

  @Test
  void stopsCountingAfterAHundredMistakes() throws IOException {
    StringBuilder text = new StringBuilder(MINIMAL);
    for (int i = 0; i < 1000; i++) {
      text.append("key").append(i).append(": 1\n");
    }
    List<Diagnostic> diagnostics = read(text.toString()).diagnostics();
    assertThat(diagnostics).hasSize(101);
    assertThat(diagnostics.getLast().message()).startsWith("and 900 more");
  }

  @Test
  void isQuickWithAFileFullOfMistakes() throws IOException {
    StringBuilder text = new StringBuilder(MINIMAL + "packages:\n");
    while (text.length() < 1_000_000) {
      text.append("- {nam: a, architectures: [x]}\n");
    }
    long begin = System.nanoTime();
    assertThat(read(text.toString()).definition()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void warnsButReads() throws IOException {
    DefinitionReader.Result result = read(MINIMAL.replace("bookworm", "testing"));
    assertThat(result.definition()).isPresent();
    assertThat(result.diagnostics())
        .singleElement()
        .extracting(Diagnostic::severity)
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void neverShowsAPassword() throws IOException {
    String text =
        MINIMAL
            + "users: [{name: a, password: hunter2}, {name: b, password: [hunter2]}]\n"
            + "files: [{path: /x, content: hunter2, source: y}]\n";
    String mirror = text.replace("{debian", "{mirror: \"http://me:hunter2@host/ x\", debian");
    assertThat(read(mirror).diagnostics()).hasSizeGreaterThan(3);
    assertThat(read(mirror).diagnostics().toString()).doesNotContain("hunter2");
  }

  @Test
  void refusesWhatIsNoFileBelowAFolder() throws Exception {
    Files.createDirectories(folder.resolve("tree/below"));
    Process mkfifo = new ProcessBuilder("mkfifo", folder + "/tree/below/fifo").start();
    assertThat(mkfifo.waitFor()).isZero();
    assertThat(only(read(MINIMAL + "files: [{source: tree, path: /srv}]\n")))
        .endsWith(
            "`files.source`: `tree`: `below/fifo` in it is neither file, folder nor link; take it"
                + " away");
  }

  @Test
  void canonicalBlocksAreTheCanonicalFormInPieces() throws IOException {
    Definition definition = read(MINIMAL + "hostname: web\n").definition().orElseThrow();
    assertThat(definition.canonicalBlocks())
        .containsEntry("hostname", "hostname: \"web\"\n")
        .doesNotContainKey("packages");
    assertThat(String.join("", definition.canonicalBlocks().values()))
        .isEqualTo(definition.canonical());
  }

  @Test
  void canonicalFormDoesNotDependOnHowOrWhereItIsWritten() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(
        elsewhere.resolve("slipway.yml"),
        """
        # The same, in another order.
        base:
            debian: 'bookworm'
        version: '12.1'
        disk: {size: 2048M}
        name: "debian"
        """);
    Definition other = reader.read(elsewhere).definition().orElseThrow();
    assertThat(other.canonical()).isEqualTo(read(MINIMAL).definition().orElseThrow().canonical());
  }

  private DefinitionReader.Result read(String text) throws IOException {
    Files.writeString(folder.resolve("slipway.yml"), text);
    return reader.read(folder);
  }

  private static String only(DefinitionReader.Result result) {
    assertThat(result.definition()).isEmpty();
    assertThat(result.diagnostics()).hasSize(1);
    return result.diagnostics().getFirst().toString();
  }
}
