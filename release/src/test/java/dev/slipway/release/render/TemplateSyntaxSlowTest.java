package dev.slipway.release.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.release.render.TemplateSyntax.Mistake;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class TemplateSyntaxSlowTest {
  private static TemplateSyntax syntax;

  @BeforeAll
  static void start() {
    syntax = new TemplateSyntax();
  }

  @AfterAll
  static void stop() {
    syntax.close();
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
  void codeThatIsNotClosedIsAMistake() throws Exception {
    assertThat(check("a\n<%= p('x')\n"))
        .containsExactly(new Mistake(2, "`<%` is not closed; write `%>` behind its code"));
  }

  private static List<Mistake> check(String template) throws Exception {
    return syntax.check("job/x.erb", Suite.bytes(template));
  }
}
