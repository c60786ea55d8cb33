package dev.slipway.release.verify;

import dev.slipway.definition.Position;
import java.util.List;

/**
 * A call in a template of one of the words that templates have for properties and links.
 *
 * @param names what it asks for, as far as that is written there
 * @param dynamic whether it asks for something that only shows when it is rendered
 * @param preset whether it does without: it has a default
 */
record Call(Word word, List<String> names, boolean dynamic, boolean preset, Position at) {
  Call {
    names = List.copyOf(names);
  }

  /** What is called. */
  enum Word {
    P("p"),
    IF_P("if_p"),
    ELSE_IF_P("else_if_p"),
    LINK("link"),
    IF_LINK("if_link"),
    ELSE_IF_LINK("else_if_link"),
    PROPERTIES("properties");

    private final String written;

    Word(String written) {
      this.written = written;
    }

    String written() {
      return written;
    }

    /** Whether what it asks for is a link, not a property. */
    boolean isLink() {
      return this == LINK || this == IF_LINK || this == ELSE_IF_LINK;
    }

    /** Whether all of its arguments are names, and none is a default. */
    boolean takesNames() {
      return this == IF_P || this == ELSE_IF_P;
    }
  }

  /** Whether rendering fails where there is none. */
  boolean insists() {
    return !preset && (word == Word.P || word == Word.LINK);
  }
}
