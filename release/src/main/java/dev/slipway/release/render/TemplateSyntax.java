package dev.slipway.release.render;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Says whether templates can be read as Ruby; runs nothing of them. Any number of threads may use
 * it. Starting it takes a second or two.
 */
public final class TemplateSyntax implements AutoCloseable {
  /** No template that people write takes a hundredth of it. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Workers workers = new Workers(LIMIT);
  private final RubyProcess ruby;
  private final Object syntax;

  /** Starts Ruby. */
  public TemplateSyntax() {
    // What its parser warns of is nothing that a director refuses.
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    ruby = new RubyProcess(nowhere, List.of("syntax.rb"));
    syntax = ruby.eval("Slipway::Syntax.new");
  }

  /**
   * What is wrong.
   *
   * @param line from 1; 0 where nobody knows
   */
  public record Mistake(int line, String message) {}

  /**
   * What is wrong with a template: the first that Ruby's parser finds, since it reads no further.
   *
   * @param name for the parser, such as {@code job/x.erb}
   */
  public List<Mistake> check(String name, byte[] template) throws InterruptedException {
    TemplateCode code = TemplateCode.of(new String(template, StandardCharsets.UTF_8));
    if (code.unclosed() > 0) {
      return List.of(
          new Mistake(code.unclosed(), "`<%` is not closed; write `%>` behind its code"));
    }
    try {
      return workers.run(() -> ruby.call(syntax, "check", name, template)) instanceof List<?> found
          ? List.of(
              new Mistake(
                  found.get(0) instanceof Number line ? line.intValue() : 0,
                  String.valueOf(found.get(1))))
          : List.of();
    } catch (ExecutionException e) {
      return List.of(new Mistake(0, String.valueOf(e.getCause())));
    } catch (TimeoutException _) {
      return List.of(new Mistake(0, "takes too long to be read"));
    }
  }

  @Override
  public void close() {
    workers.close();
    ruby.close();
  }
}
