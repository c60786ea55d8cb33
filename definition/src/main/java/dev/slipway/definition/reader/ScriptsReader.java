package dev.slipway.definition.reader;

import dev.slipway.definition.Script;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Quoted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code scripts}: a list, or a folder's name. */
final class ScriptsReader {
  private static final String EXAMPLE = "scripts: [scripts/10-base.sh] or scripts: scripts/";
  static final Keys KEYS =
      Keys.of("run", "network", "environment", "pass", "timeout")
          .answering(
              Map.of(
                  "script", "did you mean `run`?",
                  "source", "did you mean `run`?",
                  "env", "did you mean `environment`?"));
  private static final Duration TIMEOUT = Duration.ofMinutes(30);
  private static final int LONGEST_VALUE = 4096;
  private static final Form<String> VARIABLE =
      Forms.matching("[A-Za-z_][A-Za-z0-9_]*", 128, "write a variable's name, as HTTP_PROXY");

  private final Block top;
  private final SourceFiles files;
  private final List<String> skipped = new ArrayList<>();

  private ScriptsReader(Block top, SourceFiles files) {
    this.top = top;
    this.files = files;
  }

  /** What is run, and the sources of what is not because of its name. */
  record Scripts(List<Script> run, List<String> skipped) {}

  static Scripts read(Block top, SourceFiles files) {
    ScriptsReader reader = new ScriptsReader(top, files);
    List<Located<Script>> list =
        top.value("scripts").orElse(null) instanceof Value.Scalar
            ? reader.folder()
            : top.entries("scripts", EXAMPLE, reader::entry);
    top.problems().repeated(list, Script::source, "script");
    return new Scripts(Located.values(list), reader.skipped);
  }

  private List<Located<Script>> folder() {
    List<Located<Script>> list = new ArrayList<>();
    Optional<ScriptFiles.Found> found =
        top.optional("scripts", value -> ScriptFiles.inFolder(files, value));
    for (SourceFiles.Source source : found.map(ScriptFiles.Found::run).orElse(List.of())) {
      top.optional("scripts", _ -> ScriptFiles.check(source).path())
          .ifPresent(path -> list.add(new Located<>(plain(path), top.at("scripts"))));
    }
    skipped.addAll(found.map(ScriptFiles.Found::skipped).orElse(List.of()));
    return list;
  }

  private Optional<Script> entry(Value value) {
    if (!(value instanceof Value.Fields)) {
      return kept(top.read(value, "scripts", this::source).map(ScriptsReader::plain));
    }
    return Block.of(value, "scripts", KEYS, "{run: scripts/10-base.sh}", top.problems())
        .flatMap(this::script);
  }

  private Optional<Script> script(Block block) {
    Map<String, String> environment = environment(block);
    List<Located<String>> pass = block.list("pass", "pass: [HTTP_PROXY]", VARIABLE);
    block.problems().repeated(pass, name -> name, "variable");
    for (Located<String> one : pass) {
      if (environment.containsKey(one.value())) {
        block
            .problems()
            .error(
                one.at(),
                "`scripts.pass`: "
                    + Quoted.of(one.value())
                    + " has a value in `environment`; keep one");
      }
    }
    boolean network = block.flag("network", false);
    Duration timeout = block.optional("timeout", Durations::read).orElse(TIMEOUT);
    return kept(
        block
            .required("run", "run: scripts/10-base.sh", this::source)
            .map(s -> new Script(s, network, environment, Located.values(pass), timeout)));
  }

  private static Script plain(String source) {
    return new Script(source, false, Map.of(), List.of(), TIMEOUT);
  }

  private String source(Value value) throws Mistake {
    return ScriptFiles.check(files.file(value)).path();
  }

  private Optional<Script> kept(Optional<Script> script) {
    if (script.isPresent() && ScriptFiles.isSkipped(script.get().source())) {
      skipped.add(script.get().source());
      return Optional.empty();
    }
    return script;
  }

  private static Map<String, String> environment(Block block) {
    Map<String, String> environment = new TreeMap<>();
    Optional<Value> value = block.value("environment");
    if (value.isPresent() && !(value.get() instanceof Value.Fields)) {
      block.error("environment", "must be a map; for example environment: {LANG: C}");
    }
    if (value.orElse(null) instanceof Value.Fields map) {
      for (Value.Field field : map.fields()) {
        Value key = new Value.Scalar(field.at(), field.key(), true);
        Optional<String> name = block.read(key, "environment", VARIABLE);
        Optional<String> text = block.read(field.value(), "environment", ScriptsReader::variable);
        if (name.isPresent() && text.isPresent()) {
          environment.put(name.get(), text.get());
        }
      }
    }
    return environment;
  }

  private static String variable(Value value) throws Mistake {
    String text = Forms.text(value);
    if (text.length() > LONGEST_VALUE || text.indexOf('\0') >= 0) {
      throw new Mistake("is longer than " + LONGEST_VALUE + " characters, or holds a NUL");
    }
    return text;
  }
}
