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
  private static final String SAID = "slipway-context: post-install| ";
  private static final String FAILED = "slipway-context: failed";

  private final Surroundings surroundings;

  // Taken by the launcher, which has `slipway doctor` install packages before this starts.
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
    out.println(
        "1. Build the image of " + shown(example) + (yes ? "" : " (a few minutes at first)"));
    Quick quick = new Quick(surroundings);
    ImageRecord image;
    try (Progress progress = Progress.of(surroundings, false, false)) {
      image = quick.build(example, progress);
    }
    out.println();
    out.println("2. Boot it, with the context in " + shown(context));
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    BootResult result = boot(quick, image, context, said);
    out.println();
    if (!result.passed()) {
      surroundings.err().println("slipway: the instance did not come up: " + result.explanation());
      return 1;
    }
    out.println("3. What came of it");
    out.println("   image     " + quick.file(image));
    result
        .bootTime()
        .ifPresent(t -> out.println("   up in     " + t.toMillis() / 1000.0 + " s, by BIOS"));
    said.forEach(line -> out.println("   it said   " + line));
    out.println();
    next(context);
    return 0;
  }

  private BootResult boot(Quick quick, ImageRecord image, Path context, List<String> said)
      throws IOException, InterruptedException, ContextException {
    Thread self = Thread.currentThread();
    boolean[] failed = {false};
    try (Progress progress = Progress.of(surroundings, false, true)) {
      Event.Listener listener =
          event -> {
            progress.on(event);
            if (event instanceof Event.Output(String _, String line)) {
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
                + context
                + " and run quickstart again",
            e);
      }
      throw e;
    }
  }

  private void next(Path context) {
    PrintStream out = surroundings.out();
    out.println("Next:");
    out.println(
        "   edit "
            + shown(context.resolve("post-install"))
            + " and run ./slipway quickstart again");
    out.println(
        "   ./slipway vm create first --image debian --context " + shown(context) + " --start");
    out.println("   ./slipway vm console first");
    out.println("   ./slipway image plan examples/debian");
  }

  /** A path as one would type it here. */
  private static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
  }
}
