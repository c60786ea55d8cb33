package dev.slipway.build.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.build.BuildException;
import dev.slipway.definition.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel has the last word on what it runs. */
final class ForeignProgramsTest {
  @TempDir private Path folder;

  @BeforeEach
  void rootsAreForRoot() throws Exception {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0));
  }

  @Test
  void thisMachinesOwnProgramsRun() throws Exception {
    Architecture own = Architecture.ofMachine(System.getProperty("os.arch")).orElseThrow();
    assertThat(ForeignPrograms.run(own, folder)).isTrue();
  }

  @Test
  void othersRunWhereTheKernelEmulatesThem() throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"));
    Path entry = Path.of("/proc/sys/fs/binfmt_misc/qemu-aarch64");
    if (Files.exists(entry) && Files.readString(entry).startsWith("enabled")) {
      assertThat(ForeignPrograms.run(Architecture.ARM64, folder)).isTrue();
    } else {
      assertThatThrownBy(() -> ForeignPrograms.check(Architecture.ARM64, folder))
          .isInstanceOf(BuildException.class)
          .hasMessageStartingWith("arm64 programs cannot run here")
          .hasMessageContaining("install qemu-user-static");
    }
  }
}
