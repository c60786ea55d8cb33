package dev.slipway.farm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.farm.task.Change.Item;
import dev.slipway.farm.task.Packages;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class PackagesTest {
  @TempDir private Path folder;

  @Test
  void whereAllIsThereNothingIsDone() throws Exception {
    try (Field field = new Field(folder, 1)) {
      assertThat(field.run(Task.INSTALL_PACKAGES_MASTER, Task.INSTALL_PACKAGES_WORKERS))
          .allMatch(d -> d.ok() && d.changes().isEmpty());
    }
  }

  @Test
  void onlyWhatIsMissingWouldBeInstalled() throws Exception {
    try (Field field = new Field(folder, 1)) {
      field.packages = new Packages(Set.of("dpkg", "no-such-thing"), Set.of(), Set.of());
      assertThat(field.run(field.conf(), true, Task.INSTALL_PACKAGES_MASTER).getFirst().changes())
          .containsExactly(new Item("install no-such-thing", 0));
    }
  }

  @Test
  void withoutAJdkItSaysHowToHaveOne() throws Exception {
    try (Field field = new Field(folder, 1)) {
      field.write("script/jdk", "exit 1\n");
      assertThat(field.run(Task.INSTALL_PACKAGES_MASTER).getFirst().failure().orElseThrow())
          .contains("there is no JDK of version 25", "jdk = ");
    }
  }
}
