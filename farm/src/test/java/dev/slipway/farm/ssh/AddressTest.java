package dev.slipway.farm.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "root@localhost",
        "gene@10.0.0.9:2222",
        "build1",
        "u.v-w@[2001:db8::1]:22",
        "[::1]"
      })
  void isWrittenAsItWasRead(String text) {
    assertThat(Address.parse(text).orElseThrow().toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@host",
        "root@",
        "-oProxyCommand=id",
        "root@-host",
        "a b@host",
        "h:0",
        "h:70000",
        "h;i"
      })
  void whatIsNoneIsRefused(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }
}
