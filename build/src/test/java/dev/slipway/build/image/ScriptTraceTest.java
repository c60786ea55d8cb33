package dev.slipway.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTraceTest {
  @TempDir private Path folder;
  private final List<String> seen = new ArrayList<>();
  private ScriptTrace trace = new ScriptTrace(List.of(), seen::add);

  @ParameterizedTest
  @CsvSource({
    "#!/bin/sh,7",
    "#!/bin/sh -e,7",
    "#!/bin/dash,7",
    "#!/bin/bash,6",
    "#! /usr/bin/env bash,6"
  })
  void theLineOfTheFailureIsKnown(String first, int line) throws Exception {
    run(
        first
            + """

            set -e
            echo one
            if true; then
                echo two >&2
                false
            fi
            echo never
            """);
    assertThat(trace.lastLine()).contains(line);
    assertThat(seen).containsExactlyInAnyOrder("one", "two");
    assertThat(trace.lastOutput()).containsExactlyElementsOf(seen);
  }

  @Test
  void alsoInFunctionsLoopsAndWithVariables() throws Exception {
    String text =
        """
        set -eu
        name=some; value="$name thing"
        # false is only a word here
        check() {
            test "$1" != 2
        }
        for i in 1 2 3; do
            check $i
        done
        """;
    run("#!/bin/bash\n" + text);
    assertThat(trace.lastLine()).contains(6);
    run("#!/bin/sh\n" + text);
    assertThat(trace.lastLine()).as("the end of the loop").contains(10);
    for (String first : List.of("#!/bin/sh", "#!/bin/bash")) {
      run(first + "\nset -e\ntrue\ncp /nowhere/$(echo a) /tmp/x\ntrue\n");
      assertThat(trace.lastLine()).contains(4);
      run(first + "\nset -e\ntrue a\ntrue b\ntrue a\nfalse\n");
      assertThat(trace.lastLine()).contains(6);
      run(first + "\nset -e\nfalse || true\nx=$(false)\n");
      assertThat(trace.lastLine()).contains(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"#!/bin/sh", "#!/bin/bash"})
  void whatAScriptCapturesIsItsOwn(String first) throws Exception {
    Path log = folder.resolve("log");
    run(
        first
            + """

            f() { echo one; }
            out=$(f 2>&1)
            echo "<$out>"
            { echo secret-value; f; } >LOG 2>&1
            exec 2>>LOG
            echo end
            exit 3
            """
                .replace("LOG", log.toString()));
    assertThat(seen).containsExactly("<one>", "end");
    assertThat(log).hasContent("secret-value\none\n");
  }

  @Test
  void scriptsThatItCallsAreNotTraced() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "#!/bin/bash\necho other\nfalse\n");
    for (String shell : List.of("sh", "bash")) {
      run("#!/bin/" + shell + "\nset -e\n\n\nbash " + other + "\n");
      assertThat(trace.lastLine()).contains(5);
    }
    assertThat(seen).containsExactly("other", "other");
  }

  @Test
  void anUnfinishedLineBeforeTheTraceIsOutput() throws Exception {
    run("#!/bin/sh -e\nprintf 'no end'\nfalse\n");
    assertThat(seen).containsExactly("no end");
    assertThat(trace.lastLine()).contains(3);
  }

  @Test
  void aScriptWithoutFirstLineIsOneOfTheShell() throws Exception {
    run("set -e\nfalse\n");
    assertThat(trace.lastLine()).contains(2);
  }

  @Test
  void otherLanguagesRunByThemselves() throws Exception {
    run("#!/usr/bin/perl\nprint qq(one\\n);\nexit 3;\n");
    assertThat(seen).containsExactly("one");
    assertThat(trace.lastLine()).isEmpty();
  }

  @Test
  void theLastLinesAreKept() {
    for (int i = 0; i < 1000; i++) {
      trace.accept("line " + i);
    }
    assertThat(trace.lastOutput()).hasSize(25).startsWith("line 975").endsWith("line 999");
    assertThat(seen).hasSize(1000);
  }

  @ParameterizedTest
  @CsvSource({
    "true, W: Temporary failure resolving 'deb.debian.org'",
    "true, curl: (6) Could not resolve host: example.org",
    "true, ping: connect: Network is unreachable",
    "false, no such file",
  })
  void aScriptThatLooksForTheNetworkIsKnown(boolean looks, String line) {
    trace.accept(line);
    assertThat(trace.looksForNetwork()).isEqualTo(looks);
  }

  private void run(String text) throws Exception {
    Path script = Files.writeString(folder.resolve("script"), text);
    Files.setPosixFilePermissions(
        script, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.deleteIfExists(folder.resolve("slipway-line"));
      ScriptTrace.putFilesInto(folder);
      trace = new ScriptTrace(text.lines().toList(), seen::add);
      Command.of(trace.command(script.toString(), folder.toString(), folder.toString()))
          .onLine(trace)
          .run();
    } catch (CommandFailed e) {
      assertThat(e.status()).isPositive();
    }
  }
}
