package dev.slipway.farm.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeployConfReaderTest {
  /** As in the document. */
  private static final String DOCUMENT =
      """
      [broker]
      i686="amqp://guest@localhost//"
      x86_64="amqp://guest@localhost//"

      [master]
      host=gene@localhost
      workdir=/tmp/imagebuilder_webapp

      [workers]
      i686=root@localhost
      x86_64=root@localhost
      workdir=/tmp/imagebuilder_worker
      """;

  @TempDir private Path folder;

  private DeployConf read(String text) throws Exception {
    return DeployConfReader.read(
        Files.writeString(folder.resolve("deploy.conf"), text), "deploy.conf");
  }

  private String mistakes(String text) {
    return catchThrowableOfType(DeployConfException.class, () -> read(text)).getMessage();
  }

  @Test
  void theDocumentsOwnIsUnderstood() throws Exception {
    DeployConf conf = read(DOCUMENT);
    assertThat(conf.brokers())
        .containsOnlyKeys(Architecture.I386, Architecture.AMD64)
        .containsEntry(Architecture.I386, new Broker("amqp://guest@localhost/%2F"));
    assertThat(conf.master().address()).hasToString("gene@localhost");
    assertThat(conf.master().site().workdir()).isEqualTo("/tmp/imagebuilder_webapp");
    assertThat(conf.workers())
        .singleElement()
        .satisfies(w -> {
          assertThat(w.address()).hasToString("root@localhost");
          assertThat(w.architectures()).containsExactly(Architecture.I386, Architecture.AMD64);
        });
  }

  @Test
  void laterFormsAreUnderstood() throws Exception {
    String workers = DOCUMENT.substring(0, DOCUMENT.indexOf("[workers]"));
    DeployConf conf =
        read(
            workers
                + """
                [releases]
                releases=16,17
                [workers-16]
                i686=root@10.0.0.43
                #x86_64=root@10.0.0.27
                workdir=/tmp/w
                [workers-17]
                i686=root@10.0.0.43;root@10.0.0.30:2222
                workdir=/tmp/w
                [SMTP]
                server='smtp.example.org'
                port='587'
                login='bot@example.org'
                password='f00bar'
                """);
    assertThat(conf.releases()).containsExactly("16", "17");
    assertThat(conf.workers())
        .extracting(w -> w.address() + " " + w.releases())
        .containsExactly("root@10.0.0.43 [16, 17]", "root@10.0.0.30:2222 [17]");
    assertThat(conf.smtp().orElseThrow().from()).isEqualTo("bot@example.org");
    assertThat(conf.secrets()).isEqualTo(Set.of("f00bar"));
    assertThat(conf.toString()).doesNotContain("f00bar");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host=gene@localhost|`host` is missing in [master]",
        "workdir=/tmp/imagebuilder_webapp|`workdir` is missing in [master]",
        "workdir=/tmp/imagebuilder_worker|`workdir` is missing in [workers]",
        "x86_64=\"amqp://guest@localhost//\"|`x86_64` is missing in [broker]",
      })
  void aMissingKeyIsNamed(String line, String message) {
    assertThat(mistakes(DOCUMENT.replace(line + "\n", ""))).contains("the key " + message);
  }

  @Test
  void aMissingSectionIsNamed() {
    assertThat(mistakes("")).contains("[broker] is missing", "[master] is", "[workers] is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[master]|[mastr]|deploy.conf:5:1: error: unknown section [mastr]; did you mean `master`?",
        "host=gene|hots=gene|deploy.conf:6:1: error: unknown key `hots` in [master]; did you mean"
            + " `host`?",
        "gene@localhost|ge ne@localhost|deploy.conf:6:6: error: `host` is not user@host",
        "/tmp/imagebuilder_webapp|tmp|deploy.conf:7:9: error: `workdir` is not an absolute path",
        "/tmp/imagebuilder_webapp|/tmp/../etc|`workdir` is not an absolute path",
        "i686=root@localhost|i686=root@a;-b|deploy.conf:10:6: error: `i686` has `-b`",
        "//\"|//|deploy.conf:2:6: error: the quote that begins here does not end",
        "amqp://guest|http://guest|deploy.conf:2:6: error: `i686` is not amqp://",
        "[workers]|[workers|deploy.conf:9:1: error: neither a [section] nor",
      })
  void whatIsWrongIsSaidWithItsPlace(String right, String wrong, String message) {
    assertThat(mistakes(DOCUMENT.replaceFirst(java.util.regex.Pattern.quote(right), wrong)))
        .contains(message);
  }

  @Test
  void theSameTwiceIsAMistake() {
    assertThat(mistakes(DOCUMENT + "workdir=/x\n")).contains("`workdir` is in [workers] already");
    assertThat(mistakes(DOCUMENT + "[master]\n")).contains("[master] is there already, in line 5");
  }
}
