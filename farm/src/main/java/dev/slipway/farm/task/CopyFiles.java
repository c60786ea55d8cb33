package dev.slipway.farm.task;

import dev.slipway.farm.task.Change.Item;
import dev.slipway.farm.task.Program.ProgramFile;
import dev.slipway.farm.task.RemoteFiles.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Copies the program, and a JDK where the host is to get one: what differs, and nothing else. */
public record CopyFiles(Program program) implements Work {
  @Override
  public List<Change> plan(Target target) throws IOException {
    SortedMap<String, ProgramFile> wanted = program.filesFor(target.workdir());
    RemoteFiles remote = new RemoteFiles(target);
    Map<String, Found> found = remote.list(target.workdir(), Program.PARTS);
    List<Change> changes = new ArrayList<>(copies(remote, wanted, found));
    List<String> stale = found.keySet().stream().filter(path -> !wanted.containsKey(path)).toList();
    if (!stale.isEmpty()) {
      List<String> arguments = new ArrayList<>(List.of(target.workdir()));
      arguments.addAll(stale);
      changes.add(
          Change.of(
              "remove " + String.join(", ", stale),
              () -> target.run(Scripts.REMOVE_FILES.with(arguments))));
    }
    if (target.machine().site().jdk().isPresent()) {
      changes.addAll(new CopyJdk(target.machine().site().jdk().get()).plan(target));
    }
    return changes;
  }

  /** What to write so that files are there as they should be. */
  static List<Change> copies(
      RemoteFiles remote, SortedMap<String, ProgramFile> wanted, Map<String, Found> found) {
    List<Item> items = new ArrayList<>();
    List<Upload> uploads = new ArrayList<>();
    wanted.forEach((path, file) -> {
      if (!new Found(file.mode(), file.content().sha256()).equals(found.get(path))) {
        items.add(new Item("copy " + path, file.content().size()));
        uploads.add(new Upload(remote.target().path(path), file.mode(), file.content()));
      }
    });
    return items.isEmpty() ? List.of() : List.of(remote.write(items, uploads));
  }
}
