package dev.slipway.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.farm.task.Change.Item;
import dev.slipway.farm.task.Packages;
import dev.slipway.process.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Really installs a package, a small and harmless one, and removes it. */
@Tag("slow")
@Timeout(300)
final class PackagesSlowTest {
  private static final String SMALL = "hello";

  @TempDir private Path folder;

  @Test
  void aPackageIsInstalledOnce() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"));
    int there = Command.of("dpkg-query", "-W", SMALL).status();
    assumeTrue(there != 0, SMALL + " is installed here for another reason");
    try (Field field = new Field(folder, 1)) {
      field.packages = new Packages(Set.of(SMALL), Set.of(), Set.of());
      List<Done> done = field.run(Task.INSTALL_PACKAGES_MASTER, Task.INSTALL_PACKAGES_MASTER);
      assertThat(done).allMatch(Done::ok);
      assertThat(done.get(0).changes()).containsExactly(new Item("install " + SMALL, 0));
      assertThat(done.get(1).changes()).isEmpty();
      Command.of("/usr/bin/" + SMALL).run();
    } finally {
      Command.of("apt-get", "-q", "-y", "purge", SMALL).run();
    }
  }
}
