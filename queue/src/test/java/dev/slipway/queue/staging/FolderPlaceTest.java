package dev.slipway.queue.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPlaceTest extends PlaceContract {
  @TempDir Path root;

  @Override
  Place open() throws Exception {
    return new FolderPlace(folder(), root);
  }

  @Override
  Path folder() {
    return root.resolve("images/daily");
  }

  @Test
  void noLinkLeadsOutOfWhatIsConfigured(@TempDir Path outside) throws Exception {
    Files.createSymbolicLink(root.resolve("out"), outside);

    assertThatThrownBy(() -> new FolderPlace(root.resolve("out/further"), root))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads out of");

    assertThat(outside).isEmptyDirectory();
  }
}
