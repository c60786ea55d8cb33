package dev.slipway.cloud.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cloud.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
  @TempDir Path folder;

  private Probe probe(String kvm, String boot) {
    return new Probe(folder, Path.of(kvm), "amd64", boot);
  }

  @Test
  void doesNotUseKvmThatIsNotThereOrDoesNotWork() throws Exception {
    Abilities none = probe("/nowhere/kvm", "one").abilities(Architecture.AMD64);
    assertThat(none.acceleration()).isEqualTo(Acceleration.TCG);
    assertThat(none.reason()).isEqualTo("/nowhere/kvm is not there");
    assertThat(none.sandbox()).isTrue();

    Abilities here = probe("/dev/kvm", "two").abilities(Architecture.I386);
    if (here.acceleration() == Acceleration.TCG) {
      assertThat(here.reason()).isNotEmpty();
    } else {
      assertThat(here.reason()).isEmpty();
    }
  }

  @Test
  void keepsWhatItFoundUntilTheNextBoot() throws Exception {
    Abilities found = probe("/nowhere/kvm", "boot-1").abilities(Architecture.AMD64);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".lock", "qemu-amd64");
    Files.writeString(folder.resolve("qemu-amd64"), "boot-1\nKVM\nfalse\n");
    Abilities kept = probe("/nowhere/kvm", "boot-1").abilities(Architecture.AMD64);
    assertThat(kept).isEqualTo(new Abilities(Acceleration.KVM, false, ""));
    assertThat(probe("/nowhere/kvm", "boot-2").abilities(Architecture.AMD64)).isEqualTo(found);
    Files.writeString(folder.resolve("qemu-amd64"), "boot-2\nK");
    assertThat(probe("/nowhere/kvm", "boot-2").abilities(Architecture.AMD64)).isEqualTo(found);
  }

  @Test
  void saysThatTheProcessorIsAnother() throws Exception {
    Abilities found =
        new Probe(folder, Path.of("/dev/null"), "aarch64", "x").abilities(Architecture.AMD64);
    assertThat(found.reason()).isEqualTo("this machine's processor (aarch64) does not run amd64");
  }
}
