package dev.slipway.definition.reader;

import dev.slipway.definition.FileEntry;
import dev.slipway.definition.Owner;
import dev.slipway.definition.Position;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Quoted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code files}. */
final class FilesReader {
  private static final String EXAMPLE = "files: [{source: files/motd, path: /etc/motd}]";
  static final Keys KEYS =
      Keys.of("source", "path", "content", "owner", "mode")
          .answering(
              Map.of(
                  "src", "did you mean `source`?",
                  "text", "did you mean `content`?",
                  "group", "write `owner: user:group`",
                  "target", "did you mean `path`?",
                  "destination", "did you mean `path`?",
                  "permissions", "did you mean `mode`?"));
  private static final int TEXT_MODE = 0644;

  private final Block top;
  private final SourceFiles files;

  private FilesReader(Block top, SourceFiles files) {
    this.top = top;
    this.files = files;
  }

  static List<FileEntry> read(Block top, SourceFiles files) {
    FilesReader reader = new FilesReader(top, files);
    List<Located<FileEntry>> list = top.entries("files", EXAMPLE, reader::entry);
    top.problems().repeated(list, FileEntry::path, "path");
    reader.checkNesting(list);
    return Located.values(list);
  }

  private Optional<FileEntry> entry(Value value) {
    return Block.of(value, "files", KEYS, EXAMPLE, top.problems()).flatMap(this::entry);
  }

  private Optional<FileEntry> entry(Block block) {
    Optional<String> path = block.required("path", "path: /etc/motd", ImagePaths::read);
    Optional<FileEntry.Origin> origin = origin(block);
    Owner owner = block.optional("owner", FilesReader::owner).orElse(Owner.ROOT);
    Optional<Integer> mode = block.optional("mode", Modes::read);
    if (path.isEmpty() || origin.isEmpty()) {
      return Optional.empty();
    }
    if (path.get().equals("/") && !(origin.get() instanceof FileEntry.SourceFolder)) {
      block.error("path", "`/` is a folder; write the file's path, as /etc/motd");
    }
    if (origin.get() instanceof FileEntry.Text && mode.isEmpty()) {
      mode = Optional.of(TEXT_MODE);
    }
    return Optional.of(new FileEntry(path.get(), origin.get(), owner, mode));
  }

  private Optional<FileEntry.Origin> origin(Block block) {
    if (block.has("source") == block.has("content")) {
      String message =
          block.has("source")
              ? "`files`: has `source` and `content`; keep one"
              : "`files`: has neither `source` nor `content`; for example source: files/motd";
      block.problems().error(block.at(block.has("source") ? "content" : ""), message);
      return Optional.empty();
    }
    if (block.has("content")) {
      return block.optional("content", value -> new FileEntry.Text(Forms.text(value)));
    }
    return block.optional("source", this::source);
  }

  private FileEntry.Origin source(Value value) throws Mistake {
    String text = Forms.text(value);
    SourceFiles.Source source = files.find(text);
    if (source.isFolder()) {
      FolderContents.check(source, text);
      return new FileEntry.SourceFolder(source.path());
    }
    if (text.endsWith("/")) {
      throw new Mistake(Quoted.of(text) + " is a file; leave out the slash at its end");
    }
    return new FileEntry.SourceFile(source.path());
  }

  private static Owner owner(Value value) throws Mistake {
    String text = Forms.text(value);
    String[] parts = text.split(":", -1);
    if (parts.length == 1 && Names.isUserOrNumber(text)) {
      throw new Mistake(
          Quoted.of(text) + " names no group; did you mean `" + text + ":" + text + "`?");
    }
    if (parts.length != 2 || !Names.isUserOrNumber(parts[0]) || !Names.isUserOrNumber(parts[1])) {
      throw new Mistake(Quoted.of(text) + " is not user:group; for example `root:root` or `0:0`");
    }
    return new Owner(parts[0], parts[1]);
  }

  /** What is below a file cannot be put there. */
  private void checkNesting(List<Located<FileEntry>> list) {
    Map<String, Position> plain = new HashMap<>();
    for (Located<FileEntry> one : list) {
      if (!(one.value().origin() instanceof FileEntry.SourceFolder)) {
        plain.put(one.value().path(), one.at());
      }
    }
    for (Located<FileEntry> one : list) {
      for (String above : ImagePaths.above(one.value().path())) {
        Position file = plain.get(above);
        if (file != null) {
          top.problems()
              .error(
                  one.at(),
                  "path "
                      + Quoted.of(one.value().path())
                      + " is below "
                      + Quoted.of(above)
                      + ", which is a file by line "
                      + file.line());
        }
      }
    }
  }
}
