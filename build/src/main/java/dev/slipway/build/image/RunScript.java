package dev.slipway.build.image;

import dev.slipway.build.BuildException;
import dev.slipway.build.cache.CodeVersion;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import dev.slipway.build.sandbox.Sandbox;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Script;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs one of a definition's scripts inside the tree; what it changes is a layer of its own. */
final class RunScript implements Step {
  private final Definition definition;
  private final Script script;
  private final String architecture;
  private final Layers below;
  private final Instant time;
  private final Map<String, String> passed;
  private final String sha256;
  private final Fingerprint fingerprint;

  /**
   * A script over layers.
   *
   * @param passed the caller's variables that the script is to have, by name
   */
  RunScript(
      Definition definition,
      Script script,
      String architecture,
      Layers below,
      Instant time,
      Map<String, String> passed)
      throws IOException {
    this.definition = definition;
    this.script = script;
    this.architecture = architecture;
    this.below = below;
    this.time = time;
    this.passed = Map.copyOf(passed);
    Fingerprint.Builder builder =
        Fingerprint.of("script")
            .add("code", CodeVersion.of(RunScript.class, Sandbox.class))
            .add("below", below.steps().getLast().fingerprint().id())
            .add("time", time.toString())
            .add("network", Boolean.toString(script.network()))
            .add("name and version", definition.imageName());
    script.environment().forEach((name, value) -> builder.add("environment " + name, value));
    script.pass().forEach(name -> builder.add("pass " + name, passedInput(name)));
    this.sha256 = Fingerprint.sha256(definition.resolve(script.source()));
    this.fingerprint = builder.add("script", sha256).build();
  }

  /** What a variable of the caller's counts for: a proxy is on the way, others are input. */
  private String passedInput(String name) {
    if (name.toLowerCase(Locale.ROOT).endsWith("_proxy") || !passed.containsKey(name)) {
      return "";
    }
    // Its digest only: fingerprints are shown and kept.
    return Fingerprint.sha256(passed.get(name).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String name() {
    String file = String.valueOf(Path.of(script.source()).getFileName());
    boolean unique =
        definition.scripts().stream().filter(s -> s.source().endsWith("/" + file)).count() < 2;
    return "script " + (unique ? file : script.source());
  }

  @Override
  public String title() {
    return "Run " + script.source() + (script.network() ? ", with the network" : "");
  }

  @Override
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public List<Step> needs() {
    return below.steps();
  }

  @Override
  public void run(Work work) throws IOException, InterruptedException {
    Path bring = Files.createDirectory(work.scratch().resolve("bring"));
    Path copy = bring.resolve("script");
    Files.copy(definition.resolve(script.source()), copy);
    if (!Fingerprint.sha256(copy).equals(sha256)) {
      throw new BuildException(
          BuildException.Code.SCRIPT,
          script.source() + " changed while the image was built; run the command again");
    }
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path changes = Files.createDirectory(Layers.tree(work.result()));
    ScriptTrace.putFilesInto(bring);
    ScriptTrace trace = new ScriptTrace(lines(copy), work::output);
    Sandbox sandbox = Sandbox.over(below.folders(work), changes, work.scratch()).bringing(bring);
    if (script.network()) {
      sandbox = sandbox.withNetwork();
    }
    try {
      sandbox
          .command(trace.command("/run/slipway/script", "/run/slipway", "/run"))
          .env("SOURCE_DATE_EPOCH", Long.toString(time.getEpochSecond()))
          .env("DEBIAN_FRONTEND", "noninteractive")
          .env("HOME", "/root")
          .env("SLIPWAY_NAME", definition.name())
          .env("SLIPWAY_VERSION", definition.version())
          .env("SLIPWAY_ARCHITECTURE", architecture)
          .env(passed)
          .env(script.environment())
          .timeout(script.timeout())
          .onLine(trace)
          .run();
    } catch (CommandFailed e) {
      throw explained(trace, e);
    }
  }

  private static List<String> lines(Path script) throws IOException {
    return new String(Files.readAllBytes(script), StandardCharsets.UTF_8).lines().toList();
  }

  private BuildException explained(ScriptTrace trace, CommandFailed e) throws IOException {
    Optional<Integer> line = trace.lastLine();
    List<String> source = lines(definition.resolve(script.source()));
    List<String> message = new ArrayList<>();
    String place = definition.folder().resolve(script.source()).normalize().toString();
    String end = e.status() < 0 ? "did not end within its time" : "ended with status " + e.status();
    message.add(place + line.map(n -> ":" + n).orElse("") + ": error: the script " + end);
    line.filter(n -> n >= 1 && n <= source.size())
        .ifPresent(n -> message.add("  %5d | %s".formatted(n, source.get(n - 1).strip())));
    if (!trace.lastOutput().isEmpty()) {
      message.add("its last output:");
      trace.lastOutput().forEach(each -> message.add("  " + each));
    }
    if (!script.network() && trace.looksForNetwork()) {
      message.add("it has no network; `network: true` beside `run:` gives it the machine's");
    }
    return new BuildException(BuildException.Code.SCRIPT, String.join("\n", message), e);
  }
}
