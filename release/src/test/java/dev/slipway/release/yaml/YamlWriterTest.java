package dev.slipway.release.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Problems;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
  @Test
  void indentsAsTheClientDoes() {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("name", "redis");
    job.put("packages", List.of("redis", "bpm"));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("jobs", List.of(job, Map.of("name", "x")));
    all.put("none", List.of());
    all.put("flag", false);
    assertThat(YamlWriter.write(all))
        .isEqualTo(
            """
            jobs:
                - name: redis
                  packages:
                    - redis
                    - bpm
                - name: x
            none: []
            flag: false
            """);
    assertThat(YamlWriter.write(Map.of())).isEqualTo("{}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis",
        "0+dev.1",
        "sha256:ab12",
        "go/go1.5.1.tar.gz",
        "8c3f2a1",
        "a b",
        "1.2.3-rc.1"
      })
  void leavesTextsPlain(String text) {
    assertThat(YamlWriter.write(Map.of("k", text))).isEqualTo("k: " + text + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.5",
        "12345678",
        "1234e56",
        "true",
        "No",
        "",
        "null",
        "~",
        "0x1f",
        "2026-11-27",
        "1_000"
      })
  void quotesWhatWouldBeReadAsSomethingElse(String text) {
    assertThat(YamlWriter.write(Map.of("k", text))).isEqualTo("k: \"" + text + "\"\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b",
        "a #b",
        "#x",
        "- x",
        "[x",
        "{x",
        "'q'",
        "\"q\"",
        "*a",
        "&a",
        "!t",
        "%x",
        "@x",
        "`x",
        "line\nbreak",
        "tab\t",
        "x:",
        " x",
        "x ",
        "ünï",
        "\u0001",
        "|",
        ">",
        "?x",
        "---",
        "...",
        "\\x"
      })
  void readsBackWhatItWrites(String text) {
    Problems problems = new Problems("text");
    byte[] written = YamlWriter.write(Map.of("k", text)).getBytes(StandardCharsets.UTF_8);
    Value.Fields read = (Value.Fields) YamlReader.read(written, problems).orElseThrow();
    assertThat(problems.list()).isEmpty();
    assertThat(((Value.Scalar) read.fields().getFirst().value()).written()).isEqualTo(text);
  }

  @Test
  void aliasesAreReadButNoBomb() {
    Problems problems = new Problems("bomb");
    StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c < 'k'; c++) {
      String before = "*" + (char) (c - 1) + ",";
      bomb.append(c).append(": &").append(c).append(" [").append(before.repeat(9)).append("x]\n");
    }
    byte[] bytes = bomb.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(YamlReader.read(bytes, problems)).isEmpty();
    assertThat(problems.list()).hasSize(1);
    byte[] good = "a: &a {x: 1}\nb: *a\n".getBytes(StandardCharsets.UTF_8);
    assertThat(YamlReader.read(good, new Problems("good"))).isPresent();
  }
}
