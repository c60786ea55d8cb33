package dev.slipway.release.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.release.ReleaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RenderedFolderTest {
  private static final RenderedFile LINKS = new RenderedFile(".bosh/links.json", Suite.bytes("[]"));

  @TempDir private Path folder;

  @Test
  void filesHaveTheModesThatTheAgentGives() throws Exception {
    Path job = folder.resolve("deep/job");
    RenderedFolder.write(
        job,
        List.of(
            new RenderedFile("bin/ctl", Suite.bytes("#!/bin/sh\n")),
            new RenderedFile("config/sub/x.conf", Suite.bytes("x")),
            LINKS));
    assertThat(mode(job.resolve("bin/ctl"))).isEqualTo("rwxr-x---");
    assertThat(mode(job.resolve("bin"))).isEqualTo("rwxr-x---");
    assertThat(mode(job.resolve("config/sub/x.conf"))).isEqualTo("rw-r-----");
    assertThat(mode(job.resolve("config"))).isEqualTo("rwxr-x---");
    assertThat(job.resolve("config/sub/x.conf")).hasContent("x");
  }

  @Test
  void aRenderedJobIsReplacedWhole() throws Exception {
    Path job = folder.resolve("job");
    RenderedFolder.write(job, List.of(new RenderedFile("old", Suite.bytes("x")), LINKS));
    RenderedFolder.write(job, List.of(new RenderedFile("new", Suite.bytes("y")), LINKS));
    assertThat(job.resolve("old")).doesNotExist();
    assertThat(job.resolve("new")).hasContent("y");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(job);
    }
  }

  @Test
  void whatIsNoRenderedJobStays() throws Exception {
    Path mine = Files.writeString(folder.resolve("mine"), "kept");
    assertThatThrownBy(() -> RenderedFolder.write(folder, List.of(LINKS)))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("something else in it than a rendered job");
    assertThat(mine).hasContent("kept");
  }

  @Test
  void nothingIsWrittenOutsideOrLeftHalfWritten() throws Exception {
    Path job = folder.resolve("job");
    assertThatThrownBy(() ->
            RenderedFolder.write(job, List.of(LINKS, new RenderedFile("../out", Suite.bytes("x")))))
        .isInstanceOf(ReleaseException.class);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).isEmpty();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
