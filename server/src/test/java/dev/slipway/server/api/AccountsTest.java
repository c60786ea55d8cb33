package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers about accounts are as the document says; what they mean is tested elsewhere. */
@ExtendWith(WithService.class)
class AccountsTest {
  private static final String JSON = "application/json";

  private final Client client;

  AccountsTest(Client client) {
    this.client = client;
  }

  private Answer send(String method, String path, String body) throws Exception {
    return client.send(
        client.to(path).header("Content-Type", JSON).method(method, BodyPublishers.ofString(body)));
  }

  @Test
  void accountsAndProjectsAreDescribed() throws Exception {
    String account = "{\"name\":\"ida\",\"role\":\"viewer\",\"password\":\"a long password\"}";
    assertThat(client.post("/api/v1/accounts", JSON, account).status()).isEqualTo(201);
    assertThat(client.get("/api/v1/accounts").json().path("accounts")).hasSizeGreaterThan(1);
    Answer changed =
        send(
            "PATCH", "/api/v1/accounts/ida", "{\"mail\":\"ida@example.org\",\"role\":\"builder\"}");
    assertThat(changed.at("/mail")).isEqualTo("ida@example.org");
    assertThat(client.get("/api/v1/accounts/ida").at("/role")).isEqualTo("builder");

    assertThat(client.post("/api/v1/projects", JSON, "{\"name\":\"ours\"}").status())
        .isEqualTo(201);
    assertThat(client.get("/api/v1/projects").json().path("projects")).hasSizeGreaterThan(1);
    assertThat(send("PUT", "/api/v1/projects/ours/members/ida", "").at("/members/0"))
        .isEqualTo("ida");
    assertThat(client.delete("/api/v1/projects/ours/members/ida").status()).isEqualTo(200);
    assertThat(send("PATCH", "/api/v1/projects/ours", "{\"network\":true}").status())
        .isEqualTo(200);
    assertThat(client.get("/api/v1/projects/ours").json().at("/project/network").asBoolean())
        .isTrue();
    assertThat(client.delete("/api/v1/projects/ours").status()).isEqualTo(204);
    assertThat(client.delete("/api/v1/accounts/ida").status()).isEqualTo(204);
    assertThat(client.get("/api/v1/audit?limit=1").json().path("entries")).hasSize(1);
  }

  @Test
  void tokensAreDescribed() throws Exception {
    assertThat(client.get("/api/v1/me").at("/role")).isEqualTo("administrator");
    String token = "{\"name\":\"ci\",\"scopes\":[\"builds:read\"],\"days\":1}";
    Answer made = client.post("/api/v1/tokens", JSON, token);
    assertThat(made.status()).isEqualTo(201);
    assertThat(client.get("/api/v1/tokens").json().path("tokens")).isNotEmpty();
    assertThat(client.delete("/api/v1/tokens/" + made.json().at("/about/id").asLong()).status())
        .isEqualTo(204);
    assertThat(
            send("PUT", "/api/v1/me/password", "{\"current\":\"no\",\"password\":\"x\"}").status())
        .isEqualTo(403);
  }
}
