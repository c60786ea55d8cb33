package dev.slipway.release.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.release.render.TemplateUse.Kind;
import org.junit.jupiter.api.Test;

final class TemplateUseTest {
  @Test
  void namesAreFoundWithTheirLines() {
    String template =
        """
        port <%= p('redis.port') %>
        <% if_p("a.b", 'c') do |b, c| -%>
        x
        <% end.else_if_p('d') do -%>
        <% end %>
        <%= p(["e", "f"]) %> <%= p "g", 1 %> <%= p('h',
          nil) %>
        <%
          x = p 'i'
        %>
        """;
    assertThat(TemplateUse.of(template))
        .containsExactly(
            new TemplateUse(Kind.NEEDED, "redis.port", 1),
            new TemplateUse(Kind.OPTIONAL, "a.b", 2),
            new TemplateUse(Kind.OPTIONAL, "c", 2),
            new TemplateUse(Kind.OPTIONAL, "d", 4),
            new TemplateUse(Kind.OPTIONAL, "e", 6),
            new TemplateUse(Kind.OPTIONAL, "f", 6),
            new TemplateUse(Kind.OPTIONAL, "g", 6),
            new TemplateUse(Kind.OPTIONAL, "h", 6),
            new TemplateUse(Kind.NEEDED, "i", 9));
  }

  @Test
  void propertiesOfLinksBelongToOtherJobs() {
    assertThat(TemplateUse.of("<%= link('db').p('port') %><% if_link('c') { |c| c.if_p('x') } %>"))
        .containsExactly(
            new TemplateUse(Kind.LINK, "db", 1), new TemplateUse(Kind.OPTIONAL_LINK, "c", 1));
  }

  @Test
  void fieldsOfThePropertiesObjectAreFound() {
    assertThat(TemplateUse.of("<%= properties.a.b %><% spec.properties.c; properties.d.size() %>"))
        .containsExactly(
            new TemplateUse(Kind.FIELD, "a.b", 1), new TemplateUse(Kind.FIELD, "d", 1));
  }

  @Test
  void textCommentsAndComputedNamesAreNotFound() {
    String template =
        """
        p('text') <%# p('comment') %> <%% p('literal') %>
        <% x = 1 # p('after')
           p("a.#{x}") %>
        <% help('no'); @p = step('x') %>
        """;
    assertThat(TemplateUse.of(template)).isEmpty();
  }
}
