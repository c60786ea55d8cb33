package dev.slipway.build.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinedTest {
  @TempDir private Path outside;
  private Path tree;
  private Confined confined;

  @BeforeEach
  void open() throws IOException {
    tree = Files.createDirectory(outside.resolve("tree"));
    confined = new Confined(tree);
  }

  @Test
  void foldersAreMadeOnTheWay() throws Exception {
    assertThat(confined.place("usr/share/doc/file")).isEqualTo(tree.resolve("usr/share/doc/file"));
    assertThat(tree.resolve("usr/share/doc")).isDirectory();
    assertThat(tree.resolve("usr/share/doc/file")).doesNotExist();
    assertThat(confined.place("file")).isEqualTo(tree.resolve("file"));
    assertThat(confined.folder("")).isEqualTo(tree);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/..", "..", "../..", "../../../../..", "/../..", "./..", "/."})
  void aLinkOutLeadsToTheRoot(String target) throws Exception {
    Files.createSymbolicLink(tree.resolve("out"), Path.of(target));
    assertThat(confined.place("out/file")).isEqualTo(tree.resolve("file"));
    assertThat(confined.place("out/etc/passwd")).isEqualTo(tree.resolve("etc/passwd"));
    assertThat(outside).isDirectoryNotContaining("glob:**etc");
    Files.delete(tree.resolve("out"));
  }

  @Test
  void linksAreFollowedInsideTheTree() throws Exception {
    Files.createDirectories(tree.resolve("usr/lib"));
    Files.createSymbolicLink(tree.resolve("lib"), Path.of("usr/lib"));
    Files.createSymbolicLink(tree.resolve("usr/lib/absolute"), Path.of("/var/x"));
    Files.createSymbolicLink(tree.resolve("usr/lib/up"), Path.of("../share"));
    assertThat(confined.place("lib/a/b")).isEqualTo(tree.resolve("usr/lib/a/b"));
    assertThat(confined.place("lib/absolute/b")).isEqualTo(tree.resolve("var/x/b"));
    assertThat(confined.place("lib/up/b")).isEqualTo(tree.resolve("usr/share/b"));
    assertThat(tree.resolve("var/x")).isDirectory();
  }

  @Test
  void dotsLeadNoFurtherOutThanTheTree() throws Exception {
    assertThat(confined.place("../../etc/passwd")).isEqualTo(tree.resolve("etc/passwd"));
    assertThat(confined.place("a/../../b/c")).isEqualTo(tree.resolve("b/c"));
  }

  @Test
  void aLoopIsAnErrorAndNotForEver() throws Exception {
    Files.createSymbolicLink(tree.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(tree.resolve("b"), Path.of("a"));
    Files.createSymbolicLink(tree.resolve("self"), Path.of("self/x"));
    for (String path : List.of("a/file", "b/c/file", "self/file")) {
      assertThatThrownBy(() -> confined.place(path)).hasMessageContaining("too many links");
    }
  }

  @Test
  void aFileInTheWayIsAnError() throws Exception {
    Files.writeString(tree.resolve("file"), "text");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
    assertThatThrownBy(() -> confined.place("file/x")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> confined.place("link/x")).isInstanceOf(IOException.class);
    assertThat(tree.resolve("file")).hasContent("text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/", "a/.", "a/..", "/"})
  void whatNamesNoFileIsAnError(String path) {
    assertThatThrownBy(() -> confined.place(path)).hasMessageContaining("is no path of a file");
  }

  @Test
  void severalThreadsMakeTheSameFolders() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Path>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String path = "a/b/" + i % 10 + "/c/" + i;
        all.add(threads.submit(() -> confined.place(path)));
      }
      for (Future<Path> each : all) {
        assertThat(each.get().getParent()).isDirectory();
      }
    }
  }
}
