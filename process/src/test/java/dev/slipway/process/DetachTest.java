package dev.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachTest {
  @TempDir Path folder;

  @Test
  void leadsASessionOfItsOwnWithNoParentToDieWith() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "before\n");
    Process process = Command.of("sed", "s/^/> /", "/proc/self/stat").in(folder).detach(log);
    assertThat(process.waitFor()).isZero();
    String text = Files.readString(log);
    assertThat(text).startsWith("before\n> " + process.pid() + " (sed)");
    String session = text.substring(text.indexOf(')') + 2).split(" ")[3];
    assertThat(session).isEqualTo(Long.toString(process.pid()));
  }

  @Test
  void saysThatItCannotStart() {
    assertThatThrownBy(() -> Command.of("true").detach(folder.resolve("no/log")))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("true cannot be started");
  }
}
