package dev.slipway.cloud.boot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes plain lines of what comes on a serial console, in pieces of any size. */
final class SerialText {
  private static final int LONGEST = 1 << 16;

  /** Moves the cursor to another line, or clears the screen. */
  private static final Pattern MOVE =
      Pattern.compile("\\r|\\u001B\\[[0-9;]*[Hf]|\\u001B\\[2J|\\u001Bc");

  /** Other control sequences (ECMA-48, section 5.4), and system commands such as a title. */
  private static final Pattern CONTROL =
      Pattern.compile(
          "\\u001B\\[[0-?]*[ -/]*[@-~]|\\u001B][^\\u0007\\u001B]*(?:\\u0007|\\u001B\\\\)"
              + "|\\u001B[ -/]*[0-~]|[\\x00-\\x08\\x0b-\\x1f\\x7f]");

  private final ByteArrayOutputStream open = new ByteArrayOutputStream();

  /** Takes bytes and returns the lines that they complete, without control codes. */
  List<String> accept(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    for (byte next : bytes) {
      if (next == '\n' || open.size() == LONGEST) {
        lines.addAll(plain());
        open.reset();
      }
      if (next != '\n') {
        open.write(next);
      }
    }
    return lines;
  }

  /** The line that is not complete yet: a prompt. */
  String partial() {
    return plain().getLast();
  }

  /** At least one line; empty ones that only come of moving the cursor are left out. */
  private List<String> plain() {
    String text = open.toString(StandardCharsets.UTF_8);
    String[] parts = MOVE.split(text, -1);
    List<String> lines = new ArrayList<>();
    for (String part : parts) {
      String line = CONTROL.matcher(part).replaceAll("");
      if (!line.isBlank()) {
        lines.add(line.stripTrailing());
      }
    }
    return lines.isEmpty() ? List.of("") : lines;
  }
}
