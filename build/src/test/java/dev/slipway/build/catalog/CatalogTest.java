package dev.slipway.build.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.build.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
  @TempDir private Path folder;
  private Catalog catalog;

  @BeforeEach
  void open() {
    catalog = new Catalog(folder);
  }

  @Test
  void whatWasPutInIsThere() throws Exception {
    ImageRecord image = put("debian", "12", "amd64", "1111aaaa2222");
    assertThat(catalog.get("debian_v12.amd64")).contains(image);
    assertThat(catalog.list()).containsExactly(image);
    assertThat(catalog.isWhole(image)).isTrue();
    assertThat(catalog.get("debian_v13.amd64")).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereHasNoImages() throws Exception {
    Catalog absent = new Catalog(folder.resolve("absent"));
    assertThat(absent.list()).isEmpty();
    assertThatThrownBy(() -> absent.find("debian"))
        .hasMessageContaining("no valid image 'debian'")
        .hasMessageContaining("there are none");
  }

  @Test
  void theNewestVersionComesFirst() throws Exception {
    for (String version : List.of("1.9", "1.10", "1.10~rc1", "1.2")) {
      put("web", version, "amd64", "00000000000" + version.length());
    }
    put("web", "1.10", "i386", "222222222222");
    put("db", "1", "amd64", "333333333333");
    assertThat(catalog.list())
        .extracting(ImageRecord::baseName)
        .containsExactly(
            "db_v1.amd64",
            "web_v1.10.amd64",
            "web_v1.10.i386",
            "web_v1.10~rc1.amd64",
            "web_v1.9.amd64",
            "web_v1.2.amd64");
    assertThat(catalog.find("web").version()).isEqualTo("1.10");
  }

  @Test
  void anImageIsFoundByIdNameOrAsTheNewest() throws Exception {
    put("web", "1", "amd64", "1111aaaa2222");
    put("web", "1", "i386", "3333bbbb4444");
    put("web", "2", "amd64", "5555cccc6666");
    assertThat(catalog.find("1111aaaa2222").baseName()).isEqualTo("web_v1.amd64");
    assertThat(catalog.find("3333").baseName()).isEqualTo("web_v1.i386");
    assertThat(catalog.find("web_v1").baseName()).isEqualTo("web_v1.amd64");
    assertThat(catalog.find("web_v1.i386").baseName()).isEqualTo("web_v1.i386");
    assertThat(catalog.find("web").baseName()).isEqualTo("web_v2.amd64");
    assertThatThrownBy(() -> catalog.find("333")).hasMessageContaining("no valid image '333'");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() throws Exception {
    put("jcloudscale", "0.4.0", "amd64", "1111aaaa2222");
    put("router", "1", "amd64", "3333bbbb4444");
    assertThatThrownBy(() -> catalog.find("jcloudscal"))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("no valid image 'jcloudscal' in " + folder)
        .hasMessageContaining("did you mean 'jcloudscale'?")
        .hasMessageContaining("there are jcloudscale_v0.4.0, router_v1");
    assertThatThrownBy(() -> catalog.find("jcloudscale_v0.5.0"))
        .hasMessageContaining("did you mean 'jcloudscale_v0.4.0'?");
  }

  @Test
  void anImageWithAMissingOrShortFileIsNotFound() throws Exception {
    ImageRecord old = put("web", "1", "amd64", "1111aaaa2222");
    put("web", "2", "amd64", "3333bbbb4444");
    Files.writeString(folder.resolve("web_v2.amd64.raw"), "short");
    assertThat(catalog.find("web")).as("the newest that is whole").isEqualTo(old);
    Files.delete(folder.resolve("web_v1.amd64.raw"));
    assertThatThrownBy(() -> catalog.find("web"))
        .hasMessageContaining("no valid image 'web': files of it are missing")
        .hasMessageContaining("build it again");
  }

  @Test
  void anArtifactThatSomebodyTouchedIsNotAsMade() throws Exception {
    ImageRecord image = put("web", "1", "amd64", "1111aaaa2222");
    Artifact raw = image.artifact("raw").orElseThrow();
    assertThat(catalog.isAsMade(raw)).isTrue();
    Files.setLastModifiedTime(
        catalog.file(raw.file()), java.nio.file.attribute.FileTime.fromMillis(raw.modified() + 1));
    assertThat(catalog.isAsMade(raw)).isFalse();
    Files.delete(catalog.file(raw.file()));
    assertThat(catalog.isAsMade(raw)).isFalse();
    assertThat(image.artifact("qcow2")).isEmpty();
  }

  @Test
  void removingTakesTheRecordAndItsFiles() throws Exception {
    ImageRecord image = put("web", "1", "amd64", "1111aaaa2222");
    put("web", "2", "amd64", "3333bbbb4444");
    catalog.remove(image);
    assertThat(catalog.list()).extracting(ImageRecord::version).containsExactly("2");
    assertThat(folder).isDirectoryNotContaining("glob:**web_v1*");
    catalog.remove(image);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]", "{}", "null", "{\"id\":"})
  void aBrokenRecordIsNamed(String text) throws Exception {
    put("web", "1", "amd64", "1111aaaa2222");
    Files.writeString(folder.resolve("web_v2.amd64.json"), text);
    assertThatThrownBy(() -> catalog.list())
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(folder.resolve("web_v2.amd64.json") + " is no image's record")
        .hasMessageContaining("remove it");
  }

  @Test
  void aRecordOfAnotherImageOrWithoutAFieldIsBroken() throws Exception {
    put("web", "1", "amd64", "1111aaaa2222");
    String text = Files.readString(folder.resolve("web_v1.amd64.json"));
    for (String field : List.of("name", "version", "architecture", "lock", "artifacts", "file")) {
      Files.writeString(
          folder.resolve("web_v2.amd64.json"),
          text.replace("\"1\"", "\"2\"")
              .replace("web_v1", "web_v2")
              .replace('"' + field + '"', "\"x\""));
      assertThatThrownBy(() -> catalog.list())
          .as(field)
          .hasMessageContaining("is no image's record");
    }
    Files.writeString(folder.resolve("web_v2.amd64.json"), text);
    assertThatThrownBy(() -> catalog.list()).hasMessageContaining("is no image's record");
  }

  @Test
  void aRecordThatNamesFilesElsewhereIsBroken() throws Exception {
    put("web", "1", "amd64", "1111aaaa2222");
    Path file = folder.resolve("web_v1.amd64.json");
    for (String elsewhere : List.of("../precious", "/etc/passwd", "..", "a/b")) {
      String text = Files.readString(file);
      Files.writeString(
          folder.resolve("web_v2.amd64.json"), text.replace("web_v1.amd64.raw", elsewhere));
      assertThatThrownBy(() -> catalog.list()).hasMessageContaining("is no image's record");
    }
  }

  @Test
  void otherFilesAreNobodysBusiness() throws Exception {
    put("web", "1", "amd64", "1111aaaa2222");
    for (String name : List.of("notes.json", ".web_v2.amd64.json.part", "web_v1.amd64.json.bak")) {
      Files.writeString(folder.resolve(name), "nonsense");
    }
    assertThat(catalog.list()).hasSize(1);
  }

  private ImageRecord put(String name, String version, String architecture, String id)
      throws IOException {
    String base = name + "_v" + version + "." + architecture;
    for (String ending : List.of("raw", "yml", "lock", "spdx.json", "intoto.json")) {
      Files.writeString(folder.resolve(base + "." + ending), "content of " + ending);
    }
    Path raw = folder.resolve(base + ".raw");
    Artifact artifact =
        new Artifact(
            "raw",
            base + ".raw",
            Files.size(raw),
            1 << 20,
            "0".repeat(64),
            "f".repeat(64),
            Files.getLastModifiedTime(raw).toMillis());
    ImageRecord image =
        new ImageRecord(
            id,
            name,
            version,
            architecture,
            "An image",
            "2026-01-31T12:00:00Z",
            List.of("bios", "uefi"),
            true,
            List.of(artifact),
            150,
            base + ".yml",
            base + ".lock",
            base + ".spdx.json",
            base + ".intoto.json",
            List.of(new ImageRecord.TestResult("bios", 12.5)));
    catalog.put(image);
    return image;
  }
}
