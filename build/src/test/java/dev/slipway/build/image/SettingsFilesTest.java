package dev.slipway.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.definition.Definition;
import dev.slipway.definition.FileEntry;
import dev.slipway.process.Command;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFilesTest {
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("app/conf"));
    Files.writeString(folder.resolve("app/conf/main.conf"), "main");
    Files.writeString(folder.resolve("app/run"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        folder.resolve("app/run"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.createSymbolicLink(folder.resolve("app/link"), Path.of("conf/main.conf"));
    Files.writeString(folder.resolve("motd"), "hello\n");
  }

  @Test
  void aFileATextAndAFolderAreThere() throws Exception {
    Map<String, TarArchiveEntry> found =
        entries(
            """
            files:
              - source: motd
                path: /etc/motd
              - content: "a=b"
                path: /etc/app.conf
                mode: "0600"
                owner: "33:4"
              - source: app
                path: /opt/app
                owner: www-data:adm
            """);
    assertThat(found)
        .containsOnlyKeys(
            "etc/motd",
            "etc/app.conf",
            "opt/app/conf/",
            "opt/app/conf/main.conf",
            "opt/app/link",
            "opt/app/run");
    assertThat(mode(found, "etc/motd")).isEqualTo(0644);
    assertThat(mode(found, "etc/app.conf")).isEqualTo(0600);
    assertThat(found.get("etc/app.conf").getLongUserId()).isEqualTo(33);
    assertThat(found.get("etc/app.conf").getLongGroupId()).isEqualTo(4);
    assertThat(mode(found, "opt/app/run")).as("nobody else may write it").isEqualTo(0755);
    assertThat(mode(found, "opt/app/conf/main.conf")).isEqualTo(0644);
    assertThat(found.get("opt/app/run").getUserName()).isEqualTo("www-data");
    assertThat(found.get("opt/app/run").getGroupName()).isEqualTo("adm");
    assertThat(found.get("opt/app/link").getLinkName()).isEqualTo("conf/main.conf");
    assertThat(found.values())
        .allSatisfy(e -> assertThat(e.getLastModifiedTime().toInstant()).isEqualTo(TIME));
  }

  @Test
  void aFoldersModeIsItsFilesAndFoldersCanBeEntered() throws Exception {
    Map<String, TarArchiveEntry> found =
        entries("files:\n  - source: app\n    path: /opt/app\n    mode: \"0640\"\n");
    assertThat(mode(found, "opt/app/run")).isEqualTo(0640);
    assertThat(mode(found, "opt/app/conf/")).isEqualTo(0750);
  }

  @Test
  void theSameFilesGiveTheSameBytes() throws Exception {
    String yaml = "files:\n  - source: app\n    path: /opt/app\n";
    byte[] once = tar(yaml);
    Files.setLastModifiedTime(
        folder.resolve("motd"), java.nio.file.attribute.FileTime.from(Instant.EPOCH));
    Files.setPosixFilePermissions(
        folder.resolve("app/conf/main.conf"), PosixFilePermissions.fromString("rw-rw----"));
    assertThat(tar(yaml)).isEqualTo(once);
    Path file = Files.write(folder.resolve("files.tar"), once);
    assertThat(Command.of("tar", "-tf", file.toString()).lines()).hasSize(4);
  }

  @Test
  void theFingerprintKnowsContentsModesAndWhatLinksLeadTo() throws Exception {
    String yaml =
        """
        files:
          - source: app
            path: /opt/app
          - source: linked
            path: /etc/linked
        """;
    Files.createSymbolicLink(folder.resolve("linked"), Path.of("motd"));
    String first = fingerprint(yaml);
    assertThat(fingerprint(yaml)).isEqualTo(first);
    Files.setLastModifiedTime(
        folder.resolve("app/run"), java.nio.file.attribute.FileTime.from(Instant.EPOCH));
    assertThat(fingerprint(yaml)).as("times do not count").isEqualTo(first);
    Files.writeString(folder.resolve("motd"), "other\n");
    String second = fingerprint(yaml);
    assertThat(second).as("the file behind a link").isNotEqualTo(first);
    Files.setPosixFilePermissions(
        folder.resolve("app/run"), PosixFilePermissions.fromString("rw-r--r--"));
    String third = fingerprint(yaml);
    assertThat(third).isNotEqualTo(second);
    Files.writeString(folder.resolve("app/new"), "");
    assertThat(fingerprint(yaml)).isNotEqualTo(third);
    assertThat(fingerprint(yaml + "hostname: other\n")).isNotEqualTo(fingerprint(yaml));
    assertThat(fingerprint(yaml + "description: other\n")).isEqualTo(fingerprint(yaml));
  }

  private String fingerprint(String yaml) throws Exception {
    Layers below = new Layers(List.of(new Below()));
    return new ApplySettings(Definitions.in(folder, yaml), below, TIME).fingerprint().id();
  }

  private Map<String, TarArchiveEntry> entries(String yaml) throws Exception {
    Map<String, TarArchiveEntry> entries = new TreeMap<>();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(tar(yaml)), "UTF-8")) {
      for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        entries.put(e.getName(), e);
      }
    }
    return entries;
  }

  private byte[] tar(String yaml) throws Exception {
    Definition definition = Definitions.in(folder, yaml);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SettingsFiles files = new SettingsFiles(out, TIME)) {
      for (FileEntry each : definition.files()) {
        files.add(each, definition.folder());
      }
    }
    return out.toByteArray();
  }

  private static int mode(Map<String, TarArchiveEntry> found, String path) {
    return found.get(path).getMode() & 07777;
  }

  /** A step below the settings. */
  private record Below() implements dev.slipway.build.plan.Step {
    @Override
    public String name() {
      return "below";
    }

    @Override
    public String title() {
      return "";
    }

    @Override
    public Fingerprint fingerprint() {
      return Fingerprint.of("below").build();
    }

    @Override
    public List<dev.slipway.build.plan.Step> needs() {
      return List.of();
    }

    @Override
    public void run(dev.slipway.build.plan.Work work) {}
  }
}
