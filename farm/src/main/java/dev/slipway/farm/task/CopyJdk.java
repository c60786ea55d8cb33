package dev.slipway.farm.task;

import dev.slipway.farm.ssh.RemoteCommand;
import dev.slipway.farm.task.Program.ProgramFile;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Copies a JDK from this machine, from its folder or from a tar of it. */
record CopyJdk(Path source) {
  private static final String FOLDER = "jdk";
  private static final String TAR = "jdk.tar";

  List<Change> plan(Target target) throws IOException {
    return Files.isDirectory(source) ? folder(target) : tar(target);
  }

  private List<Change> folder(Target target) throws IOException {
    SortedMap<String, ProgramFile> wanted = new TreeMap<>();
    // Debian's JDKs have links to files elsewhere.
    try (Stream<Path> all = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String mode = Files.isExecutable(file) ? "755" : "644";
        wanted.put(FOLDER + "/" + source.relativize(file), new ProgramFile(mode, Content.of(file)));
      }
    }
    RemoteFiles remote = new RemoteFiles(target);
    return CopyFiles.copies(remote, wanted, remote.list(target.workdir(), FOLDER));
  }

  private List<Change> tar(Target target) throws IOException {
    Content content = Content.of(source);
    List<String> there =
        target
            .connection()
            .run(RemoteCommand.of("cat", target.path(FOLDER + "/.tar-sha256")))
            .out();
    if (there.equals(List.of(content.sha256()))) {
      return List.of();
    }
    return List.of(
        new RemoteFiles(target)
            .write("copy the JDK " + source, target.path(TAR), "644", content, false),
        Change.of(
            "unpack the JDK",
            () -> target.run(Scripts.UNPACK_JDK.with(target.workdir(), content.sha256()))));
  }
}
