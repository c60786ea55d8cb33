package dev.slipway.context.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextReaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"mistakes", "folder-mistakes", "no-yaml"})
  void saysAllThatIsWrongAtOnce(String name) throws Exception {
    Path folder = Golden.folder(name);
    ContextException fault =
        Assertions.catchThrowableOfType(ContextException.class, () -> ContextReader.read(folder));
    String text = fault.getMessage().replace(folder + "/", "").replace(folder.toString(), name);
    Golden.check(name, "errors", text + "\n");
    assertThat(text).doesNotContain("hunter2");
  }

  @Test
  void aContextWithNothingInItIsOne() throws Exception {
    assertThat(ContextReader.read(Golden.folder("empty"))).isEqualTo(ContextSpec.empty());
  }

  @Test
  void aFolderWithoutAContextIsNone(@TempDir Path folder) {
    assertThatThrownBy(() -> ContextReader.read(folder))
        .isInstanceOf(ContextException.class)
        .hasMessageContaining("has no context.yml, post-install");
    assertThatThrownBy(() -> ContextReader.read(folder.resolve("nothing")))
        .isInstanceOf(ContextException.class)
        .hasMessageContaining("is not there");
  }

  @Test
  void aLinkDoesNotLeadOutOfTheFolder(@TempDir Path folder) throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("post-install"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> ContextReader.read(folder))
        .isInstanceOf(ContextException.class)
        .hasMessageContaining("post-install is neither a file nor a folder");
    Files.writeString(folder.resolve("context.yml"), "post-install: post-install\n");
    assertThatThrownBy(() -> ContextReader.read(folder))
        .isInstanceOf(ContextException.class)
        .hasMessageContaining("leaves the context's folder");
    Files.delete(link);
  }

  @Test
  void whatIsNoTextIsRefusedAndNotGuessed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("context.yml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> ContextReader.read(file)).hasMessageContaining("not UTF-8");
    Files.writeString(file, "hostname: !!binary aGk=\n");
    assertThatThrownBy(() -> ContextReader.read(file)).isInstanceOf(ContextException.class);
    Files.writeString(file, "- a\n- b\n");
    assertThatThrownBy(() -> ContextReader.read(file)).hasMessageContaining("must be a map");
    Files.writeString(file, "a: &x [*x]\nusers: *x\n");
    assertThatThrownBy(() -> ContextReader.read(file)).isInstanceOf(ContextException.class);
    Files.writeString(file, "[".repeat(20_000));
    assertThatThrownBy(() -> ContextReader.read(file)).isInstanceOf(ContextException.class);
  }
}
