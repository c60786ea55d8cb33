package dev.slipway.release.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.release.render.TemplateCode.Part;
import org.junit.jupiter.api.Test;

final class TemplateCodeTest {
  @Test
  void partsHaveTheLinesTheyBeginIn() {
    TemplateCode code = TemplateCode.of("a\n<% x\ny -%>\n<%= '%%>' %> <%% no %>\n<%# no %><%-z%>");
    assertThat(code.parts())
        .containsExactly(new Part(2, " x\ny -"), new Part(4, "= '%%>' "), new Part(5, "-z"));
    assertThat(code.unclosed()).isZero();
  }

  @Test
  void whatIsNotClosedIsTold() {
    assertThat(TemplateCode.of("a\n<% if x %>\n<%= y\nb\n").unclosed()).isEqualTo(3);
  }
}
