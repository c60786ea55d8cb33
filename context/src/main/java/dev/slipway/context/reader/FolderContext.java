package dev.slipway.context.reader;

import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a context folder: {@code post-install}, {@code every-boot}, {@code common/network}, {@code
 * common/routes}, {@code distributions/…}, and whatever else the scripts want.
 */
final class FolderContext {
  private static final List<String> OURS = List.of("slipway", "test");

  private final Path folder;
  private final Problems problems;

  private FolderContext(Path folder) {
    this.folder = folder;
    this.problems = new Problems(folder.toString());
  }

  static ContextSpec read(Path folder) throws ContextException, IOException {
    return new FolderContext(folder).read();
  }

  private ContextSpec read() throws ContextException, IOException {
    Directory tree = directory(folder);
    for (String name : OURS) {
      if (tree.children().containsKey(name)) {
        problems.error(0, 0, "`" + name + "` is a name of Slipway's own here; rename it");
      }
    }
    if (tree.find("post-install").isEmpty()
        && tree.find("common/network").isEmpty()
        && tree.find("distributions").isEmpty()) {
      problems.error(
          0, 0, "has no context.yml, post-install, common/network or distributions; is it right?");
    }
    SourceFolder source = new SourceFolder(folder);
    Optional<Content> postInstall = script(tree, source, "post-install");
    Optional<Content> everyBoot = script(tree, source, "every-boot");
    problems.found().addAll(FolderNetwork.check(folder));
    problems.throwIfAny();
    ContextSpec empty = ContextSpec.empty();
    return new ContextSpec(
        empty.hostname(),
        empty.instanceId(),
        empty.network(),
        empty.users(),
        empty.sshKeys(),
        empty.files(),
        postInstall,
        everyBoot,
        empty.commands(),
        empty.tests(),
        tree.children().isEmpty() ? Optional.empty() : Optional.of(tree));
  }

  private Optional<Content> script(Directory tree, SourceFolder source, String name) {
    if (tree.find(name).isEmpty()) {
      return Optional.empty();
    }
    tree.remove(name);
    try {
      return Optional.of(source.script(name));
    } catch (Fault e) {
      problems.error(0, 0, e.text());
      return Optional.empty();
    }
  }

  private Directory directory(Path path) throws IOException {
    Directory directory = new Directory(Metadata.ofRoot(0755, 0));
    List<Path> children;
    try (Stream<Path> list = Files.list(path)) {
      children = list.sorted().toList();
    }
    for (Path child : children) {
      String name = child.getFileName().toString();
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        directory.put(name, directory(child));
      } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
        int mode = Files.isExecutable(child) ? 0755 : 0644;
        directory.put(
            name,
            new RegularFile(
                Metadata.ofRoot(mode, 0), new Content.Stored(child, Files.size(child))));
      } else {
        problems.error(
            0, 0, folder.relativize(child) + " is neither a file nor a folder; put a copy there");
      }
    }
    return directory;
  }
}
