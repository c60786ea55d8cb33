package dev.slipway.cli;

import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.cli.image.Quick;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.cloud.boot.BootResult;
import dev.slipway.context.ContextException;
import dev.slipway.process.Event;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway quickstart}. */
@Command(
    name = "quickstart",
    description = "Builds the example image, boots it with a context, and shows what came of it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "It asks before it installs the Debian packages that are missing.",
      "Example:",
      "  ./slipway quickstart --yes"
    })
final class Quickstart implements Callable<Integer> {
  private static final String CONTEXT = "slipway-context: ";
  private static final String SAID = CONTEXT + "post-install| ";
  private static final String FAILED = CONTEXT + "failed";

  private final Surroundings surroundings;

  // Taken by the launcher, which has `slipway doctor` install packages before this starts.
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--yes", description = "Install what is missing without asking.")
  private boolean yes;

  Quickstart(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path example = surroundings.home().resolve("examples/debian");
    Path context = example.resolve("context");
    if (!Files.isDirectory(context)) {
      throw new UsageException(example + " is not there; quickstart needs the project's folder");
    }
    PrintStream out = surroundings.out();
    out.println("1. Build the image of " + shown(example));
    Quick quick = new Quick(surroundings);
    ImageRecord image;
    try (Progress progress = Progress.of(surroundings, false, false)) {
      image = quick.build(example, progress);
    }
    out.println();
    out.println("2. Boot it in QEMU, with the context in " + shown(context));
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    BootResult result = boot(quick, image, context, said);
    out.println();
    if (!result.passed()) {
      surroundings.err().println("slipway: the instance did not come up: " + result.explanation());
      return 1;
    }
    out.println("3. What came of it");
    show(quick.file(image), result, said);
    out.println();
    next(example, context);
    return 0;
  }

  private void show(Path disk, BootResult result, List<String> said) {
    PrintStream out = surroundings.out();
    out.println("  image    " + disk);
    result
        .bootTime()
        .map(time -> time.toMillis() / 1000.0)
        .ifPresent(seconds ->
            out.printf(
                Locale.ROOT, "  up in    %.1f s, by %s%n", seconds, result.firmware().name()));
    String lead = "  it said  ";
    for (String line : said) {
      out.println(lead + line);
      lead = " ".repeat(lead.length());
    }
  }

  private BootResult boot(Quick quick, ImageRecord image, Path context, List<String> said)
      throws IOException, InterruptedException, ContextException {
    Thread self = Thread.currentThread();
    boolean[] failed = {false};
    try (Progress progress = Progress.watching(surroundings)) {
      Event.Listener listener =
          event -> {
            progress.on(event);
            if (event instanceof Event.Output(String _, String line) && line.contains(CONTEXT)) {
              progress.keep("  " + line.substring(line.indexOf(CONTEXT)));
              if (line.contains(SAID)) {
                said.add(line.substring(line.indexOf(SAID) + SAID.length()));
              } else if (line.contains(FAILED)) {
                failed[0] = true;
                self.interrupt(); // Nothing better will come.
              }
            }
          };
      return quick.boot(image, context, "slipway-context: done", listener);
    } catch (InterruptedException e) {
      if (failed[0]) {
        throw new IOException(
            "the context was not applied; what its script said stands above. Mend "
                + shown(context)
                + " and run quickstart again",
            e);
      }
      throw e;
    }
  }

  private void next(Path example, Path context) {
    PrintStream out = surroundings.out();
    String script = shown(context.resolve("post-install"));
    out.println("Next:");
    out.println("  edit " + script + " and run ./slipway quickstart again");
    out.println("  put your SSH key into " + shown(context.resolve("context.yml")) + ", then");
    out.println("  ./slipway vm create first -i debian --context " + shown(context));
    out.println("  ./slipway vm start first && ./slipway vm console first");
    out.println("  ./slipway image plan " + shown(example));
  }

  /** A path as one would type it here. */
  private static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
  }
}
