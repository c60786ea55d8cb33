package dev.slipway.release.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.Position;
import dev.slipway.release.verify.Call.Word;
import org.junit.jupiter.api.Test;

final class ErbTest {
  private static Call only(String template) {
    assertThat(Erb.read(template).calls()).as(template).hasSize(1);
    return Erb.read(template).calls().getFirst();
  }

  @Test
  void callsAreFoundWithTheirNamesAndPlaces() {
    Call call = only("a\nb <%= p('x.y') %>");
    assertThat(call.names()).containsExactly("x.y");
    assertThat(call.at()).isEqualTo(new Position(2, 7));
    assertThat(call.insists()).isTrue();
    assertThat(only("<%= p(\"a\", 1) %>").preset()).isTrue();
    assertThat(only("<%= p(['a', 'b']) %>").names()).containsExactly("a", "b");
    assertThat(only("<%= p(%w(a b), nil) %>").names()).containsExactly("a", "b");
    assertThat(only("<%= p 'a' %>").names()).containsExactly("a");
    assertThat(only("<% if_p('a', 'b') do |a, b| %>").names()).containsExactly("a", "b");
    assertThat(only("<% if_link('db') do |db| %>").word()).isEqualTo(Word.IF_LINK);
    assertThat(only("<%= properties.a.b %>").names()).containsExactly("a.b");
    assertThat(only("<%= \"x#{p('a')}y\" %>").names()).containsExactly("a");
    assertThat(only("<%- x = p('a') -%>").names()).containsExactly("a");
    assertThat(only("<% p(\n  'a'\n) %>").names()).containsExactly("a");
  }

  @Test
  void whatIsNoCallIsLeftOut() {
    for (String template :
        new String[] {
          "p('a')",
          "<%# p('a') %>",
          "<%% p('a') %>",
          "<% x # p('a') %>",
          "<% l.p('a') %>",
          "<% link_to('a') %>",
          "<% p = 1; @p; :p; p.x; [p] %>",
          "<% 'it is p(\"a\")' %>",
          "<% /don't/; x = 'p(\"a\")' %>",
        }) {
      assertThat(Erb.read(template).calls()).as(template).isEmpty();
    }
  }

  @Test
  void whatOnlyShowsWhenItIsRenderedIsDynamic() {
    assertThat(only("<%= p(\"a.#{x}\") %>").dynamic()).isTrue();
    assertThat(only("<%= p('a.' + x) %>").dynamic()).isTrue();
    assertThat(only("<%= p(name) %>").dynamic()).isTrue();
    assertThat(only("<%= p('a') + 'b' %>").dynamic()).isFalse();
  }

  @Test
  void aTagWithoutItsEndIsFound() {
    assertThat(Erb.read("a\n <% x").unclosed()).contains(new Position(2, 2));
    assertThat(Erb.read("<% x %> <%= '%%>' %>").unclosed()).isEmpty();
  }
}
