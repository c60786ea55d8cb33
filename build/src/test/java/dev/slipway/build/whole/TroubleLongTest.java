package dev.slipway.build.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.build.BuildException;
import dev.slipway.build.BuildException.Code;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.build.lock.LockedPackage;
import dev.slipway.build.lock.Locking;
import dev.slipway.build.mirror.SmallMirror;
import dev.slipway.build.mirror.SmallMirror.Trouble;
import dev.slipway.process.Command;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Bad input and bad luck: a clear error, nothing lost, and the next run works. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TroubleLongTest {
  private static final String SCRIPT = "#!/bin/sh\ntouch /etc/right\n";

  private Workplace here;
  private String sha256 = "";

  @BeforeAll
  void open() throws Exception {
    here = Workplace.create();
    here.script(SCRIPT);
  }

  @AfterAll
  void close() throws Exception {
    here.close();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    assertThat(here.leftovers()).isEmpty();
    here.define("");
    here.script(SCRIPT);
    here.useSharedLock();
  }

  @Test
  @Order(1)
  void aMirrorThatDiesAndADamagedArchive() throws Exception {
    List<LockedPackage> largest =
        here.lock().packages().stream()
            .sorted(Comparator.comparing(LockedPackage::size).reversed())
            .limit(5)
            .toList();
    for (LockedPackage missing : largest.subList(0, 3)) {
      Files.delete(here.deb(missing));
    }
    byte[] truncated = Files.readAllBytes(here.deb(largest.get(3)));
    replace(here.deb(largest.get(3)), Arrays.copyOf(truncated, truncated.length / 2));
    byte[] flipped = Files.readAllBytes(here.deb(largest.get(4)));
    flipped[flipped.length / 2] ^= 4;
    replace(here.deb(largest.get(4)), flipped);

    try (SmallMirror mirror = here.mirror()) {
      here.through(mirror.port());
      mirror.trouble(Trouble.CUT_IN_THE_MIDDLE, Integer.MAX_VALUE);
      BuildException fault = fault(Code.DOWNLOAD);
      assertThat(fault).hasMessageContaining("cannot fetch http").hasMessageContaining(".deb: ");
      assertThat(fault).hasMessageContaining("what has been fetched is kept");
      assertThat(here.leftovers()).isEmpty();

      mirror.trouble(Trouble.NONE, 0);
      mirror.requests.clear();
      sha256 = sha256(here.build());
      assertThat(mirror.requests).as("only what was not whole").hasSize(5);
      assertThat(mirror.requests).as("going on where it ended").anyMatch(r -> r.contains("bytes="));
    }
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.delete(file); // A link to what all tests share.
    Files.write(file, bytes);
  }

  @Test
  @Order(2)
  void aFailingScriptIsShownWithItsLineAndOutput() throws Exception {
    here.script("#!/bin/sh\nset -e\necho working on it\n\nls /nowhere/to/be/found\necho never\n");
    assertThat(fault(Code.SCRIPT))
        .hasMessageStartingWith(here.folder().resolve("script.sh") + ":5: error: the script ended")
        .hasMessageContaining("5 | ls /nowhere/to/be/found")
        .hasMessageContaining("working on it")
        .hasMessageContaining("cannot access '/nowhere/to/be/found'")
        .hasMessageNotContaining("network");
    assertThat(new Catalog(here.images()).find("web").id())
        .as("the image before stays")
        .isNotNull();
    assertThat(Fingerprint.sha256(here.raw())).isEqualTo(sha256);
  }

  @Test
  @Order(3)
  void aScriptHasNoNetworkUnlessItAsks() throws Exception {
    here.script(
        "#!/bin/bash\nset -e\n/usr/lib/apt/apt-helper download-file http://deb.debian.org/x /x\n");
    assertThat(fault(Code.SCRIPT))
        .hasMessageContaining("script.sh:3: error")
        .hasMessageContaining("`network: true` beside `run:`");
    here.script(
        "#!/bin/sh\nls /sys/class/net /proc/net/dev > /dev/null; ! ip route get 192.0.2.1\n");
    here.build();
  }

  @Test
  @Order(4)
  void aSecretDoesNotGetIntoAnImage() throws Exception {
    here.script(
        "#!/bin/sh\nmkdir -p /etc/ssl/private\n"
            + "echo '-----BEGIN PRIVATE KEY-----' > /etc/ssl/private/web.key\n");
    assertThat(fault(Code.SECRET))
        .hasMessageContaining("/etc/ssl/private/web.key: a private key")
        .hasMessageContaining("context");
  }

  @Test
  @Order(5)
  void aDiskThatIsTooSmallSaysHowLargeItMustBe() throws Exception {
    here.define("disk:\n  size: 256MiB\n");
    Throwable fault = catchThrowableOfType(IOException.class, here::build);
    assertThat(fault.getMessage()).containsIgnoringCase("MiB").contains("disk");
  }

  @Test
  @Order(6)
  void aFullDiskForTheImageIsAnErrorAndTheNextRunWorks() throws Exception {
    Path small = Files.createDirectory(here.folder().resolveSibling("small"));
    Command.of("mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", small.toString()).run();
    Path images = here.images();
    try {
      here.imagesIn(small);
      assertThat(fault(Code.SPACE))
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("The disk is full");
      assertThat(here.leftovers()).isEmpty();
      try (Stream<Path> files = Files.list(small)) {
        assertThat(files.filter(f -> !f.endsWith(".lock"))).isEmpty();
      }
    } finally {
      here.imagesIn(images);
      Command.of("umount", small.toString()).run();
    }
    assertThat(sha256(here.build())).isEqualTo(sha256);
  }

  @Test
  @Order(7)
  void anUnknownPackageIsNamedWithTheNearest() throws Exception {
    here.define("packages: [openssh-serverr]\n");
    String yaml = Files.readString(here.folder().resolve("slipway.yml"));
    here.write("slipway.yml", yaml.replaceFirst("packages: .*\n", ""));
    assertThat(fault(Code.PACKAGES))
        .hasMessageContaining("there is no package `openssh-serverr` in bookworm")
        .hasMessageContaining("did you mean `openssh-server`?");
    assertThat(here.events)
        .anyMatch(e -> e instanceof Event.Failed f && f.step().equals("resolve"));
    assertThat(catchThrowableOfType(BuildException.class, () -> here.build(Locking.LOCKED)).code())
        .isEqualTo(Code.LOCK);
  }

  @Test
  @Order(8)
  void aMirrorThatIsDownIsNamed() throws Exception {
    String yaml = Files.readString(here.folder().resolve("slipway.yml"));
    here.write(
        "slipway.yml",
        yaml.replace(
            "  debian: bookworm\n", "  debian: bookworm\n  mirror: http://127.0.0.1:1/debian\n"));
    assertThat(fault(Code.PACKAGES))
        .hasMessageContaining("the package lists cannot be fetched")
        .hasMessageContaining("http://127.0.0.1:1/debian")
        .hasMessageContaining("base.mirror");
  }

  @Test
  @Order(9)
  void aFlippedBitInAResultIsFoundAndTheNextRunMakesItAnew() throws Exception {
    Path file;
    try (Stream<Path> all = Files.walk(here.cache().resolve("steps"))) {
      file =
          all.filter(
                  p -> p.endsWith("tree/usr/bin/openssl") || p.endsWith("tree/usr/bin/ssh-keygen"))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 0x20;
    Files.write(file, bytes);
    here.script("#!/bin/sh\ntouch /etc/other\n");
    assertThat(fault(Code.CACHE))
        .hasMessageContaining("usr/bin/" + file.getFileName() + " is not what was stored")
        .hasMessageContaining("run the command again");
    here.script(SCRIPT);
    Files.delete(here.raw());
    assertThat(sha256(here.build())).isEqualTo(sha256);
    assertThat(here.made()).contains("install", "disk").doesNotContain("fetch");
  }

  @Test
  @Order(10)
  void aFullDiskForTheCacheIsAnErrorAndTheNextRunWorks() throws Exception {
    Path small = Files.createDirectory(here.folder().resolveSibling("small-cache"));
    Command.of("mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", small.toString()).run();
    try (Workplace other = Workplace.create()) {
      other.script(SCRIPT);
      other.cacheIn(small);
      BuildException fault = catchThrowableOfType(BuildException.class, other::build);
      assertThat(fault)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("SLIPWAY_CACHE");
      assertThat(fault.code()).isEqualTo(Code.SPACE);
      assertThat(other.leftovers()).isEmpty();
      try (Stream<Path> kept = Files.list(small.resolve("steps"))) {
        assertThat(kept).isEmpty();
      }
      Command.of("mount", "-o", "remount,size=3g", small.toString()).run();
      assertThat(sha256(other.build())).as("on another file system").isEqualTo(sha256);
    } finally {
      Command.of("umount", small.toString()).run();
    }
  }

  private BuildException fault(Code code) {
    BuildException fault = catchThrowableOfType(BuildException.class, here::build);
    assertThat(fault).isNotNull();
    assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code);
    return fault;
  }

  private static String sha256(ImageRecord image) {
    return image.artifact("raw").orElseThrow().sha256();
  }
}
