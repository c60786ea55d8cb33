package dev.slipway.build.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.build.BuildException;
import dev.slipway.build.lock.LockedPackage.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {
  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final String GOOD =
      """
      slipway-lock 1

      architecture amd64
      inputs abc
      time 2026-01-31T12:00:00Z
      repository debian http://mirror.example/debian
      package bash 5.2-1 amd64 1490652 SHA debian pool/main/b/bash/bash_5.2-1_amd64.deb
      """
          .replace("SHA", SHA);

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsRead() throws Exception {
    SortedMap<String, Lock> locks =
        new TreeMap<>(Map.of("amd64", lock("amd64"), "i386", lock("i386")));
    Path file = folder.resolve("slipway.lock");
    LockFile.write(file, locks);
    assertThat(LockFile.read(file)).isEqualTo(locks);
    byte[] once = Files.readAllBytes(file);
    LockFile.write(file, LockFile.read(file));
    assertThat(file).hasBinaryContent(once);
    assertThat(folder)
        .isDirectoryContaining("glob:**slipway.lock")
        .isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aPackageIsALine() throws Exception {
    Path file = folder.resolve("slipway.lock");
    LockFile.write(file, new TreeMap<>(Map.of("amd64", lock("amd64"))));
    assertThat(Files.readAllLines(file))
        .contains(
            "architecture amd64",
            "time 2026-01-31T12:00:00Z",
            "package bash 5.2-1 amd64 1490652 " + SHA + " debian pool/main/b/bash.deb",
            "tool grub-common 2.06-13+deb12u1 amd64 9 " + SHA + " security pool/g.deb");
  }

  @Test
  void noFileIsNoLock() throws Exception {
    assertThat(LockFile.read(folder.resolve("absent"))).isEmpty();
  }

  @Test
  void aLockKnowsWhereItsPackagesAre() {
    Lock lock = lock("amd64");
    assertThat(lock.packages(Role.IMAGE)).extracting(LockedPackage::name).containsExactly("bash");
    assertThat(lock.packages(Role.TOOL))
        .extracting(LockedPackage::name)
        .containsExactly("grub-common");
    assertThat(lock.url(lock.packages().getFirst()))
        .isEqualTo("http://mirror.example/debian/pool/main/b/bash.deb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "package",
        "package bash",
        "package bash 1 amd64 10 SHA debian pool/x.deb more",
        "package bash 1 amd64 ten SHA debian pool/x.deb",
        "package bash 1 amd64 -10 SHA debian pool/x.deb",
        "package bash 1 amd64 10 abc debian pool/x.deb",
        "package bash 1 amd64 10 ../../../../etc/passwd debian pool/x.deb",
        "package bash 1 amd64 10 SHA unknown pool/x.deb",
        "package bash 1 amd64 10 SHA debian /etc/passwd",
        "package bash 1 amd64 10 SHA debian ../../etc/passwd",
        "package bash 1 amd64 10 SHA debian pool/../../x.deb",
        "package ../bash 1 amd64 10 SHA debian pool/x.deb",
        "tool bash 1 amd64 10 SHA debian",
        "time yesterday",
        "time",
        "inputs",
        "repository debian",
        "architecture",
        "architecture ../i386",
      })
  void aLineThatCannotBeReadIsNamed(String line) throws Exception {
    Path file = folder.resolve("slipway.lock");
    Files.writeString(file, GOOD + line.replace("SHA", SHA) + "\n");
    assertThatThrownBy(() -> LockFile.read(file))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(file + ":8: error: ")
        .hasMessageContaining("restore the file, or remove it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slipway-lock 2", "package bash", "<<<<<<< HEAD"})
  void itBeginsWithItsVersion(String line) throws Exception {
    Path file = folder.resolve("slipway.lock");
    Files.writeString(file, "# a comment\n" + line + "\n" + GOOD);
    assertThatThrownBy(() -> LockFile.read(file))
        .hasMessageContaining(file + ":2: error: expected `slipway-lock 1`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inputs abc\n", "time 2026-01-31T12:00:00Z\n", "package bash[^\n]*\n"})
  void aPartThatIsNotWholeIsNamed(String missing) throws Exception {
    Path file = folder.resolve("slipway.lock");
    Files.writeString(file, GOOD.replaceFirst(missing, ""));
    assertThatThrownBy(() -> LockFile.read(file))
        .hasMessageContaining(file + ":3: error: the part for amd64 is not whole");
  }

  @Test
  void twoPartsForOneArchitectureAreAMistake() throws Exception {
    Path file = folder.resolve("slipway.lock");
    Files.writeString(file, GOOD + GOOD.replace("slipway-lock 1\n", ""));
    assertThatThrownBy(() -> LockFile.read(file)).hasMessageContaining(file + ":9: error: ");
  }

  @Test
  void bytesThatAreNoTextAreAMistake() throws Exception {
    Path file = folder.resolve("slipway.lock");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> LockFile.read(file))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(file + ":1: error: ");
  }

  @Test
  void aFileWithoutEndIsNotReadIntoMemory() throws Exception {
    Path file = folder.resolve("slipway.lock");
    try (var channel =
        java.nio.channels.FileChannel.open(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(new byte[1]), 1L << 40);
    }
    assertThatThrownBy(() -> LockFile.read(file)).hasMessageContaining("16 MiB");
  }

  private static Lock lock(String architecture) {
    return new Lock(
        architecture,
        "abc",
        Instant.parse("2026-01-31T12:00:00Z"),
        new TreeMap<>(
            Map.of(
                "debian", "http://mirror.example/debian",
                "security", "http://mirror.example/debian-security")),
        List.of(
            new LockedPackage(
                "bash",
                "5.2-1",
                architecture,
                Role.IMAGE,
                1490652,
                SHA,
                "debian",
                "pool/main/b/bash.deb"),
            new LockedPackage(
                "grub-common",
                "2.06-13+deb12u1",
                architecture,
                Role.TOOL,
                9,
                SHA,
                "security",
                "pool/g.deb")));
  }
}
