package dev.slipway.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts run by the shells themselves; what tells where they ended is not shown. */
final class ScriptTraceTest {
  @TempDir private Path folder;
  private final List<String> printed = new ArrayList<>();

  private ScriptTrace run(String shell, String... lines) throws Exception {
    List<String> source = new ArrayList<>(List.of("#!/bin/" + shell));
    source.addAll(List.of(lines));
    Path script = Files.write(folder.resolve("script"), source);
    ScriptTrace trace = new ScriptTrace(source, printed::add);
    var unused = Command.of(trace.commandFor(script.toString())).onLine(trace).status();
    return trace;
  }

  @Test
  void bothShellsTellTheLine() throws Exception {
    for (String shell : List.of("sh", "bash")) {
      assertThat(run(shell, "set -eu", "", "echo wörter", "", "false", "echo not").lastLine())
          .contains(6);
    }
    assertThat(printed).containsExactly("wörter", "wörter");
  }

  @Test
  void outputWithoutAnEndOfLineIsNotLost() throws Exception {
    assertThat(run("sh", "printf half", "", "printf '\\n\\n'", "exit 3").lastLine()).contains(5);
    assertThat(String.join("|", printed)).isEqualTo("half||");
  }

  @Test
  void ofACompoundCommandItIsTheEnd() throws Exception {
    assertThat(run("sh", "set -e", "if true; then", "  false", "fi", "echo not").lastLine())
        .contains(5);
  }

  @Test
  void otherLanguagesRunAsTheySay() {
    assertThat(new ScriptTrace(List.of("#!/usr/bin/python3"), printed::add).commandFor("/x"))
        .containsExactly("/x");
  }
}
