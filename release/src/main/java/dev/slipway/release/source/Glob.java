package dev.slipway.release.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of files, as a package's spec has them: {@code *} and {@code ?} within a name, dots in
 * front included; {@code **} for any number of folders, links to folders not entered; {@code
 * [a-z]}, {@code [^a-z]}; {@code {a,b}}; a backslash takes a letter as it is.
 */
public final class Glob {
  private static final int MAX_ALTERNATIVES = 1000;

  private Glob() {}

  /**
   * The files below a folder that a pattern matches, links to folders too, but no folders.
   *
   * @return their paths relative to the folder, with slashes; empty where it is not a pattern
   */
  public static Optional<Set<String>> files(Path folder, String pattern) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    List<String> alternatives = new ArrayList<>();
    try {
      alternatives(pattern, alternatives);
      for (String one : alternatives) {
        List<String> names = List.of(one.split("/+"));
        if (names.contains("..")) {
          return Optional.empty();
        }
        walk(folder, "", names, found);
      }
      return Optional.of(found);
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private static void walk(Path folder, String prefix, List<String> names, Set<String> found)
      throws IOException {
    if (names.isEmpty()) {
      return;
    }
    String name = names.getFirst();
    List<String> rest = names.subList(1, names.size());
    if (name.isEmpty() || name.equals(".")) {
      walk(folder, prefix, rest, found);
    } else if (name.equals("**")) {
      anywhere(folder, prefix, rest, found);
    } else if (isPlain(name)) {
      step(folder.resolve(unescaped(name)), prefix + unescaped(name), rest, found);
    } else {
      Pattern matching = pattern(name);
      for (Path each : entries(folder)) {
        String entry = each.getFileName().toString();
        if (matching.matcher(entry).matches()) {
          step(each, prefix + entry, rest, found);
        }
      }
    }
  }

  /** A path that the names up to here match. */
  private static void step(Path path, String name, List<String> rest, Set<String> found)
      throws IOException {
    if (rest.isEmpty()) {
      if (SourceFile.isFile(path)) {
        found.add(name);
      }
    } else if (Files.isDirectory(path)) {
      walk(path, name + "/", rest, found);
    }
  }

  private static void anywhere(Path folder, String prefix, List<String> rest, Set<String> found)
      throws IOException {
    walk(folder, prefix, rest.isEmpty() ? List.of("*") : rest, found);
    for (Path each : entries(folder)) {
      if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
        anywhere(each, prefix + each.getFileName() + "/", rest, found);
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(entries);
    return entries;
  }

  private static boolean isPlain(String name) {
    return name.replaceAll("\\\\.", "").chars().noneMatch(c -> "*?[]".indexOf(c) >= 0);
  }

  private static String unescaped(String name) {
    return name.replaceAll("\\\\(.)", "$1");
  }

  private static Pattern pattern(String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '\\' -> {
          i++;
          regex.append(i < name.length() ? Pattern.quote(name.substring(i, i + 1)) : "\\\\");
        }
        case '[' -> {
          int end = name.indexOf(']', i + 2);
          if (end < 0) {
            throw new PatternSyntaxException("a [ without its ]", name, i);
          }
          String set = name.substring(i + 1, end).replaceFirst("^!", "^");
          regex.append('[').append(set.replace("[", "\\[").replace("&&", "&\\&")).append(']');
          i = end;
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** Writes {@code a{b,c}} out as {@code ab} and {@code ac}. */
  private static void alternatives(String pattern, List<String> found) {
    int open = unescapedIndex(pattern, '{', 0);
    int close = open < 0 ? -1 : closing(pattern, open);
    if (close < 0) {
      found.add(pattern);
      return;
    }
    if (found.size() > MAX_ALTERNATIVES) {
      throw new PatternSyntaxException("more than 1,000 alternatives", pattern, open);
    }
    int begin = open + 1;
    int depth = 0;
    for (int i = open + 1; i <= close; i++) {
      char c = pattern.charAt(i);
      if (depth == 0 && (c == ',' || i == close)) {
        String one = pattern.substring(begin, i);
        alternatives(pattern.substring(0, open) + one + pattern.substring(close + 1), found);
        begin = i + 1;
      }
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
  }

  private static int closing(String pattern, int open) {
    int depth = 0;
    for (int i = open; i < pattern.length(); i++) {
      depth += pattern.charAt(i) == '{' ? 1 : pattern.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int unescapedIndex(String text, char wanted, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }
}
