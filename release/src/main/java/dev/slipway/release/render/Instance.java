package dev.slipway.release.render;

import java.util.List;
import java.util.Optional;

/**
 * What an instance gives to a job's templates. Texts are YAML, which JSON is too; empty where there
 * is nothing to say.
 *
 * @param defaults a spec whose keys count where {@code spec} does not have them
 * @param spec the instance's: deployment, name, job, index, id, az, networks, release, …
 * @param properties the job's, before what its spec does not declare is left out and defaults come
 *     in
 * @param links for each link that the job takes: instances, properties, address
 * @param provides what {@code .bosh/links.json} says
 * @param addresses asked by {@code link("x").address} where the link has none of its own
 */
public record Instance(
    String defaults,
    String spec,
    String properties,
    String links,
    List<ProvidedLink> provides,
    Optional<LinkAddresses> addresses) {
  public Instance {
    provides = List.copyOf(provides);
  }

  /** An instance without links. */
  public static Instance of(String spec, String properties) {
    return new Instance("", spec, properties, "", List.of(), Optional.empty());
  }
}
