package dev.slipway.release.render;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jcodings.specific.UTF8Encoding;
import org.jruby.Ruby;
import org.jruby.RubyInstanceConfig;
import org.jruby.exceptions.RaiseException;
import org.jruby.javasupport.JavaEmbedUtils;
import org.jruby.runtime.builtin.IRubyObject;
import org.jspecify.annotations.Nullable;

/**
 * A Ruby of our own within this process. Starting it takes seconds, so that whoever needs one keeps
 * it.
 */
final class RubyProcess implements AutoCloseable {
  private final Ruby ruby;

  /**
   * Starts one.
   *
   * @param talk takes what Ruby programs print and warn of
   * @param scripts names of resources beside this class, which are run in this order
   */
  RubyProcess(PrintStream talk, List<String> scripts) {
    RubyInstanceConfig config = new RubyInstanceConfig();
    config.setLoader(RubyProcess.class.getClassLoader());
    // What is needed comes with it; looking for gems takes as long as all the rest.
    config.setDisableGems(true);
    // As a director's newer Ruby, whose messages have no suggestions in them.
    config.setDisableDidYouMean(true);
    config.setEnvironment(Map.of());
    config.setOutput(talk);
    config.setError(talk);
    config.setHardExit(false);
    ruby = Ruby.newInstance(config);
    ruby.evalScriptlet("Encoding.default_external = Encoding::UTF_8");
    for (String script : scripts) {
      ruby.executeScript(text(script), script);
    }
  }

  /** What an expression is. */
  IRubyObject eval(String expression) {
    return ruby.evalScriptlet(expression);
  }

  /**
   * Reads a program and runs nothing of it; from any thread.
   *
   * @param name of its file, for what is said about it
   * @throws RaiseException where it is not Ruby
   */
  void parse(String program, String name) {
    ruby.getParserManager()
        .parseFile(
            name,
            0,
            new ByteArrayInputStream(program.getBytes(StandardCharsets.UTF_8)),
            UTF8Encoding.INSTANCE);
  }

  /** Calls a method; from any thread. */
  Object call(Object receiver, String method, @Nullable Object... arguments) {
    return JavaEmbedUtils.invokeMethod(ruby, receiver, method, arguments, Object.class);
  }

  @Override
  public void close() {
    ruby.tearDown(false);
  }

  private static String text(String script) {
    try (InputStream in = RubyProcess.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + script);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
