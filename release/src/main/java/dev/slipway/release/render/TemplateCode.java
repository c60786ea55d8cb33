package dev.slipway.release.render;

/**
 * Makes the Ruby that a template becomes, as ERB makes it with the trim mode {@code -}: line by
 * line the same but for the texts between the tags, which are empty here. Only for reading it: what
 * texts there are is nothing that a parser could refuse, that there is one may be.
 *
 * <p>An encoding that a template names is ignored, since it changes nothing about the Ruby in it.
 */
final class TemplateCode {
  private static final String TEXT = "_erbout.<< \"\".freeze";

  private final String template;
  private final StringBuilder ruby = new StringBuilder("_erbout = +''");

  /** Whether something is in the line already, from which the next is parted. */
  private boolean begun = true;

  private int at;

  private TemplateCode(String template) {
    this.template = template;
  }

  /** The Ruby of a template, each of whose tags is closed. */
  static String of(String template) {
    return new TemplateCode(template).read();
  }

  private String read() {
    while (at < template.length()) {
      text();
      if (at < template.length()) {
        tag();
      }
    }
    command("_erbout");
    return ruby.toString();
  }

  /** What is before the next tag; blanks before {@code <%-} that begin a line are not. */
  private void text() {
    int tag = nextTag();
    int end = tag;
    if (template.startsWith("<%-", tag)) {
      while (end > at && isBlank(template.charAt(end - 1))) {
        end--;
      }
      boolean beginsLine = end == at || template.charAt(end - 1) == '\n';
      end = beginsLine ? end : tag;
    }
    if (end > at) {
      command(TEXT);
      newlines(at, end);
    }
    at = tag;
  }

  private int nextTag() {
    int tag = template.indexOf("<%", at);
    while (tag >= 0 && template.startsWith("<%%", tag)) {
      tag = template.indexOf("<%", tag + 3);
    }
    return tag < 0 ? template.length() : tag;
  }

  private void tag() {
    char kind = at + 2 < template.length() ? template.charAt(at + 2) : ' ';
    int from = at + ("=#-".indexOf(kind) < 0 ? 2 : 3);
    int close = from;
    while (close < template.length() && !template.startsWith("%>", close)) {
      close += template.startsWith("%%>", close) ? 3 : 1;
    }
    boolean trims = close > from && template.charAt(close - 1) == '-';
    int end = Math.min(template.length(), trims ? close - 1 : close);
    String code = template.substring(from, end).replace("%%>", "%>");
    switch (kind) {
      case '=' -> command("_erbout.<<((" + code + ").to_s)");
      case '#' -> {
        command("");
        newlines(from, end);
      }
      default -> {
        boolean endsLine = code.endsWith("\n");
        command(endsLine ? code.replaceFirst("\r?\n\\z", "\n") : code);
        begun = !endsLine;
      }
    }
    at = Math.min(template.length(), close + 2);
    if (trims) {
      trim();
    }
  }

  private void trim() {
    int newline = template.startsWith("\r\n", at) ? 2 : template.startsWith("\n", at) ? 1 : 0;
    if (newline > 0 || at == template.length()) {
      ruby.append('\n');
      begun = false;
      at += newline;
    }
  }

  private void command(String command) {
    ruby.append(begun ? "; " : "").append(command);
    begun = true;
  }

  private void newlines(int from, int to) {
    for (int i = template.indexOf('\n', from);
        i >= 0 && i < to;
        i = template.indexOf('\n', i + 1)) {
      ruby.append('\n');
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
