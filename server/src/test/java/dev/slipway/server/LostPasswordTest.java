package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.queue.QueueException;
import dev.slipway.server.security.LostPassword;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostPasswordTest {
  @TempDir Path folder;

  private static String url(Path data) {
    return "jdbc:sqlite:" + data.resolve("slipway.db");
  }

  @Test
  void aNewPasswordIsGoodAtOnceAndEndsSessionsButNotTokens() throws Exception {
    try (Service service = new Service(folder.resolve("data"))) {
      String old = service.password();
      Client session = service.client.session(service.client.login("admin", old));
      assertThat(session.get("/api/v1/me").statusCode()).isEqualTo(200);
      String token =
          Client.json(
                  service
                      .admin()
                      .post("/api/v1/tokens", "{\"name\": \"t\", \"scopes\": [\"admin\"]}"))
              .path("token")
              .asString();

      String password = LostPassword.generated(new SecureRandom());
      try (LostPassword lost = LostPassword.of(url(service.data), "admin", service.clock)) {
        assertThat(lost.isDisabled()).isFalse();
        lost.replace(password, "root");
      }

      assertThat(session.get("/api/v1/me").statusCode()).isEqualTo(401);
      assertThat(service.admin().get("/api/v1/me").statusCode()).isEqualTo(401);
      assertThat(service.client.with(token).get("/api/v1/me").statusCode()).isEqualTo(200);
      Client admin = service.client.with("admin", password);
      assertThat(admin.get("/api/v1/me").statusCode()).isEqualTo(200);
      assertThat(admin.get("/api/v1/audit").body())
          .contains("password replaced", "by root of the server's machine")
          .doesNotContain(password);
    }
  }

  @Test
  void aPasswordThatIsTooShortChangesNothing() throws Exception {
    try (Service service = new Service(folder.resolve("data"));
        LostPassword lost = LostPassword.of(url(service.data), "admin", service.clock)) {
      assertThatThrownBy(() -> lost.replace("short", "root"))
          .isInstanceOf(QueueException.class)
          .hasMessage("a password has 12 to 200 characters");
      assertThat(service.admin().get("/api/v1/me").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whereThereIsNoDatabaseNoneIsMade() {
    assertThatThrownBy(() -> LostPassword.of(url(folder), "admin", new MovableClock()))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(folder).isEmptyDirectory();
  }
}
