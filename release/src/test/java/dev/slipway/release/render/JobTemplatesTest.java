package dev.slipway.release.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.release.directory.ReleaseDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JobTemplatesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"/etc/x", "../x", "a/../x", "", "a//b", "a/", "./a", ".bosh/links.json"})
  void pathsThatLeadOutAreRefused(String target) {
    assertThatThrownBy(() ->
            new JobTemplates(
                "job", new byte[0], List.of(new TemplateFile("x.erb", target, new byte[0]))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x.erb");
  }

  @Test
  void twoTemplatesForOnePathAreRefused() {
    assertThatThrownBy(() ->
            new JobTemplates(
                "job",
                new byte[0],
                List.of(
                    new TemplateFile("x.erb", "x", new byte[0]),
                    new TemplateFile("y.erb", "x", new byte[0]))))
        .hasMessageContaining("`x.erb` is written to the same path already");
  }

  @Test
  void allMistakesOfASpecAreToldTogether() throws Exception {
    Path job = Files.createDirectories(folder.resolve("jobs/redis/templates")).getParent();
    Files.writeString(job.resolve("templates/there.erb"), "x");
    Files.writeString(
        job.resolve("spec"),
        """
        name: redis
        templates:
          gone.erb: bin/gone
          there.erb: ../../etc/passwd
        """);
    assertThatThrownBy(() -> JobTemplates.read(new ReleaseDirectory(folder), "redis"))
        .hasMessageContaining("jobs/redis/spec:3:")
        .hasMessageContaining("there is no templates/gone.erb")
        .hasMessageContaining("jobs/redis/spec:4:")
        .hasMessageContaining("no path below the job's folder");
  }

  @Test
  void anUnknownJobIsToldWithThoseThatAreThere() throws Exception {
    Files.createDirectories(folder.resolve("jobs/redis"));
    assertThatThrownBy(() -> JobTemplates.read(new ReleaseDirectory(folder), "rediss"))
        .hasMessageContaining("there is no job `rediss`")
        .hasMessageContaining("there are redis");
  }

  @Test
  void linksAreToldInADirectorsJson() {
    assertThat(LinksFile.text(List.of())).isEqualTo("[]\n");
    assertThat(
            LinksFile.text(
                List.of(new ProvidedLink("b", "t", "2"), new ProvidedLink("a\"", "t", "1"))))
        .isEqualTo(
            """
            [
              {
                "name": "a\\"",
                "type": "t",
                "group": "1"
              },
              {
                "name": "b",
                "type": "t",
                "group": "2"
              }
            ]
            """);
  }
}
