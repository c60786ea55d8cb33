package dev.slipway.context.reader;

import dev.slipway.context.ContextException;
import dev.slipway.context.ContextFile;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.ContextUser;
import dev.slipway.disk.tree.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code context.yml}. Its keys are in docs/context.md. */
final class YamlContext {
  private static final int MAX_BYTES = 1 << 20;
  private static final List<String> KEYS =
      List.of(
          "hostname",
          "instance-id",
          "network",
          "users",
          "ssh-keys",
          "files",
          "post-install",
          "every-boot",
          "commands",
          "test");
  private static final List<String> USER_KEYS =
      List.of("name", "groups", "shell", "password", "ssh-keys");
  private static final List<String> FILE_KEYS =
      List.of("path", "content", "source", "owner", "mode");

  private YamlContext() {}

  static ContextSpec read(Path file) throws ContextException, IOException {
    Problems problems = new Problems(file.toString());
    Optional<Node> root = compose(file, problems);
    problems.throwIfAny();
    if (root.isEmpty()) {
      return ContextSpec.empty();
    }
    Path parent = file.getParent();
    SourceFolder folder = new SourceFolder(parent == null ? Path.of("") : parent);
    Block block = new Block(problems, root.get(), "", KEYS);
    ContextSpec spec =
        new ContextSpec(
            block.optional("hostname", Forms.HOSTNAME),
            block.optional("instance-id", Forms.INSTANCE_ID),
            NetworkReader.read(block),
            users(block),
            block.list("ssh-keys", Forms::sshKey),
            files(block, folder),
            block.optional("post-install", folder::script),
            block.optional("every-boot", folder::script),
            block.list("commands", Forms::command),
            block.list("test", Forms::command),
            Optional.empty());
    problems.throwIfAny();
    return spec;
  }

  private static Optional<Node> compose(Path file, Problems problems) throws IOException {
    try {
      return YamlNodes.read(text(file), MAX_BYTES, problems);
    } catch (CharacterCodingException e) {
      problems.error(0, 0, "is not UTF-8 text; save it as UTF-8");
    }
    return Optional.empty();
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private static List<ContextUser> users(Block context) {
    List<ContextUser> users = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Block block : context.blocks("users", USER_KEYS)) {
      Optional<String> name = block.required("name", "alice", Forms.USER);
      if (name.isPresent() && !seen.add(name.get())) {
        block.error("name", "`" + name.get() + "` is there twice; keep one");
      }
      ContextUser user =
          new ContextUser(
              name.orElse(""),
              block.list("groups", Forms.USER),
              block.optional("shell", Forms::path),
              block.optional("password", Forms::password),
              block.list("ssh-keys", Forms::sshKey));
      users.add(user);
    }
    return users;
  }

  private static List<ContextFile> files(Block context, SourceFolder folder) {
    List<ContextFile> files = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Block block : context.blocks("files", FILE_KEYS)) {
      Optional<String> path = block.required("path", "/etc/motd", Forms::path);
      if (path.isPresent() && !seen.add(path.get())) {
        block.error("path", "`" + path.get() + "` is there twice; keep one");
      }
      Optional<Content> content = block.optional("content", YamlContext::bytes);
      Optional<Content> source = block.optional("source", folder::file);
      if (block.node("content").isPresent() == block.node("source").isPresent()) {
        block.error("content", "or `source` must be there, and only one of them");
      }
      String owner = block.optional("owner", Forms.OWNER).orElse("root");
      files.add(
          new ContextFile(
              path.orElse(""),
              content.or(() -> source).orElse(new Content.Bytes(new byte[0])),
              owner.contains(":") ? owner : owner + ":" + owner,
              block.optional("mode", Forms::mode).orElse(0644)));
    }
    return files;
  }

  private static Content bytes(String written) {
    return new Content.Bytes(written.getBytes(StandardCharsets.UTF_8));
  }
}
