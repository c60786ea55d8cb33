package dev.slipway.build.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlFileTest {
  @TempDir private Path folder;

  @Test
  void paragraphsAreFieldsByName() {
    String text =
        """

        Package: one
        Description: short
         long line
         .
        \ttabbed: not a field
        Depends: libc6 (>= 2.36), x:any


        Package: two
        Empty:
        Conffiles:
         /etc/two 123
        """;
    List<Map<String, String>> found = ControlFile.parse(text.lines().toList());
    assertThat(found).hasSize(2);
    assertThat(found.getFirst())
        .containsEntry("Package", "one")
        .containsEntry("Description", "short\n long line\n .\n\ttabbed: not a field")
        .containsEntry("Depends", "libc6 (>= 2.36), x:any");
    assertThat(found.getLast())
        .containsEntry("Empty", "")
        .containsEntry("Conffiles", "\n /etc/two 123");
    assertThat(ControlFile.parse(List.of())).isEmpty();
  }

  @Test
  void theControlArchiveIsRead() throws Exception {
    Path deb =
        DebFile.of("libone", "1")
            .field("Architecture", "amd64")
            .field("Multi-Arch", "same")
            .control("postinst", "#!/bin/sh\nexit 0\n")
            .control("conffiles", "/etc/a\n/etc/b\n")
            .writeTo(folder);
    ControlTar control = ControlTar.read(deb);
    assertThat(control.field("Package")).isEqualTo("libone");
    assertThat(control.qualifiedName()).isEqualTo("libone:amd64");
    assertThat(control.field("Absent")).isEmpty();
    assertThat(control.files()).containsOnlyKeys("conffiles", "postinst");
    assertThat(control.lines("conffiles")).containsExactly("/etc/a", "/etc/b");
    assertThat(control.lines("absent")).isEmpty();
    assertThat(ControlTar.read(DebFile.of("two", "1").writeTo(folder)).qualifiedName())
        .isEqualTo("two");
  }

  @Test
  void whatIsNoPackageIsNamed() throws Exception {
    Path text = Files.writeString(folder.resolve("text.deb"), "I am a text");
    assertThatThrownBy(() -> ControlTar.read(text)).hasMessageContaining("text.deb");
    Path ar = Files.writeString(folder.resolve("ar.deb"), "!<arch>\n");
    assertThatThrownBy(() -> ControlTar.read(ar))
        .hasMessageContaining("ar.deb")
        .hasMessageContaining("no Debian package");
    Path other = DebFile.of("x", "1").control("control", "Version: 1\n").writeTo(folder);
    assertThatThrownBy(() -> ControlTar.read(other)).hasMessageContaining("no proper control file");
    Path two =
        DebFile.of("x", "1").control("control", "Package: a\n\nPackage: b\n").writeTo(folder);
    assertThatThrownBy(() -> ControlTar.read(two)).hasMessageContaining("no proper control file");
  }

  @Test
  void aControlArchiveWithoutEndIsNotReadIntoMemory() throws Exception {
    Path deb = DebFile.of("bomb", "1").control("postinst", "x".repeat(17 << 20)).writeTo(folder);
    assertThat(Files.size(deb)).isLessThan(100_000);
    assertThatThrownBy(() -> ControlTar.read(deb))
        .hasMessageContaining("bomb.deb")
        .hasMessageContaining("over 16777216 bytes");
  }

  @Test
  void essentialPackagesBringWhatTheyDependOn() throws Exception {
    List<ControlTar> all =
        List.of(
            control("bash", "Essential", "yes", "Depends", "base-files (>= 2.1), debianutils:any"),
            control("base-files", "Pre-Depends", "awk"),
            control("mawk", "Provides", "awk (= 1.3)"),
            control("debianutils", "Depends", "absent | libc6 (>= 2.34) [linux-any]"),
            control("libc6", "Depends", "libgcc-s1"),
            control("libgcc-s1", "Depends", "libc6"),
            control("vim", "Depends", "bash"));
    assertThat(EssentialClosure.of(all).stream().map(c -> c.field("Package")))
        .containsExactlyInAnyOrder(
            "bash", "base-files", "mawk", "debianutils", "libc6", "libgcc-s1");
    assertThat(EssentialClosure.of(List.of())).isEmpty();
  }

  private ControlTar control(String name, String... fields) throws Exception {
    DebFile deb = DebFile.of(name, "1");
    for (int i = 0; i < fields.length; i += 2) {
      deb.field(fields[i], fields[i + 1]);
    }
    return ControlTar.read(deb.writeTo(folder));
  }
}
