package dev.slipway.build.catalog;

import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The packages of an image as an SPDX 2.3 document. */
public final class Sbom {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Sbom() {}

  /**
   * Writes one.
   *
   * @param image NAME_vVERSION
   * @param id the image's id, which makes the document's name unique
   * @param suite as in {@code bookworm}
   */
  public static byte[] of(String image, String id, String suite, Lock lock) {
    List<Object> packages = new ArrayList<>();
    List<Object> relationships = new ArrayList<>();
    packages.add(whole(image));
    relationships.add(relation("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-Image"));
    for (LockedPackage each : lock.packages(LockedPackage.Role.IMAGE)) {
      String ref = "SPDXRef-" + each.name().replace('+', '.') + "-" + each.architecture();
      packages.add(spdx(each, ref, suite, lock));
      relationships.add(relation("SPDXRef-Image", "CONTAINS", ref));
    }
    Map<String, Object> document = new java.util.LinkedHashMap<>();
    document.put("spdxVersion", "SPDX-2.3");
    document.put("dataLicense", "CC0-1.0");
    document.put("SPDXID", "SPDXRef-DOCUMENT");
    document.put("name", image);
    document.put("documentNamespace", "urn:slipway:sbom:" + image + ":" + id);
    document.put(
        "creationInfo",
        new java.util.TreeMap<>(
            Map.of("created", lock.time().toString(), "creators", List.of("Tool: slipway"))));
    document.put("packages", packages);
    document.put("relationships", relationships);
    return JSON.writeValueAsBytes(document);
  }

  private static Map<String, Object> whole(String image) {
    Map<String, Object> fields = new java.util.LinkedHashMap<>();
    fields.put("SPDXID", "SPDXRef-Image");
    fields.put("name", image);
    fields.put("downloadLocation", "NOASSERTION");
    fields.put("primaryPackagePurpose", "OPERATING-SYSTEM");
    return fields;
  }

  private static Map<String, Object> spdx(LockedPackage each, String ref, String suite, Lock lock) {
    Map<String, Object> fields = new java.util.LinkedHashMap<>();
    fields.put("SPDXID", ref);
    fields.put("name", each.name());
    fields.put("versionInfo", each.version());
    fields.put("downloadLocation", lock.url(each));
    fields.put("filesAnalyzed", false);
    fields.put("licenseConcluded", "NOASSERTION");
    fields.put("licenseDeclared", "NOASSERTION");
    fields.put("copyrightText", "NOASSERTION");
    fields.put(
        "checksums",
        List.of(
            new java.util.TreeMap<>(
                Map.of("algorithm", "SHA256", "checksumValue", each.sha256()))));
    String purl =
        "pkg:deb/debian/%s@%s?arch=%s&distro=%s"
            .formatted(encoded(each.name()), encoded(each.version()), each.architecture(), suite);
    fields.put(
        "externalRefs",
        List.of(
            new java.util.TreeMap<>(
                Map.of(
                    "referenceCategory", "PACKAGE-MANAGER",
                    "referenceType", "purl",
                    "referenceLocator", purl))));
    return fields;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%7E", "~");
  }

  private static Map<String, Object> relation(String from, String type, String to) {
    return new java.util.TreeMap<>(
        Map.of("spdxElementId", from, "relationshipType", type, "relatedSpdxElement", to));
  }
}
