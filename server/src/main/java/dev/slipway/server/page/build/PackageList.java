package dev.slipway.server.page.build;

import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.store.Artifacts;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packages of an image, read from its SPDX document. */
final class PackageList {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long LARGEST = 64L << 20;

  private PackageList() {}

  /**
   * An installed package.
   *
   * @param licence empty where nobody has said
   */
  record Entry(String name, String version, String architecture, String licence) {}

  /** Those that the files of a build name; none where there is no list that can be read. */
  static List<Entry> of(List<Artifacts.Row> files, Storage storage) throws IOException {
    for (Artifacts.Row each : files) {
      if (each.kind().equals("sbom") && each.size() <= LARGEST) {
        String key = Keys.artifact(each.build(), each.attempt(), each.name());
        try (InputStream in = storage.read(key, 0, each.size())) {
          return entries(JSON.readTree(in));
        } catch (JacksonException e) {
          return List.of();
        }
      }
    }
    return List.of();
  }

  private static List<Entry> entries(JsonNode document) {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode each : document.path("packages")) {
      String version = each.path("versionInfo").asString("");
      // The image as a whole is in the list too, and has no version.
      if (!version.isEmpty()) {
        entries.add(
            new Entry(each.path("name").asString(""), version, architecture(each), licence(each)));
      }
    }
    return entries;
  }

  private static String architecture(JsonNode entry) {
    String purl = entry.path("externalRefs").path(0).path("referenceLocator").asString("");
    int from = purl.indexOf("arch=");
    if (from < 0) {
      return "";
    }
    int to = purl.indexOf('&', from);
    return purl.substring(from + 5, to < 0 ? purl.length() : to);
  }

  private static String licence(JsonNode entry) {
    String licence = entry.path("licenseDeclared").asString("");
    return licence.equals("NOASSERTION") ? "" : licence;
  }
}
