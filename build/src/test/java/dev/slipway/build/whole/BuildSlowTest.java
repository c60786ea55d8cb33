package dev.slipway.build.whole;

import static org.assertj.core.api.Assertions.assertThat;

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
    Files.setLastModifiedTime(
        here.folder().resolve("script.sh"), java.nio.file.attribute.FileTime.from(Instant.now()));
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
  @Order(6)
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
  @Order(7)
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
