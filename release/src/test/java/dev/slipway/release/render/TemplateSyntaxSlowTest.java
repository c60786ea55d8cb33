package dev.slipway.release.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.release.render.TemplateSyntax.Mistake;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jruby.runtime.builtin.IRubyObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class TemplateSyntaxSlowTest {
  private static TemplateSyntax syntax;
  private static RubyProcess ruby;
  private static IRubyObject erb;

  @BeforeAll
  static void start() {
    syntax = new TemplateSyntax();
    ruby = new RubyProcess(Suite.nowhere(), List.of());
    ruby.eval("require 'erb'");
    erb = ruby.eval("->(t) { ERB.new(t, trim_mode: '-').src.force_encoding('UTF-8') }");
  }

  @AfterAll
  static void stop() {
    syntax.close();
    ruby.close();
  }

  @Test
  void whatParsesIsFineAndIsNotRun() throws Exception {
    assertThat(check("<% exit 1; raise 'x' %><%= unknown %>\n<% X = 1 %><% def y; end %>"))
        .isEmpty();
  }

  @Test
  void mistakesHaveTheirLines() throws Exception {
    assertThat(check("a\n<% if true %>\nb\n"))
        .singleElement()
        .satisfies(m -> assertThat(m.message()).contains("syntax error"))
        .satisfies(m -> assertThat(m.line()).isBetween(3, 4));
    assertThat(check("a\nb\n<% end %>\nc\n").getFirst().line()).isEqualTo(3);
    assertThat(check("<%# fine -%>\r\na\r\n<%= (1 + %>\r\n").getFirst().line()).isEqualTo(3);
  }

  @Test
  void whatNobodyHasWrittenIsNotShown() throws Exception {
    assertThat(check("<%= p(\"port\" %>\n").getFirst().message())
        .startsWith("syntax error")
        .doesNotContain("_erbout", "\n");
  }

  /** A text between the two is refused, blanks that are trimmed are none. */
  @Test
  void textsCountWhereThereMayBeNone() throws Exception {
    assertThat(check("<% case 1 -%>\n  <%- when 1 %>a<% end %>")).isEmpty();
    assertThat(check("<% case 1 -%>\n.<% when 1 %>a<% end %>")).hasSize(1);
  }

  @Test
  void rubyIsThatOfTheRealErbButForItsTexts() throws Exception {
    for (TemplateFile each : Suite.job().files()) {
      sameAsErb(new String(each.content(), StandardCharsets.UTF_8));
    }
    String[] pieces = {
      "<% ", "<%- ", "<%=", "<%#", "<%%", " %>", "-%>", "%%>", "\n", "\r\n", " ", "\t", "x", "é",
      "\n\n", "%", "<", "-", "# y", "if z", "end", "\"q\"",
    };
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder template = new StringBuilder();
      for (int left = random.nextInt(14); left > 0; left--) {
        template.append(pieces[random.nextInt(pieces.length)]);
      }
      // Both are for templates whose tags are closed.
      sameAsErb(template + "x %>");
    }
  }

  private static void sameAsErb(String template) {
    String real = String.valueOf(ruby.call(erb, "call", template));
    String expected =
        real.replaceFirst("#coding:UTF-8\n", "")
            .replaceAll("_erbout\\.<< \"(?:[^\"\\\\]|\\\\.)*\"", "_erbout.<< \"\"")
            // It ends a text behind its newline where an escaped tag comes next.
            .replaceAll("(?<=freeze\n{1,99}); _erbout\\.<< \"\"\\.freeze", "");
    assertThat(TemplateCode.of(template)).as(template).isEqualTo(expected);
  }

  private static List<Mistake> check(String template) throws Exception {
    return syntax.check(template);
  }
}
