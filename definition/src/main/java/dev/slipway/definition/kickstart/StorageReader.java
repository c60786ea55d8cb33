package dev.slipway.definition.kickstart;

import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes records of partitions. */
final class StorageReader {
  private static final List<String> WORDS =
      List.of("swap", "biosboot", "prepboot", "appleboot", "none");
  private static final Pattern MEMBER = Pattern.compile("(raid|pv|btrfs|crypt)\\.[\\w.-]+");

  private StorageReader() {}

  static Partition partition(Arguments arguments) {
    arguments.other(0).ifPresent(word -> checkMountPoint(word, arguments));
    boolean sized =
        arguments.has(
            "size", "recommended", "hibernation", "onpart", "usepart", "start", "noformat");
    if (!sized) {
      arguments.needs("--size=, in MiB", "part / --size=4096 --grow");
    }
    return new Partition(
        arguments.at(),
        arguments.other(0).map(Word::text).orElse(""),
        arguments.number("size"),
        arguments.has("grow"),
        arguments.number("maxsize"),
        arguments.text("fstype").or(() -> arguments.text("type")),
        arguments.text("label"),
        arguments.text("fsoptions"),
        arguments.text("ondisk").or(() -> arguments.text("ondrive")),
        arguments.has("asprimary"),
        arguments.has("encrypted"),
        arguments.secret("passphrase", false));
  }

  private static void checkMountPoint(Word word, Arguments arguments) {
    String text = word.text();
    boolean known = text.startsWith("/") || WORDS.contains(text.toLowerCase(Locale.ROOT));
    if (!known && !MEMBER.matcher(text).matches()) {
      arguments
          .problems()
          .error(
              word.at(),
              Quoted.of(text)
                  + " is no mount point; write a path, `swap`, `biosboot`, or as in `pv.01`"
                  + Nearest.hint(text, WORDS));
    }
  }
}
