package dev.slipway.definition.reader;

import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that a block takes.
 *
 * @param known in the documentation's order
 * @param answers what to say about some keys that people look for here
 */
record Keys(List<String> known, Map<String, String> answers) {
  static Keys of(String... known) {
    return new Keys(List.of(known), Map.of());
  }

  Keys answering(Map<String, String> newAnswers) {
    return new Keys(known, newAnswers);
  }

  /** The known key that was probably meant. */
  Optional<String> meant(String key) {
    String answer = answers.getOrDefault(key, "");
    return known.stream()
        .filter(one -> answer.startsWith("did you mean `" + one + "`"))
        .findFirst()
        .or(() -> answer.isEmpty() ? Nearest.to(key, known) : Optional.empty());
  }

  /** What is said of a key that is not known, in a block of this path ("" at the top). */
  String unknown(String key, String path) {
    String shown = "unknown key " + Quoted.of(key) + (path.isEmpty() ? "" : " in `" + path + "`");
    String answer = answers.get(key);
    if (answer != null) {
      return shown + "; " + answer;
    }
    return shown
        + Nearest.to(key, known)
            .map(near -> "; did you mean `" + near + "`?")
            .orElseGet(() -> "; there are `" + String.join("`, `", known) + "`");
  }
}
