package dev.slipway.queue.source;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of something in a definition's folder, which stays within it.
 *
 * @param words names of folders, the last one its own; empty for the folder itself
 */
record PathName(List<String> words) {
  private static final int LONGEST_WORD = 255;

  PathName {
    words = List.copyOf(words);
  }

  /**
   * Reads one as archives write it: {@code ./files/motd}.
   *
   * @throws QueueException where it is absolute, leads out, or is too long or too deep
   */
  static PathName of(String name, Limits limits) throws QueueException {
    if (name.startsWith("/")) {
      throw refuse(name, "is absolute; paths begin in the definition's folder");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > limits.nameBytes()) {
      throw refuse(name, "is longer than %,d bytes".formatted(limits.nameBytes()));
    }
    List<String> words = new ArrayList<>();
    for (String word : name.split("/")) {
      if (word.equals("..")) {
        throw refuse(name, "leads out of the folder, or would if the folders were others");
      }
      if (word.getBytes(StandardCharsets.UTF_8).length > LONGEST_WORD) {
        throw refuse(name, "has a name of more than " + LONGEST_WORD + " bytes in it");
      }
      if (word.chars().anyMatch(Character::isISOControl)) {
        throw refuse(name, "has a control character in it");
      }
      if (!word.isEmpty() && !word.equals(".")) {
        words.add(word);
      }
    }
    if (words.size() > limits.depth()) {
      throw refuse(name, "lies in more than %d folders".formatted(limits.depth()));
    }
    return new PathName(words);
  }

  /**
   * Sees that a link here leads to something within the folder. Going up comes first: behind a
   * name, which may be a link itself, nobody can say where up is.
   */
  void checkLink(String target) throws QueueException {
    String shown = this + " -> " + target;
    if (target.isEmpty() || target.startsWith("/")) {
      throw refuse(shown, "is a link that is not relative");
    }
    int up = 0;
    boolean down = false;
    for (String word : target.split("/")) {
      if (word.equals("..")) {
        up++;
        if (down || up >= words.size()) {
          throw refuse(shown, "is a link that leads out of the folder; copy the file there");
        }
      } else {
        down |= !word.isEmpty() && !word.equals(".");
      }
    }
  }

  static QueueException refuse(String name, String why) {
    String shown = name.length() > 200 ? name.substring(0, 200) + "…" : name;
    return new QueueException(Code.INVALID, "`" + shown.replaceAll("\\p{Cntrl}", "?") + "` " + why);
  }

  @Override
  public String toString() {
    return String.join("/", words);
  }
}
