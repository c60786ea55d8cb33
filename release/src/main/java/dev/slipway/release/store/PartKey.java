package dev.slipway.release.store;

import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.manifest.PackageOrder;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.Part.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * By what a part is found again: what went into it.
 *
 * @param compiledWith of a compiled package the stemcell and all that it was compiled after; empty
 *     for others
 */
record PartKey(Kind kind, String fingerprint, String compiledWith) {
  /** The keys of a release's parts. */
  static Map<Part, PartKey> of(Collection<Part> parts) {
    Map<String, Part> compiled = new HashMap<>();
    Map<String, List<String>> needs = new HashMap<>();
    for (Part each : parts) {
      if (each.kind() == Kind.COMPILED) {
        compiled.put(each.name(), each);
        needs.put(each.name(), each.needs());
      }
    }
    Map<String, String> sums = new HashMap<>();
    for (String name : PackageOrder.of(needs).names()) {
      sums.put(name, sum(compiled, name, sums));
    }
    Map<Part, PartKey> keys = new HashMap<>();
    for (Part each : parts) {
      String with =
          each.kind() == Kind.COMPILED ? each.stemcell() + " " + sums.get(each.name()) : "";
      keys.put(each, new PartKey(each.kind(), each.fingerprint(), with));
    }
    return keys;
  }

  /** Of a package with all below it; those are summed up already. */
  private static String sum(Map<String, Part> compiled, String name, Map<String, String> sums) {
    Part part = compiled.get(name);
    StringBuilder text = new StringBuilder(name);
    if (part != null) {
      text.append('\n').append(part.fingerprint());
      part.needs().stream().sorted().forEach(n -> text.append('\n').append(sums.get(n)));
    }
    return Digest.of(Algorithm.SHA256, text.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }
}
