package dev.slipway.build.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage;
import dev.slipway.build.lock.LockedPackage.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SbomTest {
  private static final JsonMapper JSON = new JsonMapper();

  static final Lock LOCK =
      new Lock(
          "amd64",
          "abc",
          Instant.parse("2026-01-31T12:00:00Z"),
          new TreeMap<>(Map.of("debian", "http://mirror.example/debian")),
          List.of(
              locked("bash", "5.2.15-2+b13", "amd64", Role.IMAGE, 'a'),
              locked("libstdc++6", "1:12.2~rc1-14", "amd64", Role.IMAGE, 'b'),
              locked("tzdata", "2024a-0+deb12u1", "all", Role.IMAGE, 'c'),
              locked("grub-common", "2.06-13", "amd64", Role.TOOL, 'd')));

  @Test
  void itIsAnSpdxDocument() {
    JsonNode document = document();
    assertThat(document.path("spdxVersion").asString()).isEqualTo("SPDX-2.3");
    assertThat(document.path("dataLicense").asString()).isEqualTo("CC0-1.0");
    assertThat(document.path("SPDXID").asString()).isEqualTo("SPDXRef-DOCUMENT");
    assertThat(document.path("name").asString()).isEqualTo("web_v1");
    assertThat(document.path("documentNamespace").asString()).contains("web_v1", "1111aaaa2222");
    assertThat(document.path("creationInfo").path("created").asString())
        .isEqualTo("2026-01-31T12:00:00Z");
    assertThat(document.path("creationInfo").path("creators").get(0).asString())
        .startsWith("Tool: ");
    for (JsonNode each : document.path("packages")) {
      // SPDX 2.3, 7.2: letters, numbers, dot and hyphen
      assertThat(each.path("SPDXID").asString()).matches("SPDXRef-[A-Za-z0-9.-]+");
      assertThat(each.path("downloadLocation").asString()).isNotEmpty();
    }
  }

  @Test
  void everyPackageOfTheImageIsInItOnceAndNoTool() {
    List<String> names = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (JsonNode each : document().path("packages")) {
      names.add(each.path("name").asString());
      ids.add(each.path("SPDXID").asString());
    }
    assertThat(names).containsExactlyInAnyOrder("web_v1", "bash", "libstdc++6", "tzdata");
    assertThat(ids).doesNotHaveDuplicates();
    List<String> contained = new ArrayList<>();
    for (JsonNode each : document().path("relationships")) {
      if (each.path("relationshipType").asString().equals("CONTAINS")) {
        assertThat(each.path("spdxElementId").asString()).isEqualTo("SPDXRef-Image");
        contained.add(each.path("relatedSpdxElement").asString());
      }
    }
    contained.add("SPDXRef-Image");
    assertThat(contained).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aPackageIsNamedByVersionChecksumAndPurl() {
    JsonNode found = JSON.missingNode();
    for (JsonNode each : document().path("packages")) {
      if (each.path("name").asString().equals("libstdc++6")) {
        found = each;
      }
    }
    assertThat(found.path("versionInfo").asString()).isEqualTo("1:12.2~rc1-14");
    assertThat(found.path("downloadLocation").asString())
        .isEqualTo("http://mirror.example/debian/pool/libstdc++6.deb");
    assertThat(found.path("checksums").get(0).path("algorithm").asString()).isEqualTo("SHA256");
    assertThat(found.path("checksums").get(0).path("checksumValue").asString())
        .isEqualTo("b".repeat(64));
    assertThat(found.path("externalRefs").get(0).path("referenceLocator").asString())
        .isEqualTo("pkg:deb/debian/libstdc%2B%2B6@1%3A12.2~rc1-14?arch=amd64&distro=bookworm");
  }

  /** The order of Map.of differs from one run of Java to the next, so keys are looked at. */
  @Test
  void keysComeInAnOrderThatIsTheSameInEveryRun() {
    List<String> keys = new ArrayList<>();
    document().path("packages").get(0).propertyNames().forEach(keys::add);
    assertThat(keys).containsExactly("SPDXID", "name", "downloadLocation", "primaryPackagePurpose");
  }

  private static JsonNode document() {
    return JSON.readTree(Sbom.of("web_v1", "1111aaaa2222", "bookworm", LOCK));
  }

  private static LockedPackage locked(
      String name, String version, String architecture, Role role, char digit) {
    return new LockedPackage(
        name,
        version,
        architecture,
        role,
        10,
        String.valueOf(digit).repeat(64),
        "debian",
        "pool/" + name + ".deb");
  }
}
