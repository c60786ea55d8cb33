package dev.slipway.cli.release;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.render.TemplateSyntax;
import dev.slipway.release.verify.TemplateCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has Ruby read templates. Those that it could read before are remembered by their contents, so
 * that Ruby, which takes longer to start than all the rest, is started for new ones only.
 */
final class ParsedTemplates implements TemplateCheck, AutoCloseable {
  private final Path folder;
  private @Nullable TemplateSyntax syntax;

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
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path known = folder.resolve(Digest.of(Algorithm.SHA256, bytes).hex());
    if (Files.exists(known)) {
      return;
    }
    try {
      List<TemplateSyntax.Mistake> mistakes = syntax().check("template", bytes);
      mistakes.forEach(m ->
          problems.error(
              m.line() == 0 ? Position.WHOLE_FILE : new Position(m.line(), 1),
              "is not Ruby: " + m.message()));
      if (mistakes.isEmpty()) {
        remember(known);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TemplateSyntax syntax() {
    if (syntax == null) {
      syntax = new TemplateSyntax();
    }
    return syntax;
  }

  private void remember(Path known) throws IOException {
    Files.createDirectories(folder);
    if (!Files.exists(known)) {
      Files.write(known, new byte[0]);
    }
  }

  @Override
  public void close() {
    if (syntax != null) {
      syntax.close();
    }
  }
}
