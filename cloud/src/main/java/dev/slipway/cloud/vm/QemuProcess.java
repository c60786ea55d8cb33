package dev.slipway.cloud.vm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds an instance's QEMU. The pid file only says where to look: a process is an instance's QEMU
 * where its command line has the instance's UUID, and the {@link ProcessHandle} that is returned
 * remembers the process's start time and signals no other that gets the same id later.
 */
final class QemuProcess {
  private QemuProcess() {}

  static Optional<ProcessHandle> find(Path pidFile, UUID uuid) throws IOException {
    Optional<ProcessHandle> process = handle(pidFile);
    if (process.isEmpty() || !process.get().isAlive()) {
      return Optional.empty();
    }
    List<String> line = commandLine(process.get().pid());
    int option = line.indexOf("-uuid");
    boolean same =
        option > 0
            && option + 1 < line.size()
            && line.get(option + 1).equals(uuid.toString())
            && line.getFirst().contains("qemu-system-");
    return same ? process : Optional.empty();
  }

  private static Optional<ProcessHandle> handle(Path pidFile) throws IOException {
    try {
      String text = Files.readString(pidFile).strip();
      return text.matches("\\d{1,10}") ? ProcessHandle.of(Long.parseLong(text)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The arguments of a process; none where it has ended, or is a zombie. */
  private static List<String> commandLine(long pid) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid));
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve("cmdline"));
      return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      if (Files.exists(folder)) {
        throw e;
      }
      return List.of();
    }
  }
}
