package dev.slipway.release.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A property or a link that a template asks for by a name that is written there.
 *
 * @param line where, from 1
 * @param name with dots
 */
public record TemplateUse(Kind kind, String name, int line) {
  /** How it is asked for. */
  public enum Kind {
    /** {@code p("name")}: has to be there. */
    NEEDED,
    /** {@code p("name", default)}, {@code p([names])}, {@code if_p}: may be missing. */
    OPTIONAL,
    /** {@code properties.name}; what is after it may be a method of the value. */
    FIELD,
    /** {@code link("name")}. */
    LINK,
    /** {@code if_link}. */
    OPTIONAL_LINK
  }

  private static final String TEXT = "(?:\"(?:[^\"\\\\#]|\\\\.|#(?!\\{))*\"|'(?:[^'\\\\]|\\\\.)*')";
  private static final String TEXTS = TEXT + "(?:\\s*,\\s*" + TEXT + ")*";

  /** Not after a dot: {@code link("db").p("x")} is a property of another job. */
  private static final Pattern CALL =
      Pattern.compile(
          "(?:(?<![\\w.@$:&?!])(?<call>p|if_p|link|if_link)|\\.(?<chain>else_if_p|else_if_link))"
              + "(?:[ \\t]*\\(\\s*|[ \\t]+)"
              + "(?:\\[\\s*(?<list>"
              + TEXTS
              + ")\\s*,?\\s*\\]|(?<texts>"
              + TEXTS
              + ")(?<more>\\s*,)?)");

  private static final Pattern FIELDS =
      Pattern.compile("(?<![\\w.@$:&?!\"'])properties((?:\\.[a-z_]\\w*)+)(?![\\w?!(])");

  /** A text, which may have a {@code #} in it, or else a comment. */
  private static final Pattern WORD =
      Pattern.compile("(\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)*')|(?<![^\\s;])#[^\n]*");

  private static final Pattern ONE = Pattern.compile(TEXT);

  /**
   * Finds those of a template by their text, without running or parsing it. Names that are computed
   * are not found; what looks like a call within a longer text of the template's Ruby is.
   */
  public static List<TemplateUse> of(String template) {
    List<TemplateUse> found = new ArrayList<>();
    for (TemplateCode.Part part : TemplateCode.of(template).parts()) {
      String ruby = withoutComments(part.ruby());
      for (Matcher call = CALL.matcher(ruby); call.find(); ) {
        int line = part.line() + lines(ruby.substring(0, call.start()));
        add(found, call, line);
      }
      for (Matcher field = FIELDS.matcher(ruby); field.find(); ) {
        int line = part.line() + lines(ruby.substring(0, field.start()));
        found.add(new TemplateUse(Kind.FIELD, field.group(1).substring(1), line));
      }
    }
    return List.copyOf(found);
  }

  private static void add(List<TemplateUse> found, Matcher call, int line) {
    String name = call.group("call") == null ? call.group("chain") : call.group("call");
    if (call.group("list") != null) {
      // Of a list, any will do.
      if (name.equals("p")) {
        all(found, Kind.OPTIONAL, call.group("list"), line);
      }
      return;
    }
    String texts = call.group("texts");
    switch (name) {
      case "p" -> {
        List<String> names = names(texts);
        boolean preset = names.size() > 1 || call.group("more") != null;
        found.add(new TemplateUse(preset ? Kind.OPTIONAL : Kind.NEEDED, names.getFirst(), line));
      }
      case "if_p", "else_if_p" -> all(found, Kind.OPTIONAL, texts, line);
      case "link" -> found.add(new TemplateUse(Kind.LINK, names(texts).getFirst(), line));
      default -> found.add(new TemplateUse(Kind.OPTIONAL_LINK, names(texts).getFirst(), line));
    }
  }

  private static void all(List<TemplateUse> found, Kind kind, String texts, int line) {
    names(texts).forEach(name -> found.add(new TemplateUse(kind, name, line)));
  }

  private static List<String> names(String texts) {
    return ONE.matcher(texts)
        .results()
        .map(one -> one.group().substring(1, one.group().length() - 1))
        .toList();
  }

  /** A quote that is not closed in its line is taken for an apostrophe. */
  private static String withoutComments(String ruby) {
    return WORD.matcher(ruby)
        .replaceAll(word -> word.group(1) == null ? "" : Matcher.quoteReplacement(word.group(1)));
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }
}
