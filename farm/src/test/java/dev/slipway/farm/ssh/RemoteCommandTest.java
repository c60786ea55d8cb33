package dev.slipway.farm.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.process.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RemoteCommandTest {
  private static final String HARD = "'\"\\$`!*?[]{}()<>|&;#~ \t%=-äa";

  @Test
  void aShellReadsTheVeryWords() throws Exception {
    Random random = new Random(1);
    List<String> words = new ArrayList<>(List.of("", "$(id)", "a'b", "--", "-n", "'", "''"));
    for (int i = 0; i < 300; i++) {
      StringBuilder word = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        word.append(HARD.charAt(random.nextInt(HARD.length())));
      }
      words.add(word.toString());
    }
    List<String> line = new ArrayList<>(List.of("printf", "%s\\n"));
    line.addAll(words);
    for (String shell : List.of("sh", "bash")) {
      assertThat(Command.of(shell, "-c", new RemoteCommand(line).line()).lines()).isEqualTo(words);
    }
  }

  @Test
  void valuesAreAScriptsArgumentsAndNotItsText() throws Exception {
    RemoteCommand command = RemoteCommand.script("echo \"$2:$1\"", List.of("; id", "$HOME"));
    assertThat(Command.of("sh", "-c", command.line()).lines()).containsExactly("$HOME:; id");
    assertThat(Command.of("sh", "-c", command.behind("env", "A=b c").line()).lines())
        .containsExactly("$HOME:; id");
  }

  @Test
  void noWordHasANul() {
    assertThatThrownBy(() -> RemoteCommand.of("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }
}
