package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** Clients of the image builder service of 2012 are answered. */
@ExtendWith(WithService.class)
class DocumentTest {
  private static final String CONFIG =
      """
      [DEFAULT]
      type=live
      arch=x86_64
      release=17
      staging=file:///srv/images
      email=gene@example.org
      [live]
      config=web.ks
      label=Web
      releasever=17
      """;
  private static final String KICKSTART =
      """
      lang en_US.UTF-8
      part / --size 4096
      %packages
      @core
      %end
      """;

  private final Client client;

  DocumentTest(Client client) {
    this.client = client;
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private Answer post(Map<String, String> fields) throws Exception {
    return client.post("/rest", "application/x-www-form-urlencoded", form(fields));
  }

  @Test
  void theBannerIsThere() throws Exception {
    assertThat(client.get("/rest").text()).startsWith("Slipway");
    Answer json = client.send(client.to("/rest").header("Accept", "application/json").GET());
    assertThat(json.at("/fields/0")).isEqualTo("config");
    Answer form = client.get("/build");
    assertThat(form.status()).isEqualTo(303);
    assertThat(form.header("Location")).isEqualTo("/builds/new");
  }

  @Test
  void whatIsRightIsRefusedForWhatItIs() throws Exception {
    Map<String, String> fields = Map.of("config", CONFIG, "ksfname", "web.ks", "ks", KICKSTART);
    Answer form = post(fields);
    assertThat(form.status()).isEqualTo(422);
    assertThat(form.text()).contains("parsed without mistakes");
    assertThat(form.at("/type")).isEqualTo("urn:slipway:problem:unsupported");
    Answer json =
        client.post("/rest", "application/json", new JsonMapper().writeValueAsString(fields));
    assertThat(json.at("/detail")).isEqualTo(form.at("/detail"));
  }

  @Test
  void allMistakesOfBothFilesAreTold() throws Exception {
    Answer wrong =
        post(
            Map.of(
                "config", CONFIG.replace("type=live", "type=life"),
                "ksfname", "web.ks",
                "ks", KICKSTART.replace("part /", "prat /")));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.at("/type")).isEqualTo("urn:slipway:problem:definition");
    assertThat(wrong.json().path("errors"))
        .anySatisfy(e -> {
          assertThat(e.path("file").asString()).isEqualTo("imagebuild.conf");
          assertThat(e.path("line").asInt()).isEqualTo(2);
        })
        .anySatisfy(e -> {
          assertThat(e.path("file").asString()).isEqualTo("web.ks");
          assertThat(e.path("line").asInt()).isEqualTo(2);
          assertThat(e.path("message").asString()).contains("prat");
        });
  }

  @Test
  void aFormWithFilesIsTakenToo() throws Exception {
    String body =
        """
        --limit
        Content-Disposition: form-data; name="config"

        %s
        --limit
        Content-Disposition: form-data; name="ks"; filename="my.ks"
        Content-Type: text/plain

        prat / --size 1
        --limit--
        """
            .formatted(CONFIG)
            .replace("\n", "\r\n");
    Answer answer = client.post("/build", "multipart/form-data; boundary=limit", body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("/errors/0/file")).isEqualTo("my.ks");
  }

  @Test
  void aFormThatIsNoneIsToldWhatIsWrong() throws Exception {
    assertThat(post(Map.of("ks", KICKSTART)).at("/detail")).contains("`config` is missing");
    assertThat(post(Map.of("config", CONFIG, "ksfnam", "x")).at("/detail"))
        .contains("did you mean `ksfname`?");
    assertThat(client.post("/build", "multipart/form-data; boundary=x", "--y").status())
        .isEqualTo(400);
    assertThat(client.post("/rest", "multipart/form-data", "nothing").status()).isEqualTo(400);
    assertThat(client.post("/rest", "text/plain", CONFIG).status()).isEqualTo(415);
  }
}
