package dev.slipway.farm.task;

import dev.slipway.farm.ssh.Answer;
import dev.slipway.farm.ssh.HostFailed;
import dev.slipway.farm.ssh.RemoteCommand;
import dev.slipway.farm.task.Change.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Looks at files on a host, and puts files there. */
record RemoteFiles(Target target) {
  /** A file as it is there. */
  record Found(String mode, String sha256) {}

  /** The files at some paths below a folder, by their paths. */
  Map<String, Found> list(String folder, String... paths) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(folder));
    arguments.addAll(Arrays.asList(paths));
    Map<String, String> modes = new HashMap<>();
    Map<String, Found> found = new TreeMap<>();
    for (String line : target.connection().lines(Scripts.LIST_FILES.with(arguments))) {
      int space = line.indexOf(' ');
      if (space == 64) {
        String path = line.substring(space + 2);
        found.put(path, new Found(modes.getOrDefault(path, ""), line.substring(0, space)));
      } else if (space > 0) {
        modes.put(line.substring(space + 1), line.substring(0, space));
      }
    }
    return found;
  }

  /** What has to be done so that a file is as it should be; empty where it is. */
  Optional<Change> put(String path, String mode, Content content, boolean asRoot)
      throws IOException {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    Found now = asRoot ? foundByRoot(path, mode) : list(path.substring(0, slash), name).get(name);
    return new Found(mode, content.sha256()).equals(now)
        ? Optional.empty()
        : Optional.of(write("write " + path, path, mode, content, asRoot));
  }

  /** Files that root owns may be read by all. */
  private Found foundByRoot(String path, String mode) throws IOException {
    Answer sum = target.connection().run(RemoteCommand.of("sha256sum", path));
    return new Found(mode, sum.ok() ? sum.out().getFirst().substring(0, 64) : "");
  }

  /** Writes a file whole, or not at all. */
  Change write(String what, String path, String mode, Content content, boolean asRoot) {
    return new Change(
        List.of(new Item(what, content.size())),
        copied -> send(List.of(new Upload(path, mode, content)), asRoot, copied));
  }

  /** Writes files, each whole or not at all. */
  Change write(List<Item> items, List<Upload> uploads) {
    return new Change(items, copied -> send(uploads, false, copied));
  }

  private void send(List<Upload> uploads, boolean asRoot, LongConsumer copied) throws IOException {
    RemoteCommand put = Scripts.PUT_FILES.with();
    try (UploadStream in = new UploadStream(uploads, copied)) {
      Answer answer =
          asRoot
              ? target.connection().runAsRoot(put, in, line -> {})
              : target.connection().run(put, in, line -> {});
      if (!answer.ok() && answer.err().isEmpty() && !in.isAtEnd()) {
        throw new HostFailed(
            "not all files were sent; run this again, which goes on with those that are missing");
      }
      target.connection().expect(answer);
    }
  }
}
