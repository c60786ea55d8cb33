package dev.slipway.context.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.Golden;
import dev.slipway.context.reader.ContextReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextMediumTest {
  @ParameterizedTest
  @CsvSource({
    "everything, SLIPWAY",
    "everything, NOCLOUD",
    "everything, CONFIGDRIVE",
    "static, SLIPWAY",
    "empty, SLIPWAY",
    "empty, NOCLOUD",
    "empty, CONFIGDRIVE",
    "document, SLIPWAY"
  })
  void rendersAContextInEachForm(String name, ContextFormat format) throws Exception {
    ContextSpec spec = ContextReader.read(Golden.folder(name));
    ContextMedium medium = ContextMedium.render(spec, name, format);
    Golden.check(name, format.word(), Golden.text(medium.tree()));
    Golden.check(
        name,
        format.word() + ".shown",
        String.join("\n", ContextDescription.of(medium.label(), medium.tree()).lines()) + "\n");
  }

  @Test
  void theInstanceIdFollowsTheContentAndTheNameButNotTheTests() throws Exception {
    ContextSpec spec = ContextReader.read(Golden.folder("static"));
    String id = id(spec, "db1");
    assertThat(id).startsWith("db1-").isEqualTo(id(spec, "db1"));
    assertThat(id(spec.withTests(List.of("false")), "db1")).isEqualTo(id);
    assertThat(id(spec, "db2")).isNotEqualTo(id);
    assertThat(id(spec.withHostname("other"), "db1")).isNotEqualTo(id);
    assertThat(id(spec.withInstanceId("mine"), "db1")).isEqualTo("mine");
  }

  @Test
  void theManifestHolds(@TempDir Path folder) throws Exception {
    ContextSpec spec = ContextReader.read(Golden.folder("everything"));
    Golden.unpack(ContextMedium.render(spec, "x", ContextFormat.SLIPWAY).tree(), folder);
    Process check =
        new ProcessBuilder("sha256sum", "-c", "--strict", "slipway/manifest")
            .directory(folder.toFile())
            .start();
    long lines = new String(check.getInputStream().readAllBytes()).lines().count();
    assertThat(check.waitFor()).isZero();
    assertThat(folder.resolve("slipway/medium")).content().endsWith("files " + lines + "\n");
  }

  @Test
  void isAnIsoThatOtherToolsReadToo(@TempDir Path folder) throws Exception {
    ContextSpec spec = ContextReader.read(Golden.folder("everything"));
    Path iso = folder.resolve("context.iso");
    ContextMedium medium = ContextMedium.render(spec, "x", ContextFormat.SLIPWAY);
    medium.write(iso);
    assertThat(output("isoinfo", "-d", "-i", iso.toString()))
        .contains("Volume id: SLIPWAY_CONTEXT\n", "Rock Ridge", "Joliet");
    assertThat(output("isoinfo", "-J", "-i", iso.toString(), "-x", "/slipway/files/001.data"))
        .isEqualTo("name = \"web1\"\npath = C:\\dir\nsecret = 'ü'\n");
    assertThat(output("isoinfo", "-R", "-l", "-i", iso.toString()))
        .containsPattern("-r-xr-xr-x .* post-install")
        .containsPattern("-r-------- .* manifest");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(iso)))
        .isEqualTo("rw-------");
    assertThat(ContextDescription.read(iso))
        .isEqualTo(ContextDescription.of(medium.label(), medium.tree()));
    byte[] first = Files.readAllBytes(iso);
    ContextMedium.render(spec, "x", ContextFormat.SLIPWAY).write(iso);
    assertThat(iso).hasBinaryContent(first);
  }

  @Test
  void aDamagedMediumIsSeenWhenItIsShown(@TempDir Path folder) throws Exception {
    ContextSpec spec = ContextReader.read(Golden.folder("everything"));
    Path iso = folder.resolve("context.iso");
    ContextMedium.render(spec, "x", ContextFormat.SLIPWAY).write(iso);
    byte[] bytes = Files.readAllBytes(iso);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("echo booted")] ^= 1;
    Files.write(iso, bytes);
    assertThat(ContextDescription.read(iso).problems())
        .containsExactly("every-boot is not as the manifest says");
  }

  private static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aFormThatCannotCarryTheContextSaysSo() throws Exception {
    ContextSpec folder = ContextReader.read(Golden.folder("document"));
    assertThatThrownBy(() -> ContextMedium.render(folder, "x", ContextFormat.NOCLOUD))
        .isInstanceOf(ContextException.class)
        .hasMessageContaining("common, distributions: error: has no place on nocloud media");
    ContextSpec anyCard = ContextReader.read(Golden.folder("static")).withTests(List.of());
    for (ContextFormat format : List.of(ContextFormat.NOCLOUD, ContextFormat.CONFIGDRIVE)) {
      assertThatThrownBy(() -> ContextMedium.render(anyCard, "x", format))
          .isInstanceOf(ContextException.class);
    }
  }

  private static String id(ContextSpec spec, String name) throws Exception {
    return ContextMedium.render(spec, name, ContextFormat.SLIPWAY).instanceId();
  }
}
