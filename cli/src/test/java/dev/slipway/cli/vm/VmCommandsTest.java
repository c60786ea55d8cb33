package dev.slipway.cli.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import dev.slipway.cli.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VmCommandsTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeImage() throws Exception {
    disk("image.raw");
  }

  private void disk(String name) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(4 << 20);
    }
  }

  private Invocation run(String... arguments) {
    return Invocation.of(folder, arguments);
  }

  @Test
  void anInstanceIsMadeShownAndRemoved() throws Exception {
    disk("data.raw");
    Invocation made =
        run(
            "vm",
            "create",
            "web1",
            "--image",
            "image.raw",
            "--memory",
            "1G",
            "--cpus",
            "2",
            "--disk-size",
            "16M",
            "--firmware",
            "uefi",
            "--forward",
            "2222:22,8080:80",
            "--data-disk",
            "data.raw",
            "--mac",
            "52:54:00:AB:cd:ef");
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(made.out()).isEqualTo("web1: made\n");
    assertThat(run("vm", "list").out())
        .containsPattern("web1 +stopped +\\w+ +1024 MiB +2 +2222:22 8080:80 +image.raw");
    assertThat(run("vm", "show", "web1").out())
        .containsPattern("machine +\\w+, boots by uefi")
        .containsPattern("disk +16 MiB")
        .containsPattern("data disk +\\S+/data.raw")
        .contains("52:54:00:ab:cd:ef");
    assertThat(Tool.run("qemu-img", "info", folder.resolve("vms/web1/overlay.qcow2")))
        .contains("virtual size: 16 MiB");
    assertThat(run("vm", "remove", "web1").out()).isEqualTo("web1: removed\n");
    Invocation none = run("vm", "list");
    assertThat(none.status()).isZero();
    assertThat(none.err()).contains("There are no instances");
    assertThat(folder.resolve("vms/web1")).doesNotExist();
  }

  @Test
  void aContextFolderBecomesAMediumWithTheInstancesName() throws Exception {
    Path context = Files.createDirectories(folder.resolve("context"));
    Files.writeString(context.resolve("post-install"), "#!/bin/sh\n");
    Invocation made = run("vm", "create", "web1", "-i", "image.raw", "--context", "context");
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(run("context", "show", "vms/web1/context.iso").out()).contains("hostname web1");
    try (Stream<Path> media = Files.list(folder.resolve("cache/media"))) {
      assertThat(media.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void whatIsNoContextIsRefusedBeforeAnythingIsMade() {
    Invocation made = run("vm", "create", "web1", "-i", "image.raw", "--context", "image.raw");
    assertThat(made.status()).isEqualTo(1);
    assertThat(made.err()).contains("no ISO 9660 image");
    assertThat(folder.resolve("vms/web1")).doesNotExist();
  }

  @Test
  void anInstanceRunsUntilItIsStopped() throws Exception {
    Invocation made =
        run("vm", "create", "t1", "-i", "image.raw", "--memory=64M", "--forward=0:22", "--start");
    try {
      assertThat(made.status()).as(made.err()).isZero();
      assertThat(made.out()).containsPattern("t1: started, ports [1-9][0-9]*:22");
      assertThat(run("vm", "list", "--json").out()).contains("\"state\" : \"running\"");
      assertThat(run("vm", "start", "t1").err()).contains("runs already");
      Invocation refused = run("vm", "remove", "t1");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err()).contains("stop it first");
      Invocation console = Invocation.typing("\u001d", folder, "vm", "console", "t1");
      assertThat(console.status()).as(console.err()).isZero();
    } finally {
      assertThat(run("vm", "remove", "--force", "t1").status()).isZero();
    }
  }

  @Test
  void theConsoleOfOneThatStandsStillIsItsLog() {
    run("vm", "create", "t1", "-i", "image.raw");
    Invocation console = run("vm", "console", "t1");
    assertThat(console.status()).isEqualTo(1);
    assertThat(console.err()).contains("does not run").contains("serial.log");
    assertThat(run("vm", "stop", "t1").out()).isEqualTo("t1: did not run\n");
  }

  @Test
  void mistakesAreExplained() {
    run("vm", "create", "t1", "-i", "image.raw");
    assertThat(run("vm", "create", "t1", "-i", "image.raw").status()).isEqualTo(1);
    assertThat(run("vm", "create", "a/b", "-i", "image.raw").status()).isEqualTo(2);
    assertThat(run("vm", "create", "t2", "-i", "debain").err()).contains("no valid image 'debain'");
    assertThat(run("vm", "create", "t2", "-i", "./no.raw").err()).contains("there is no such file");
    assertThat(run("vm", "create", "t2").err()).contains("--image");
    assertThat(run("vm", "create", "t2", "-i", "image.raw", "--memory", "100").err())
        .contains("whole number of MiB");
    assertThat(run("vm", "create", "t2", "-i", "image.raw", "--mac", "1:2").status()).isEqualTo(2);
    assertThat(run("vm", "create", "t2", "-i", "image.raw", "--forward", "80").err())
        .contains("HOST:GUEST");
    assertThat(run("vm", "show", "t9").err()).contains("there is no instance t9");
  }

  @Test
  void aTemplateNamesEverythingThatIsWrong() throws Exception {
    Path others = Files.createDirectory(folder.resolve("others"));
    Files.writeString(others.resolve("a.xml"), "<domain><name>d1</name></domain>");
    Invocation run =
        run(
            "vm",
            "template",
            "d1",
            "--disk",
            "no.qcow2",
            "--bridge",
            "nobridge0",
            "--type",
            "kvm",
            "--templates",
            "others",
            "--emulator",
            "/nowhere/kvm");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("a domain named d1 is there already")
        .contains("no.qcow2 is not there")
        .contains("bridge nobridge0 is not there")
        .contains("emulator /nowhere/kvm is not there");
  }
}
