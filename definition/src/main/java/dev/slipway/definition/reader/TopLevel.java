package dev.slipway.definition.reader;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Base;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Kernel;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a definition's top level, block by block. */
final class TopLevel {
  static final Keys KEYS =
      Keys.of(
              "name",
              "version",
              "description",
              "architectures",
              "base",
              "kernel",
              "packages",
              "files",
              "scripts",
              "services",
              "users",
              "hostname",
              "timezone",
              "locale",
              "disk",
              "context",
              "allow-secrets",
              "formats",
              "test")
          .answering(elsewhere());

  private final Path file;
  private final Architecture host;

  TopLevel(Path file, Architecture host) {
    this.file = file;
    this.host = host;
  }

  /** A definition, which is right only where there are no problems. */
  Optional<Definition> read(Value value, Problems problems) {
    if (!(value instanceof Value.Fields)) {
      problems.error(
          value.at(),
          "a definition is a map, not " + value.kind() + "; it begins with name: debian");
      return Optional.empty();
    }
    return Block.of(value, "", KEYS, "name: debian", problems).map(this::definition);
  }

  private Definition definition(Block top) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent()).orElseThrow();
    SourceFiles files = new SourceFiles(folder);
    String name = HeadReader.name(top);
    String version = HeadReader.version(top);
    List<Architecture> architectures = HeadReader.architectures(top, host);
    Optional<Base> base = BaseReader.read(top, files);
    Kernel kernel = KernelReader.read(top, architectures);
    ScriptsReader.Scripts scripts = ScriptsReader.read(top, files);
    boolean context = top.flag("context", true);
    return new Definition(
        folder,
        file,
        name,
        version,
        HeadReader.description(top),
        architectures,
        base.orElse(BaseReader.DEFAULT),
        kernel,
        PackagesReader.read(top, architectures),
        FilesReader.read(top, files),
        scripts.run(),
        scripts.skipped(),
        ServicesReader.read(top),
        UsersReader.read(top),
        SystemReader.hostname(top, HeadReader.hostnameOf(name)),
        SystemReader.timezone(top),
        SystemReader.locale(top),
        DiskReader.read(top, architectures),
        context,
        Located.values(
            top.list("allow-secrets", "allow-secrets: [/etc/app/test.key]", ImagePaths::read)),
        FormatsReader.read(top),
        TestReader.read(top, kernel, context));
  }

  /** What people look for at the top, and where it is. */
  private static Map<String, String> elsewhere() {
    Map<String, String> answers = new HashMap<>();
    answers.put(
        "network", "it is said per script: scripts: [{run: scripts/10-base.sh, network: true}]");
    answers.put("debian", "it belongs into `base`: base: {debian: bookworm}");
    answers.put("suite", "it belongs into `base`: base: {debian: bookworm}");
    for (String key :
        List.of("mirror", "security", "components", "variant", "keyring", "documentation")) {
      answers.put(key, "it belongs into `base`");
    }
    for (String key : List.of("size", "table", "boot", "root", "swap", "esp")) {
      answers.put(key, "it belongs into `disk`");
    }
    answers.put("arguments", "it belongs into `kernel`: kernel: {arguments: [quiet]}");
    answers.put("environment", "it is said per script: scripts: [{run: …, environment: {A: b}}]");
    answers.put("enable", "it belongs into `services`: services: {enable: [ssh]}");
    answers.put("disable", "it belongs into `services`: services: {disable: [ssh]}");
    answers.put("arch", "did you mean `architectures`?");
    return answers;
  }
}
