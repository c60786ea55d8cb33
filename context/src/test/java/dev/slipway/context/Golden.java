package dev.slipway.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Cases with what is to come of them beside them; {@code -Dgolden=write} writes that anew. */
public final class Golden {
  private static final Path CASES = Path.of("src/test/resources/dev/slipway/context/cases");

  private Golden() {}

  public static Path folder(String name) {
    return CASES.resolve(name);
  }

  /** Compares a text with the case's file of that name. */
  public static void check(String name, String file, String text) throws IOException {
    Path path = CASES.resolveSibling("expected").resolve(name).resolve(file);
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    }
    assertThat(text).isEqualTo(Files.readString(path));
  }

  /** A tree as one text: each file with its mode, bytes that are no text as their number. */
  public static String text(Directory tree) throws IOException {
    StringBuilder out = new StringBuilder();
    append(tree, "", out);
    return out.toString();
  }

  private static void append(Directory tree, String prefix, StringBuilder out) throws IOException {
    for (Map.Entry<String, Node> child : tree.children().entrySet()) {
      String path = prefix + child.getKey();
      if (child.getValue() instanceof Directory below) {
        append(below, path + "/", out);
      } else if (child.getValue() instanceof RegularFile file) {
        byte[] bytes = bytes(file.content());
        String text = new String(bytes, StandardCharsets.UTF_8);
        out.append(String.format("== %s %o%n", path, file.metadata().mode()));
        out.append(text.indexOf('\0') >= 0 ? bytes.length + " bytes\n" : text);
      }
    }
  }

  /** Puts a tree's files into a folder. */
  public static void unpack(Directory tree, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Node> child : tree.children().entrySet()) {
      Path path = folder.resolve(child.getKey());
      if (child.getValue() instanceof Directory below) {
        unpack(below, path);
      } else if (child.getValue() instanceof RegularFile file) {
        Files.write(path, bytes(file.content()));
      }
    }
  }

  public static byte[] bytes(Content content) throws IOException {
    try (InputStream in = Channels.newInputStream(content.open())) {
      return in.readAllBytes();
    }
  }

  static {
    assertThat(Files.isDirectory(CASES)).as(URI.create(CASES.toString()).toString()).isTrue();
  }
}
