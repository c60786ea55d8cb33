package dev.slipway.queue.source;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Script;
import dev.slipway.definition.source.Nearest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sees that what a submission asks for goes with its definition. */
final class DefinitionChecks {
  private static final int LONGEST_VALUE = 4096;
  private static final int MOST_PARAMETERS = 50;
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  /** What steers the build itself, and not the script that asks for it. */
  private static final Pattern RESERVED =
      Pattern.compile(
          "PATH|HOME|USER|SHELL|IFS|ENV|BASH.*|LANG|LC_.*|LD_.*|JAVA.*|JDK.*|_JAVA.*|SLIPWAY.*"
              + "|XDG_.*|TMPDIR|GCONV_PATH|MALLOC_.*|DBUS_.*|(?i:.*_proxy)");

  private final Definition definition;
  private final Faults faults;

  DefinitionChecks(Definition definition, Faults faults) {
    this.definition = definition;
    this.faults = faults;
  }

  /**
   * The architectures that are built for: the definition's, or those of them that are asked for.
   */
  List<Architecture> architectures(@Nullable List<String> wanted) {
    if (wanted == null || wanted.isEmpty()) {
      return definition.architectures();
    }
    Set<Architecture> found = new TreeSet<>();
    for (String each : wanted) {
      String word = String.valueOf(each);
      Optional<Architecture> known =
          Architecture.ofDebianName(word).or(() -> Architecture.ofMachine(word));
      if (known.isEmpty()) {
        faults.add(
            "architectures",
            Faults.quoted(word) + " is no architecture" + Nearest.hint(word, names()));
      } else if (!definition.architectures().contains(known.get())) {
        faults.add(
            "architectures",
            "%s is not for %s but for %s; add it to `architectures` there"
                .formatted(definition.name(), known.get().debianName(), own()));
      } else if (!found.add(known.get())) {
        faults.add("architectures", Faults.quoted(word) + " is there twice");
      }
    }
    return List.copyOf(found);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Architecture each : Architecture.values()) {
      names.add(each.debianName());
    }
    return names;
  }

  private String own() {
    return String.join(
        ", ", definition.architectures().stream().map(Architecture::debianName).toList());
  }

  /** Parameters go to scripts that ask for them by name, and to nothing else. */
  void parameters(@Nullable SortedMap<String, String> parameters) {
    if (parameters == null) {
      return;
    }
    if (parameters.size() > MOST_PARAMETERS) {
      faults.add("parameters", "there are more than " + MOST_PARAMETERS);
      return;
    }
    Set<String> asked = new TreeSet<>();
    definition.scripts().forEach(s -> asked.addAll(s.pass()));
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      parameter(each.getKey(), each.getValue(), asked);
    }
  }

  private void parameter(String name, @Nullable String value, Set<String> asked) {
    if (!NAME.matcher(name).matches()) {
      faults.add(
          "parameters",
          Faults.quoted(name)
              + " is no parameter's name: write up to 64 capital letters, digits and _");
    } else if (RESERVED.matcher(name).matches()) {
      faults.add("parameters", Faults.quoted(name) + " steers the build itself; take another name");
    } else if (!asked.contains(name)) {
      faults.add(
          "parameters",
          "no script of the definition has %s in `pass`%s"
              .formatted(Faults.quoted(name), Nearest.hint(name, asked)));
    } else if (value == null
        || value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE
        || value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      // The value may be secret: it is not shown.
      faults.add(
          "parameters",
          "the value of %s is not text of up to %,d bytes".formatted(name, LONGEST_VALUE));
    }
  }

  /** In a project without network, no script may have it. */
  void network(boolean allowed, String project) {
    for (Script each : definition.scripts()) {
      if (each.network() && !allowed) {
        faults.add(
            "project",
            "builds of %s have no network, which the script %s asks for"
                .formatted(Faults.quoted(project), each.source()));
      }
    }
  }
}
