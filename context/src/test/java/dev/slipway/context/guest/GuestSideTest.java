package dev.slipway.context.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Symlink;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuestSideTest {
  @Test
  void everyLinkLeadsToAUnitThatIsInstalled() {
    Directory root = new Directory(Metadata.ofRoot(0755, 0));
    GuestSide.install(root, 1_700_000_000L);
    for (GuestFile file : GuestSide.files()) {
      assertThat(root.find(file.path())).as(file.path()).isPresent();
      if (file instanceof GuestFile.Link(_, String target)) {
        assertThat(root.find(target)).as(target).isPresent();
      }
    }
    assertThat(root.find("/usr/lib/slipway/context").orElseThrow().metadata().mode())
        .isEqualTo(0755);
    assertThat(root.find("/etc/systemd/system/sysinit.target.wants/slipway-context.service"))
        .containsInstanceOf(Symlink.class);
  }

  @Test
  void anImageCanSayThatItExpectsAContext() {
    GuestFile.Plain file = (GuestFile.Plain) GuestSide.expecting(Duration.ofSeconds(20));
    assertThat(file.path()).isEqualTo("/etc/slipway/context");
    assertThat(new String(file.bytes())).isEqualTo("context expected\nwait 20\n");
  }
}
