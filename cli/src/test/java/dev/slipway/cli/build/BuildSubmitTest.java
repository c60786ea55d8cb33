package dev.slipway.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is submitted, and what comes of it. */
@Tag("slow")
final class BuildSubmitTest extends WithService {
  @Test
  void everyArchitectureIsABuildWithItsPartOfTheLock() throws Exception {
    Path definition = definition("good", "[amd64, arm64]");
    Invocation run = slipway("build", "submit", "-f", "--json", definition.toString());
    assertThat(run.status()).as(run.err()).isZero();
    List<JsonNode> events = run.out().lines().map(l -> new JsonMapper().readTree(l)).toList();
    assertThat(events.getFirst().path("event").asString()).isEqualTo("queued");
    assertThat(events.stream().filter(e -> e.path("event").asString("").equals("ended")))
        .hasSize(2)
        .allMatch(e -> e.path("state").asString("").equals("succeeded"));
    assertThat(definition.resolve("slipway.lock"))
        .content()
        .contains("architecture amd64\n", "architecture arm64\n");
  }

  @Test
  void aFailureIsTheExitStatusAndSaysWhere() throws Exception {
    Invocation run = slipway("build", "submit", "-f", definition("bad", "[amd64]").toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("install: failed", "bad_v1.amd64 failed in install: dpkg ended with status 1");
    String id = run.err().replaceFirst("(?s).*build (\\d+) of bad.*", "$1");
    Invocation retry = slipway("build", "retry", "-f", id);
    assertThat(retry.status()).isEqualTo(1);
    assertThat(retry.err())
        .containsOnlyOnce("install: failed")
        .contains("queued by admin: retried");
    assertThat(slipway("build", "logs", "-f", id).status()).isEqualTo(1);
  }

  @Test
  void mistakesAreToldAsOfAFileHere() throws Exception {
    Path definition = definition("good", "[amd64]");
    Files.writeString(definition.resolve("slipway.yml"), "name: web\nverzion: 1\n");
    Invocation run = slipway("build", "submit", definition.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("slipway.yml:2:1: error: ", "did you mean `version`?")
        .contains("mistakes in the definition");
    Path kickstart = Files.writeString(folder.resolve("web.ks"), "nonsense\n");
    Invocation ks = slipway("build", "submit", kickstart.toString());
    assertThat(ks.status()).isEqualTo(2);
    assertThat(ks.err()).contains("web.ks:1");
    Invocation formats =
        slipway("build", "submit", "--format", "qcow", definition("good", "[amd64]").toString());
    assertThat(formats.status()).isEqualTo(2);
    assertThat(formats.err()).contains("did you mean `qcow2`?");
  }

  @Test
  void parametersComeFromTheCommandLineAndAFile() throws Exception {
    Path definition = definition("good", "[amd64]");
    Path file = Files.writeString(folder.resolve("secrets"), "# of ours\nRELEASE=from a file\n");
    Invocation run =
        slipway(
            "build", "submit", "-f", "-v", "--param-file", file.toString(), definition.toString());
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("install| release from a file");
    Invocation wrong = slipway("build", "submit", "--param", "RELAESE=1", definition.toString());
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("did you mean `RELEASE`?");
  }

  @Test
  void aRepositoryIsFetchedByTheServer() throws Exception {
    Invocation run = slipway("build", "submit", "https://127.0.0.1/web.git");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("leads to a private address");
    Invocation both = slipway("build", "submit", "--git-revision", "v1", folder.toString());
    assertThat(both.status()).isEqualTo(2);
    assertThat(both.err()).contains("go with a repository's URL");
  }
}
