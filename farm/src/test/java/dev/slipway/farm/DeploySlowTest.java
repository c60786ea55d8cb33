package dev.slipway.farm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each start is watched for some seconds. */
@Tag("slow")
@Timeout(120)
final class DeploySlowTest {
  private static final String PID = "worker/slipway-worker.pid";

  @TempDir private Path folder;

  @Test
  void aWorkerRunsUntilSomethingChanges() throws Exception {
    try (Field field = new Field(folder, 1)) {
      assertThat(field.run(Task.COPY_FILES_WORKERS, Task.DEPLOY_WORKERS)).allMatch(Done::ok);
      ProcessHandle first = field.pid(PID);
      assertThat(first.isAlive()).isTrue();

      assertThat(field.run(Task.COPY_FILES_WORKERS, Task.DEPLOY_WORKERS))
          .allMatch(d -> d.ok() && d.changes().isEmpty());
      assertThat(field.pid(PID)).isEqualTo(first);

      field.write("cli/target/app/lib/b.jar", "newer");
      assertThat(field.run(Task.COPY_FILES_WORKERS, Task.DEPLOY_WORKERS)).allMatch(Done::ok);
      assertThat(first.isAlive()).isFalse();
      assertThat(field.pid(PID).isAlive()).isTrue();
    }
  }

  @Test
  void configurationsHaveWhatDeployConfSaysAndAreTheirUsersAlone() throws Exception {
    try (Field field = new Field(folder, 1)) {
      String conf =
          field.conf()
              + "[SMTP]\nserver='smtp.example.org'\nport='25'\nlogin='bot@example.org'\n"
              + "password='p\"w\\d'\n";
      assertThat(
              field.run(
                  conf,
                  false,
                  Task.COPY_FILES_MASTER,
                  Task.COPY_FILES_WORKERS,
                  Task.DEPLOY_WEBAPP,
                  Task.DEPLOY_WORKERS,
                  Task.SETUP_CLI))
          .allMatch(Done::ok);
      Path server = field.workdir("master").resolve("server.yml");
      assertThat(server)
          .content()
          .contains("listen: {address: \"127.0.0.1\", port: 5000}")
          .contains("brokers: {amd64: \"amqp://slip:s3cret-pw@localhost/%2F\"}")
          .contains("worker: {slots: 0}")
          .contains("password: \"p\\\"w\\\\d\"}");
      assertThat(field.workdir("worker").resolve("worker.yml"))
          .content()
          .contains("architectures: [amd64]", "work: " + field.workdir("worker") + "/work");
      assertThat(field.nodes()).content().contains("[server]\nurl=http://127.0.0.1:5000");
      for (Path file : List.of(server, field.nodes())) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void noSecretIsToldOrSeenAmongProcesses() throws Exception {
    try (Field field = new Field(folder, 1)) {
      field.write("slipway", "#!/bin/sh\ncat \"$3\"; ps -ef | cat; exit 1\n");
      List<Done> done = field.run(Task.COPY_FILES_WORKERS, Task.DEPLOY_WORKERS);
      assertThat(done.getLast().failure().orElseThrow()).contains("does not stay up");
      assertThat(done.toString() + field.events).doesNotContain(Field.PASSWORD);
      assertThat(field.workdir("worker").resolve("worker.yml")).content().contains(Field.PASSWORD);
      assertThat(Command.of("ps", "-ef").lines()).noneMatch(l -> l.contains(Field.PASSWORD));
    }
  }

  @Test
  void withoutTheProgramItSaysWhatToRunFirst() throws Exception {
    try (Field field = new Field(folder, 1)) {
      assertThat(field.run(Task.DEPLOY_WEBAPP).getFirst().failure().orElseThrow())
          .contains("run copy_files_master first");
    }
  }
}
