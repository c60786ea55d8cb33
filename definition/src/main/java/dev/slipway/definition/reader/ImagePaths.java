package dev.slipway.definition.reader;

import dev.slipway.definition.source.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Absolute paths in an image. */
final class ImagePaths {
  private static final int LONGEST = 4095;
  private static final int LONGEST_NAME = 255;

  /** The kernel and systemd mount over these at boot. */
  private static final List<String> NOT_OF_AN_IMAGE = List.of("/proc", "/sys", "/dev", "/run");

  private ImagePaths() {}

  static String read(Value value) throws Mistake {
    String text = Forms.text(value);
    if (!text.startsWith("/")) {
      boolean near = text.indexOf('/') > 0 && Character.isLetter(text.charAt(0));
      throw new Mistake(
          Quoted.of(text)
              + " is not absolute; "
              + (near ? "did you mean " + Quoted.of("/" + text) + "?" : "begin it with `/`"));
    }
    checkLetters(text);
    if (text.equals("/")) {
      return text;
    }
    if (text.endsWith("/")) {
      throw new Mistake(Quoted.of(text) + " ends in a slash; write the path itself, with its name");
    }
    for (String name : text.substring(1).split("/", -1)) {
      checkName(name, text);
    }
    for (String folder : NOT_OF_AN_IMAGE) {
      if (text.equals(folder) || text.startsWith(folder + "/")) {
        throw new Mistake(
            Quoted.of(text)
                + " is in "
                + folder
                + ", which is made anew at each boot; choose another");
      }
    }
    return text;
  }

  /** The folders above a path, without /. */
  static List<String> above(String path) {
    List<String> above = new ArrayList<>();
    for (int i = path.lastIndexOf('/'); i > 0; i = path.lastIndexOf('/', i - 1)) {
      above.add(path.substring(0, i));
    }
    return above;
  }

  private static void checkLetters(String text) throws Mistake {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new Mistake(Quoted.of(text) + " holds a control character; leave it out");
    }
    if (bytes(text) > LONGEST) {
      throw new Mistake(Quoted.of(text) + " is longer than " + LONGEST + " bytes");
    }
  }

  private static void checkName(String name, String text) throws Mistake {
    if (name.equals("..") || name.equals(".") || name.isEmpty()) {
      throw new Mistake(Quoted.of(text) + " is not plain; write it without `..`, `.` and `//`");
    }
    if (bytes(name) > LONGEST_NAME) {
      throw new Mistake(Quoted.of(text) + " has a name longer than " + LONGEST_NAME + " bytes");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
