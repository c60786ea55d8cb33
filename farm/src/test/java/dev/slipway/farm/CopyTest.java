package dev.slipway.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class CopyTest {
  @TempDir private Path folder;

  @Test
  void theProgramIsThereAndTheSecondRunCopiesNothing() throws Exception {
    try (Field field = new Field(folder, 2)) {
      List<Done> first = field.run(Task.COPY_FILES_MASTER, Task.COPY_FILES_WORKERS);
      assertThat(first).allMatch(Done::ok).allMatch(d -> d.changes().size() == 6);
      Path master = field.workdir("master");
      String lib = master + "/cli/target/app/lib/";
      assertThat(master.resolve("cli/target/app/classpath"))
          .hasContent(lib + "b.jar:" + lib + "big.jar");
      assertThat(Files.isExecutable(master.resolve("slipway"))).isTrue();
      assertThat(field.tree("worker").keySet()).isEqualTo(field.tree("master").keySet());

      List<Done> second = field.run(Task.COPY_FILES_MASTER, Task.COPY_FILES_WORKERS);
      assertThat(second).allMatch(Done::ok).allMatch(d -> d.changes().isEmpty());
    }
  }

  @Test
  void onlyWhatDiffersIsCopiedAndWhatIsNoMoreIsRemoved() throws Exception {
    try (Field field = new Field(folder, 1)) {
      field.run(Task.COPY_FILES_MASTER);
      field.write("cli/target/app/lib/b.jar", "other");
      Path lib = field.workdir("master").resolve("cli/target/app/lib");
      Files.writeString(lib.resolve("old.jar"), "of before");
      Files.setPosixFilePermissions(
          field.workdir("master").resolve("slipway"), PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(whats(field.run(Task.COPY_FILES_MASTER)))
          .containsExactly(
              "copy cli/target/app/lib/b.jar", "copy slipway", "remove cli/target/app/lib/old.jar");
      assertThat(lib.resolve("b.jar")).hasContent("other");
      assertThat(lib.resolve("old.jar")).doesNotExist();
    }
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndChangesNothing() throws Exception {
    try (Field field = new Field(folder, 2)) {
      List<Done> done =
          field.run(
              field.conf(),
              true,
              Task.COPY_FILES_MASTER,
              Task.DEPLOY_WEBAPP,
              Task.DEPLOY_WORKERS,
              Task.SETUP_CLI);
      assertThat(whats(done)).contains("copy slipway", "start slipway-server");
      assertThat(field.workdir("master")).doesNotExist();
      assertThat(field.workdir("worker")).doesNotExist();
      assertThat(field.nodes()).doesNotExist();
      assertThat(field.ssh.resolve("known_hosts")).doesNotExist();
    }
  }

  @Test
  void aHostThatIsDownDoesNotStopTheOthersAndIsLeftAlone() throws Exception {
    try (Field field = new Field(folder, 3)) {
      Sshd down = field.hosts.get(1);
      down.close();
      List<Done> done = field.run(Task.COPY_FILES_WORKERS, Task.INSTALL_PACKAGES_WORKERS);
      assertThat(done.stream().filter(Done::ok).map(Done::host))
          .containsExactly(field.hosts.get(2).address(), field.hosts.get(2).address());
      assertThat(done.get(0).host()).isEqualTo(down.address());
      assertThat(done.get(0).failure().orElseThrow())
          .contains("no connection to", "is the host up");
      assertThat(done.get(2).skipped()).isTrue();
      assertThat(field.workdir("worker").resolve("slipway")).exists();
    }
  }

  @Test
  void whatIsInterruptedLeavesWholeFiles() throws Exception {
    try (Field field = new Field(folder, 1)) {
      field.run(Task.COPY_FILES_MASTER);
      Map<String, String> before = field.tree("master");
      byte[] other = new byte[12_000_000];
      other[0] = 1;
      Files.write(field.home.resolve(Field.BIG), other);
      Thread copier = Thread.currentThread();
      field.listener =
          event -> {
            if (event instanceof Event.Progress p && p.done() > 1_000_000) {
              copier.interrupt();
            }
          };
      assertThatThrownBy(() -> field.run(Task.COPY_FILES_MASTER))
          .isInstanceOf(InterruptedException.class);
      Thread.interrupted();
      Map<String, String> after = field.tree("master");
      assertThat(after.get(Field.BIG)).isEqualTo(before.get(Field.BIG));

      field.listener = event -> {};
      assertThat(field.run(Task.COPY_FILES_MASTER)).allMatch(Done::ok);
      assertThat(field.workdir("master").resolve(Field.BIG)).hasBinaryContent(other);
      assertThat(field.tree("master")).hasSameSizeAs(before);
    }
  }

  private static List<String> whats(List<Done> done) {
    assertThat(done).allMatch(Done::ok);
    return done.stream().flatMap(d -> d.changes().stream()).map(c -> c.what()).toList();
  }
}
