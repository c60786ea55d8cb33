package dev.slipway.release.verify;

import dev.slipway.definition.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A template's tags, and what the Ruby within them calls. It is read without Ruby: enough of it is
 * understood to tell calls from comments and texts.
 *
 * @param unclosed a tag that has no end
 */
record Erb(List<Call> calls, Optional<Position> unclosed) {
  Erb {
    calls = List.copyOf(calls);
  }

  static Erb read(String text) {
    List<Call> calls = new ArrayList<>();
    int[] lines = lines(text);
    int at = 0;
    while (true) {
      int open = text.indexOf("<%", at);
      if (open < 0) {
        return new Erb(calls, Optional.empty());
      }
      if (text.startsWith("<%%", open)) {
        at = open + 3;
        continue;
      }
      int close = closing(text, open + 2);
      if (close < 0) {
        return new Erb(calls, Optional.of(position(lines, open)));
      }
      if (!text.startsWith("<%#", open)) {
        new RubyScanner(text, lines, open + 2, close, calls).scan();
      }
      at = close + 2;
    }
  }

  /** The end of a tag; {@code %%>} is none. */
  private static int closing(String text, int from) {
    int close = text.indexOf("%>", from);
    while (close > from && text.charAt(close - 1) == '%') {
      close = text.indexOf("%>", close + 2);
    }
    return close;
  }

  private static int[] lines(String text) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      starts.add(i + 1);
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Of an offset. */
  static Position position(int[] lines, int offset) {
    int found = Arrays.binarySearch(lines, offset);
    int line = found >= 0 ? found : -found - 2;
    return new Position(line + 1, offset - lines[line] + 1);
  }
}
