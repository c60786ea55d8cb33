package dev.slipway.cli.release;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.render.TemplateSyntax;
import dev.slipway.release.render.TemplateSyntax.Mistake;
import dev.slipway.release.verify.TemplateCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Has Ruby read templates, as many at once as there are processors, while others are still looked
 * for. Those that it could read before are remembered by their contents, so that Ruby, which takes
 * longer to start than all the rest, is started for new ones only.
 */
final class ParsedTemplates implements TemplateCheck, AutoCloseable {
  private final Path folder;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final List<Reading> begun = new ArrayList<>();
  private @Nullable Future<TemplateSyntax> syntax;

  /** A template that Ruby reads; the file is there once it could. */
  private record Reading(Future<List<Mistake>> mistakes, Path known, Problems problems) {}

  /** With the folder to remember in; it is made when it is needed. */
  ParsedTemplates(Path folder) {
    this.folder = folder;
  }

  @Override
  public void check(String text, Problems problems) {
    // Without a tag there is no Ruby in it.
    if (!text.contains("<%")) {
      return;
    }
    Path known =
        folder.resolve(Digest.of(Algorithm.SHA256, text.getBytes(StandardCharsets.UTF_8)).hex());
    if (Files.exists(known)) {
      return;
    }
    Future<TemplateSyntax> ruby = syntax();
    begun.add(new Reading(threads.submit(() -> ruby.get().check(text)), known, problems));
  }

  private Future<TemplateSyntax> syntax() {
    if (syntax == null) {
      syntax = threads.submit(TemplateSyntax::new);
    }
    return syntax;
  }

  @Override
  public void finish() throws InterruptedException {
    for (Reading each : begun) {
      List<Mistake> mistakes = get(each.mistakes());
      for (Mistake mistake : mistakes) {
        each.problems()
            .error(
                mistake.line() == 0 ? Position.WHOLE_FILE : new Position(mistake.line(), 1),
                "is not Ruby: " + mistake.message());
      }
      if (mistakes.isEmpty()) {
        remember(each.known());
      }
    }
    begun.clear();
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Ruby cannot be used: " + e.getCause(), e);
    }
  }

  private void remember(Path known) {
    try {
      Files.createDirectories(folder);
      if (!Files.exists(known)) {
        Files.write(known, new byte[0]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    if (syntax != null && syntax.state() == Future.State.SUCCESS) {
      syntax.resultNow().close();
    }
  }
}
