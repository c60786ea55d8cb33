package dev.slipway.release.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws Exception {
    for (String name : "a.c .dot x/b.c x/.git/c x/y/d.c x/y/e.h z/[odd] z/{b}".split(" ")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    Files.createSymbolicLink(folder.resolve("link"), Path.of("x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *            | .dot a.c link
          *.c          | a.c
          **/*.c       | a.c x/b.c x/y/d.c
          x/**         | x/.git/c x/b.c x/y/d.c x/y/e.h
          x/**/*       | x/.git/c x/b.c x/y/d.c x/y/e.h
          **/y/*       | x/y/d.c x/y/e.h
          x/y/[c-d].c  | x/y/d.c
          x/y/[^c-d].? | x/y/e.h
          {a.c,x/b.c}  | a.c x/b.c
          x/y/*.{c,h}  | x/y/d.c x/y/e.h
          link/b.c     | link/b.c
          z/\\[odd]    | z/[odd]
          x            | ''
          nothing/*    | ''
          """)
  void matches(String pattern, String files) throws Exception {
    String wanted = files.strip();
    assertThat(Glob.files(folder, pattern.strip()).orElseThrow())
        .containsExactlyInAnyOrder(wanted.isEmpty() ? new String[0] : wanted.split(" "));
  }

  @Test
  void doesNotLeaveTheFolder() throws Exception {
    assertThat(Glob.files(folder.resolve("x"), "../*")).isEmpty();
    assertThat(Glob.files(folder, "[x")).isEmpty();
    assertThat(Glob.files(folder, "{a,b}".repeat(20))).isEmpty();
  }
}
