package dev.slipway.release.render;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jruby.exceptions.RaiseException;
import org.jspecify.annotations.Nullable;

/**
 * Renders jobs' templates as a director does. One Ruby does all of it, which takes seconds to
 * start; keep one for as long as there is something to render. Any number of threads may use it.
 * What is rendered more than once is compiled, by what is in it.
 *
 * <p>Templates are programs and have this process's rights; they see no environment variables.
 */
public final class Renderer implements AutoCloseable {
  private static final List<String> SCRIPTS =
      List.of("context.rb", "library.rb", "templates.rb", "values.rb", "jobs.rb", "likeness.rb");

  /** What stopping one in Ruby may take before it is given up. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Duration limit;
  private final Workers workers;
  private final RubyProcess ruby;
  private final Object engine;

  /**
   * Starts Ruby.
   *
   * @param limit how long one template may take
   * @param talk takes what templates print, which is no part of what they render
   */
  public Renderer(Duration limit, PrintStream talk) {
    this.limit = limit;
    this.workers = new Workers(limit.plus(GRACE));
    this.ruby = new RubyProcess(talk, SCRIPTS);
    this.engine = ruby.call(ruby.eval("Slipway::Engine"), "new", limit.toMillis() / 1000.0);
  }

  /**
   * Renders all of a job for an instance.
   *
   * @return all files, or all errors
   * @throws ReleaseException with {@link Code#INVALID} where properties, spec or links cannot be
   *     read or do not go with the job's spec
   */
  public Rendering render(JobTemplates job, Instance instance)
      throws ReleaseException, InterruptedException {
    Object prepared = prepare(job, instance);
    List<RenderedFile> files = new ArrayList<>();
    List<TemplateError> errors = new ArrayList<>();
    for (TemplateFile each : job.files()) {
      switch (render(prepared, each)) {
        case Output output -> files.add(new RenderedFile(each.target(), output.bytes()));
        case Mistake mistake -> errors.add(mistake.error());
      }
    }
    files.add(
        new RenderedFile(
            JobTemplates.LINKS,
            LinksFile.text(instance.provides()).getBytes(StandardCharsets.UTF_8)));
    return errors.isEmpty()
        ? new Rendering.Done(job.job(), files)
        : new Rendering.Failed(job.job(), errors);
  }

  private sealed interface Result {}

  private record Output(byte[] bytes) implements Result {}

  private record Mistake(TemplateError error) implements Result {}

  private Object prepare(JobTemplates job, Instance instance)
      throws ReleaseException, InterruptedException {
    try {
      return workers.run(() ->
          ruby.call(
              engine,
              "job",
              job.job(),
              job.spec(),
              bytes(instance.defaults()),
              bytes(instance.spec()),
              bytes(instance.properties()),
              bytes(instance.links()),
              instance.addresses().orElse(null)));
    } catch (ExecutionException e) {
      throw new ReleaseException(
          Code.INVALID, "job `" + job.job() + "`: " + message(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new ReleaseException(
          Code.INVALID, "job `" + job.job() + "`: reading its values takes too long", e);
    }
  }

  private Result render(Object job, TemplateFile template) throws InterruptedException {
    try {
      List<?> answer =
          (List<?>)
              workers.run(
                  () -> ruby.call(engine, "render", job, template.source(), template.content()));
      if (answer.get(0) instanceof byte[] output) {
        return new Output(output);
      }
      OptionalInt line =
          answer.get(1) instanceof Number n ? OptionalInt.of(n.intValue()) : OptionalInt.empty();
      return mistake(template, line, String.valueOf(answer.get(2)));
    } catch (ExecutionException e) {
      return mistake(template, OptionalInt.empty(), message(e.getCause()));
    } catch (TimeoutException _) {
      return mistake(
          template, OptionalInt.empty(), "does not end, and could not be stopped in " + limit);
    }
  }

  private static Result mistake(TemplateFile template, OptionalInt line, String message) {
    return new Mistake(new TemplateError(template.source(), line, message));
  }

  private static String message(@Nullable Throwable cause) {
    return switch (cause) {
      case RaiseException raised -> raised.getException().getMessageAsJavaString();
      case OutOfMemoryError _ -> "needs more memory than there is";
      case null -> "failed";
      default -> cause.toString();
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    workers.close();
    ruby.close();
  }
}
