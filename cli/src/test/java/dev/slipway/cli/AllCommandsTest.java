package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class AllCommandsTest {
  @TempDir private Path folder;

  @Test
  void everyCommandExplainsItselfWithAnExampleIn80Columns() {
    for (CommandLine command : all()) {
      String name = command.getCommandSpec().qualifiedName();
      List<String> words = new ArrayList<>(List.of(name.split(" ")));
      words.removeFirst();
      words.add("--help");
      Invocation help = Invocation.of(folder, words.toArray(new String[0]));
      assertThat(help.status()).as(name).isZero();
      assertThat(help.err()).as(name).isEmpty();
      assertThat(help.out()).as(name).startsWith("Usage: " + name);
      if (words.size() > 1) {
        assertThat(help.out()).as(name).contains("Example");
      }
      assertThat(help.out().lines()).as(name).allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void noExampleIsBrokenIntoTwoLines() {
    for (CommandLine command : all()) {
      for (String line : command.getCommandSpec().usageMessage().footer()) {
        if (line.startsWith("  ")) {
          assertThat(line).as(command.getCommandSpec().qualifiedName()).hasSizeLessThan(80);
        }
      }
    }
  }

  @Test
  void anUnknownOptionNamesTheNearestOne() {
    Invocation run = Invocation.of(folder, "disk", "convert", "a", "b", "--comprssion=zlib");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("there is no option `--comprssion`; did you mean `--compression`?")
        .contains("slipway disk convert --help");
  }

  @Test
  void theTargetsFitATerminal() {
    Invocation run = Invocation.of(folder, "image", "export", "--list");
    assertThat(run.out().lines()).hasSizeGreaterThan(30).allMatch(line -> line.length() <= 80);
  }

  @Test
  void anUnknownCommandNamesTheNearestOne() {
    Invocation run = Invocation.of(folder, "vm", "lsit");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("there is no command `lsit`; did you mean `list`?");
  }

  @Test
  void aMissingArgumentIsNamed() {
    Invocation run = Invocation.of(folder, "disk", "info");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("missing required parameter: 'FILE'");
  }

  @Test
  void aCommandWithOthersBelowItSaysWhichThereAre() {
    Invocation run = Invocation.of(folder, "context");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("create").contains("show");
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    Invocation run = Invocation.of(folder, "generate-completion");
    assertThat(run.status()).isZero();
    Path script = Files.writeString(folder.resolve("completion"), run.out());
    String test =
        """
        source %s
        complete() {
          COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
          _complete_slipway 2>/dev/null; echo "${COMPREPLY[*]}"
        }
        complete slipway disk co
        complete slipway vm create --mem
        """
            .formatted(script);
    assertThat(Tool.run("bash", "-c", test)).isEqualTo("convert compare\n--memory");
  }

  private List<CommandLine> all() {
    List<CommandLine> found = new ArrayList<>();
    ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
    collect(Main.line(Invocation.surroundings(folder, nowhere, nowhere, "")), found);
    return found;
  }

  private static void collect(CommandLine command, List<CommandLine> found) {
    found.add(command);
    command.getSubcommands().values().forEach(below -> collect(below, found));
  }
}
