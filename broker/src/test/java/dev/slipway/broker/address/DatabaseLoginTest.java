package dev.slipway.broker.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseLoginTest {
  private static final DatabaseLogin LOGIN =
      new DatabaseLogin("db.example", 5432, "i_1", "b_1", "a@b c&/+");

  @Test
  void aLoginsLettersAreThoseOfItsUrls() {
    String password = "a%40b%20c%26%2F%2B";
    assertThat(LOGIN.uri("postgresql", ""))
        .isEqualTo("postgresql://b_1:" + password + "@db.example:5432/i_1");
    assertThat(LOGIN.uri("mongodb", "tls=true")).endsWith("@db.example:5432/i_1?tls=true");
    assertThat(LOGIN.jdbcUrl("mysql", ""))
        .isEqualTo("jdbc:mysql://db.example:5432/i_1?user=b_1&password=" + password);
    assertThat(LOGIN.jdbcUrl("mysql", "x=y")).endsWith(password + "&x=y");
  }

  @Test
  void credentialsHaveTheLoginAsItIs() {
    assertThat(LOGIN.credentials("u", "j"))
        .containsEntry("password", "a@b c&/+")
        .containsEntry("name", "i_1")
        .containsEntry("port", 5432)
        .containsEntry("uri", "u")
        .containsEntry("jdbcUrl", "j")
        .hasSize(7);
    assertThat(LOGIN.credentials("u")).doesNotContainKey("jdbcUrl");
    assertThat(LOGIN).hasToString("b_1@db.example:5432/i_1");
  }
}
