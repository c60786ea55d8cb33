package dev.slipway.context.reader;

import dev.slipway.disk.tree.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folder that a context's files come from, and none but that. */
record SourceFolder(Path folder) {
  /** A file's content. */
  Content file(String written) throws Fault {
    try {
      Path path = folder.resolve(written).normalize();
      boolean inside =
          !Path.of(written).isAbsolute() && !Path.of(written).normalize().startsWith("..");
      if (inside && !Files.exists(path)) {
        throw new Fault(Block.quoted(written) + " is not in the context's folder");
      }
      Path real = inside ? path.toRealPath() : path;
      if (!inside || !real.startsWith(folder.toRealPath())) {
        throw new Fault(Block.quoted(written) + " leaves the context's folder; copy it there");
      }
      if (!Files.isRegularFile(real)) {
        throw new Fault(Block.quoted(written) + " is not a file");
      }
      return new Content.Stored(real, Files.size(real));
    } catch (InvalidPathException | IOException e) {
      throw new Fault(Block.quoted(written) + " cannot be read: " + e.getMessage());
    }
  }

  /** A script: a file, whose first line a Linux kernel can read. */
  Content script(String written) throws Fault {
    Content content = file(written);
    try (var in = java.nio.channels.Channels.newInputStream(content.open())) {
      String start = new String(in.readNBytes(256), StandardCharsets.ISO_8859_1);
      int end = start.indexOf('\n');
      if (end > 0 && start.charAt(end - 1) == '\r') {
        throw new Fault(
            Block.quoted(written) + " has Windows line ends; save it with Unix line ends");
      }
    } catch (IOException e) {
      throw new Fault(Block.quoted(written) + " cannot be read: " + e.getMessage());
    }
    return content;
  }
}
