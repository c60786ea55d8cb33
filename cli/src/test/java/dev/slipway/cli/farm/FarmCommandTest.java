package dev.slipway.cli.farm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FarmCommandTest {
  private static final String CONF =
      """
      [broker]
      i686="amqp://slip:s3cret@localhost//"
      [master]
      host=gene@localhost
      workdir=/tmp/imagebuilder_webapp
      [workers]
      i686=root@localhost
      workdir=/tmp/imagebuilder_worker
      """;

  @TempDir private Path folder;

  private Invocation run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "farm";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Invocation.of(folder, all);
  }

  private void conf(String text) throws IOException {
    Files.writeString(folder.resolve("deploy.conf"), text);
  }

  @Test
  void tasksAreListedInALineEach() {
    assertThat(run("--list").out().lines())
        .hasSize(7)
        .allMatch(line -> line.length() <= 80)
        .anyMatch(line -> line.startsWith("copy_files_master "))
        .anyMatch(line -> line.startsWith("setup_cli "));
  }

  @Test
  void theCommandLineIsSetUpAndTheSecondTimeAllIsThere() throws Exception {
    conf(CONF);
    Invocation first = run("setup_cli");
    assertThat(first.status()).as(first.err()).isZero();
    assertThat(folder.resolve(".config/slipway/nodes.conf"))
        .content()
        .contains("i386=\"amqp://slip:s3cret@localhost/%2F\"", "url=http://localhost:5000");
    assertThat(first.out() + first.err()).doesNotContain("s3cret");
    assertThat(run("setup_cli").out()).contains("all is as it should be");
    assertThat(run("--json", "setup_cli").out()).contains("\"event\":\"summary\"", "\"ok\":true");
  }

  @Test
  void aMissingKeyIsNamedAndItsStatusIs1() throws Exception {
    conf(CONF.replace("host=gene@localhost\n", ""));
    Invocation run = run("copy_files_master");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("deploy.conf:3:1: error: the key `host` is missing in [master]\n")
        .contains("there is a mistake in deploy.conf");
  }

  @Test
  void withoutAFileOrAKeyItSaysWhatToDo() throws Exception {
    assertThat(run("setup_cli").err()).contains("neither conf/deploy.conf nor deploy.conf");
    conf(CONF);
    Files.createDirectories(folder.resolve(".ssh"));
    assertThat(run("-i", "nokey", "copy_files_master").status()).isEqualTo(1);
  }

  @Test
  void anUnknownTaskNamesTheNearest() throws Exception {
    conf(CONF);
    Invocation run = run("copy_file_master");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("there is no task `copy_file_master`; did you mean");
    assertThat(run().status()).isEqualTo(2);
  }
}
