package dev.slipway.release.render;

import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.directory.ReleaseConfig;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.spec.JobSpec;
import dev.slipway.release.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An instance at the author's desk: as if a director had made a first, single one. */
public final class DeskInstance {
  /** Of RFC 5737: nobody has it. */
  private static final String IP = "192.0.2.10";

  private DeskInstance() {}

  /**
   * The instance, whose texts are empty where the author says nothing.
   *
   * @param spec whose keys replace those of the desk's
   */
  public static Instance of(
      ReleaseDirectory directory, JobTemplates job, String spec, String properties, String links)
      throws ReleaseException {
    String release = ReleaseConfig.read(directory).name();
    return new Instance(
        YamlWriter.write(defaults(release, job.job())),
        spec,
        properties,
        links,
        provided(job),
        Optional.empty());
  }

  private static Map<String, Object> defaults(String release, String job) {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("type", "manual");
    network.put("ip", IP);
    network.put("netmask", "255.255.255.0");
    network.put("gateway", "192.0.2.1");
    network.put("dns", List.of("192.0.2.1"));
    network.put("default", List.of("dns", "gateway"));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("deployment", release);
    spec.put("name", job);
    spec.put("job", Map.of("name", job));
    spec.put("index", 0);
    spec.put("id", "00000000-0000-4000-8000-000000000000");
    spec.put("az", "z1");
    spec.put("bootstrap", true);
    spec.put("dns_domain_name", "bosh");
    spec.put("persistent_disk", 0);
    spec.put("networks", Map.of("default", network));
    spec.put("release", Map.of("name", release, "version", "0+dev.1"));
    return spec;
  }

  /** Only a director knows the groups' numbers; here they are counted. */
  private static List<ProvidedLink> provided(JobTemplates job) {
    List<ProvidedLink> links = new ArrayList<>();
    List<JobSpec.Link> provides =
        JobSpec.read(job.spec(), new Problems("spec")).map(JobSpec::provides).orElse(List.of());
    for (JobSpec.Link each : provides) {
      links.add(new ProvidedLink(each.name(), each.type(), Integer.toString(links.size() + 1)));
    }
    return links;
  }
}
