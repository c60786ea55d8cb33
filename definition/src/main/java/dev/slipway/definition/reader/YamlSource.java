package dev.slipway.definition.reader;

import dev.slipway.definition.source.SourceText;
import dev.slipway.definition.source.Unreadable;
import java.nio.file.Path;
import java.util.Locale;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The text of a YAML file: nothing in it that YAML does not allow. */
final class YamlSource {
  static final int MAX_BYTES = 1 << 20;

  private YamlSource() {}

  static String read(Path file) throws Unreadable {
    return read(file, "a definition is short: put what is large into files of its folder");
  }

  /** With what to do where the file is larger than any that is meant. */
  static String read(Path file, String advice) throws Unreadable {
    return check(SourceText.read(file, MAX_BYTES, advice));
  }

  private static String check(String text) throws Unreadable {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      if (!StreamReader.isPrintable(point)) {
        throw new Unreadable(
            SourceText.end(text.substring(0, i)),
            String.format(
                Locale.ROOT, "character U+%04X cannot be in YAML; is this a text file?", point));
      }
    }
    return text;
  }
}
