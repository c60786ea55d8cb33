package dev.slipway.build.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.build.BuildException;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.build.image.VerifyImage;
import dev.slipway.build.lock.Locking;
import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One image, built cold and then again and again: each test goes on where the last one ended. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BuildSlowTest {
  private Workplace here;
  private ImageRecord first;

  @BeforeAll
  void open() throws Exception {
    here = Workplace.create();
  }

  @AfterAll
  void close() throws Exception {
    here.close();
  }

  @Test
  @Order(1)
  void aColdBuildMakesEveryStep() throws Exception {
    first = here.build(Locking.LOCKED);
    assertThat(here.made())
        .containsExactlyInAnyOrder(
            "install", "boot loader", "settings", "script script.sh", "disk");
    assertThat(here.leftovers()).isEmpty();
    Artifact raw = first.artifact("raw").orElseThrow();
    assertThat(Fingerprint.sha256(here.raw())).isEqualTo(raw.sha256());
    assertThat(Files.size(here.raw())).isEqualTo(2L << 30).isEqualTo(raw.size());
    assertThat(first.packages()).isGreaterThan(100);
    assertThat(first.created()).isEqualTo(here.lock().time().toString());
    try (Stream<Path> files = Files.list(here.images())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".lock",
              "web_v1.amd64.raw",
              "web_v1.amd64.json",
              "web_v1.amd64.yml",
              "web_v1.amd64.lock",
              "web_v1.amd64.spdx.json",
              "web_v1.amd64.intoto.json",
              "web_v1.amd64.sha256");
    }
    Command.of("sha256sum", "--check", "web_v1.amd64.sha256").in(here.images()).run();
  }

  @Test
  @Order(2)
  void whatIsInTheDiskIsWhatWasAskedFor() throws Exception {
    List<String> partitions = Command.of("sfdisk", "--dump", here.raw().toString()).lines();
    assertThat(partitions).anyMatch(l -> l.contains("label: gpt"));
    String root = partitions.getLast();
    long start = Long.parseLong(root.replaceFirst(".*start= *([0-9]+).*", "$1")) * 512;
    String volume = here.raw() + "?offset=" + start;
    Command.of("e2fsck", "-f", "-n", volume).run();
    assertThat(debugfs(volume, "cat /etc/motd")).containsExactly("Welcome.");
    assertThat(debugfs(volume, "cat /etc/issue.slipway")).containsExactly("made by web");
    assertThat(debugfs(volume, "cat /etc/apt/sources.list"))
        .contains("deb http://deb.debian.org/debian bookworm main");
    assertThat(debugfs(volume, "cat /etc/hostname")).containsExactly("web");
    assertThat(debugfs(volume, "cat /etc/machine-id")).isEmpty();
    assertThat(debugfs(volume, "ls -p /var/log")).noneMatch(l -> l.contains("dpkg.log"));
    assertThat(debugfs(volume, "ls -p /etc/ssh")).noneMatch(l -> l.contains("ssh_host"));
    assertThat(debugfs(volume, "stat /usr/bin/passwd")).anyMatch(l -> l.contains("Mode:  04755"));
    assertThat(String.join("\n", debugfs(volume, "cat /var/lib/dpkg/status")))
        .contains("Package: openssh-server\nStatus: install ok installed\n");
  }

  private static List<String> debugfs(String volume, String request) throws Exception {
    return Command.of("debugfs", "-R", request, volume).lines();
  }

  @Test
  @Order(3)
  void anUnchangedBuildMakesNothing() throws Exception {
    here.at(Instant.parse("2027-05-05T05:05:05Z"));
    Files.setLastModifiedTime(here.folder().resolve("script.sh"), FileTime.from(Instant.now()));
    assertThat(here.build()).isEqualTo(first);
    assertThat(here.started()).isEmpty();
    assertThat(here.made()).isEmpty();
  }

  @Test
  @Order(4)
  void aChangedScriptMakesThatStepAndTheDiskOnly() throws Exception {
    here.script("#!/bin/sh\nset -e\necho changed > /etc/issue.slipway\n");
    ImageRecord changed = here.build();
    assertThat(here.made()).containsExactly("script script.sh", "disk");
    assertThat(changed.id()).isNotEqualTo(first.id());
    here.script(Workplace.SCRIPT);
    ImageRecord back = here.build();
    assertThat(here.made()).as("the script's result was kept").containsExactly("disk");
    assertThat(sha256(back)).isEqualTo(sha256(first));
  }

  @Test
  @Order(5)
  void aDiskThatSomebodyChangedIsMadeAgain() throws Exception {
    Files.writeString(here.raw(), "mine now");
    assertThat(sha256(here.build())).isEqualTo(sha256(first));
    assertThat(here.made()).containsExactly("disk");
    assertThat(Fingerprint.sha256(here.raw())).isEqualTo(sha256(first));
  }

  @Test
  @Tag("long")
  @Order(6)
  void allFormatsAreWrittenInOneStepAndOnlyWhatIsMissing() throws Exception {
    here.define("[raw, qcow2, vhd-xen.bz2]", "");
    ImageRecord image = here.build();
    assertThat(here.made()).containsExactly("formats");
    assertThat(image.artifacts().stream().map(Artifact::file))
        .containsExactly("web_v1.amd64.raw", "web_v1.amd64.qcow2", "web_v1.amd64-xen.vhd.bz2");
    FileTime before = Files.getLastModifiedTime(here.images().resolve("web_v1.amd64.qcow2"));

    here.define("[vmdk-stream, qcow2, raw]", "");
    image = here.build();
    assertThat(here.made()).containsExactly("formats");
    assertThat(image.artifacts().stream().map(Artifact::format))
        .containsExactly("vmdk-stream", "qcow2", "raw");
    Path qcow2 = here.images().resolve("web_v1.amd64.qcow2");
    assertThat(Files.getLastModifiedTime(qcow2)).as("kept as it was").isEqualTo(before);
    Path vmdk = here.images().resolve("web_v1.amd64-stream.vmdk");
    for (Path each : List.of(qcow2, vmdk)) {
      Command.of("qemu-img", "compare", here.raw().toString(), each.toString()).run();
    }
    Command.of("sha256sum", "--check", "web_v1.amd64.sha256").in(here.images()).run();
    assertThat(here.images().resolve("web_v1.amd64-xen.vhd.bz2")).doesNotExist();

    here.define("");
    assertThat(sha256(here.build())).isEqualTo(sha256(first));
    assertThat(here.made()).isEmpty();
    assertThat(vmdk).doesNotExist();
    assertThat(here.leftovers()).isEmpty();
  }

  @Test
  @Order(7)
  void aFormatThatCannotTakeTheDiskIsRefusedBeforeAnythingIsBuilt() throws Exception {
    here.define("[vhd-azure, vhd-hyperv]", "disk: {size: 2GiB, boot: [uefi]}\n");
    assertThatThrownBy(() -> here.build())
        .isInstanceOf(BuildException.class)
        .hasMessageEndingWith("web boots by uefi, but machines made of vhd-hyperv start with bios");
    assertThat(here.started()).doesNotContain("install", "disk");
    here.define("");
    here.useSharedLock();
  }

  @Test
  @Order(8)
  void verifyingSaysTheSame() throws Exception {
    here.at(Instant.parse("2028-08-08T08:08:08Z"));
    VerifyImage.Verdict verdict = verify();
    assertThat(verdict.place()).isEmpty();
    assertThat(verdict.same()).isTrue();
    assertThat(verdict.sha256()).isEqualTo(sha256(first));
    assertThat(here.made()).as("nothing of the first build is used").contains("install", "disk");
    assertThat(here.leftovers()).isEmpty();
  }

  @Test
  @Order(9)
  void verifyingNamesTheFileThatDiffers() throws Exception {
    here.script("#!/bin/sh\ndate +%s%N > /etc/built-at\n");
    here.build();
    VerifyImage.Verdict verdict = verify();
    assertThat(verdict.same()).isFalse();
    assertThat(verdict.place()).isEqualTo("file /etc/built-at");
    assertThat(here.leftovers()).isEmpty();
  }

  private VerifyImage.Verdict verify() throws Exception {
    here.events.clear();
    try (Cache cache = here.open()) {
      return new VerifyImage(here.builder(cache), here.events::add)
          .verify(here.order(Locking.KEEP), new Catalog(here.images()));
    }
  }

  private static String sha256(ImageRecord image) {
    return image.artifact("raw").orElseThrow().sha256();
  }
}
