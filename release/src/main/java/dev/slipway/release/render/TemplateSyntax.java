package dev.slipway.release.render;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jruby.exceptions.RaiseException;

/**
 * Says whether templates can be read as Ruby; runs nothing of them. Any number of threads may use
 * it. Starting it takes a second or two.
 */
public final class TemplateSyntax implements AutoCloseable {
  /** No template that people write takes a hundredth of it. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String NAME = "template";

  /** The lines after the first show what ERB makes of the template, which nobody has written. */
  private static final Pattern MESSAGE = Pattern.compile("(?:" + NAME + ":(\\d+): )?(.*)");

  private final Workers workers = new Workers(LIMIT);
  private final RubyProcess ruby;

  /** Starts Ruby. */
  public TemplateSyntax() {
    // What its parser warns of is nothing that a director refuses.
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    ruby = new RubyProcess(nowhere, List.of());
  }

  /**
   * What is wrong.
   *
   * @param line from 1; 0 where nobody knows
   */
  public record Mistake(int line, String message) {}

  /**
   * What is wrong with a template, each of whose tags is closed: the first that Ruby's parser
   * finds, since it reads no further.
   */
  public List<Mistake> check(String template) throws InterruptedException {
    try {
      workers.run(() -> {
        ruby.parse(TemplateCode.of(template), NAME);
        return true;
      });
      return List.of();
    } catch (ExecutionException e) {
      return List.of(
          e.getCause() instanceof RaiseException raised
              ? mistake(raised.getException().getMessageAsJavaString())
              : new Mistake(0, String.valueOf(e.getCause())));
    } catch (TimeoutException _) {
      return List.of(new Mistake(0, "takes too long to be read"));
    }
  }

  private static Mistake mistake(String message) {
    Matcher parts = MESSAGE.matcher(message.strip());
    // It matches whatever there is.
    int line = parts.lookingAt() && parts.group(1) != null ? Integer.parseInt(parts.group(1)) : 0;
    return new Mistake(line, parts.group(2));
  }

  @Override
  public void close() {
    workers.close();
    ruby.close();
  }
}
