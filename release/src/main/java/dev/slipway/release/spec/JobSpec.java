package dev.slipway.release.spec;

import dev.slipway.definition.Position;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.yaml.Keys;
import dev.slipway.release.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job's {@code spec}, which is its {@code job.MF} in a release.
 *
 * @param templates what is rendered, and to where
 * @param packages names of packages that it needs at run time
 * @param properties what its templates may ask for
 * @param consumes links that it takes
 * @param provides links that it gives
 */
public record JobSpec(
    String name,
    List<Template> templates,
    List<Located<String>> packages,
    List<Property> properties,
    List<Link> consumes,
    List<Link> provides) {
  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "templates",
          "packages",
          "properties",
          "consumes",
          "provides",
          "logs");

  public JobSpec {
    templates = List.copyOf(templates);
    packages = List.copyOf(packages);
    properties = List.copyOf(properties);
    consumes = List.copyOf(consumes);
    provides = List.copyOf(provides);
  }

  /**
   * A template.
   *
   * @param source below the job's {@code templates}
   * @param target below {@code /var/vcap/jobs/NAME}
   */
  public record Template(Position at, String source, String target) {}

  /**
   * A property.
   *
   * @param name with dots: {@code tls.certificate}
   * @param preset its default
   */
  public record Property(
      Position at, String name, Optional<String> description, Optional<Value> preset) {}

  /**
   * A link.
   *
   * @param properties names of properties that are handed on; empty for one that is taken
   */
  public record Link(
      Position at, String name, String type, boolean optional, List<Located<String>> properties) {
    public Link {
      properties = List.copyOf(properties);
    }
  }

  /** Reads one; empty where it cannot be, which is said to the problems. */
  public static Optional<JobSpec> read(Path file, Problems problems) {
    return of(YamlReader.read(file, problems), problems);
  }

  /** The same of bytes that are there already. */
  public static Optional<JobSpec> read(byte[] bytes, Problems problems) {
    return of(YamlReader.read(bytes, problems), problems);
  }

  private static Optional<JobSpec> of(Optional<Value> read, Problems problems) {
    return read.flatMap(value -> Keys.of("a job's spec", value, problems))
        .map(keys ->
            new JobSpec(
                keys.only(KEYS).need("name"),
                templates(keys, problems),
                keys.texts("packages"),
                properties(keys, problems),
                links(keys, "consumes", problems),
                links(keys, "provides", problems)));
  }

  private static List<Template> templates(Keys keys, Problems problems) {
    List<Template> found = new ArrayList<>();
    for (Value.Field each : keys.map("templates").map(Keys::all).orElse(List.of())) {
      if (each.value() instanceof Value.Scalar target && !target.isNothing()) {
        found.add(new Template(each.at(), each.key(), target.written()));
      } else {
        problems.error(each.at(), "a template needs a path to be written to; write `x.erb: bin/x`");
      }
    }
    return found;
  }

  private static List<Property> properties(Keys keys, Problems problems) {
    List<Property> found = new ArrayList<>();
    for (Value.Field each : keys.map("properties").map(Keys::all).orElse(List.of())) {
      boolean bare = each.value() instanceof Value.Scalar one && one.isNothing();
      Optional<Keys> about =
          bare
              ? Optional.empty()
              : Keys.of("property `" + each.key() + "`", each.value(), problems);
      found.add(
          new Property(
              each.at(),
              each.key(),
              about.flatMap(a -> a.text("description")),
              about.flatMap(a -> a.find("default"))));
    }
    return found;
  }

  private static List<Link> links(Keys keys, String key, Problems problems) {
    List<Link> found = new ArrayList<>();
    for (Value each : keys.items(key)) {
      Keys.of("a link in `" + key + "`", each, problems)
          .ifPresent(link ->
              found.add(
                  new Link(
                      link.at(),
                      link.need("name"),
                      link.need("type"),
                      link.flag("optional"),
                      link.texts("properties"))));
    }
    return found;
  }
}
