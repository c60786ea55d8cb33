package dev.slipway.build.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("openssh-server", "openssh-client", "openssh-sftp-server", "bash", "dash", "vim");

  @Test
  void oneThatIsNearEnoughIsMeant() {
    assertThat(NearestName.of("opensshserver", NAMES)).contains("openssh-server");
    assertThat(NearestName.of("openssh-sever", NAMES)).contains("openssh-server");
    assertThat(NearestName.of("openssh-clinet", NAMES)).contains("openssh-client");
    assertThat(NearestName.of("vi", NAMES)).contains("vim");
    assertThat(NearestName.of("bash", NAMES)).contains("bash");
  }

  @Test
  void oneThatIsFarIsNot() {
    assertThat(NearestName.of("emacs", NAMES)).isEmpty();
    assertThat(NearestName.of("", NAMES)).isEmpty();
    assertThat(NearestName.of("bash", List.of())).isEmpty();
  }

  @Test
  void ofTwoEquallyNearTheFirstByAlphabet() {
    assertThat(NearestName.of("cash", List.of("dash", "bash"))).contains("bash");
    assertThat(NearestName.of("cash", List.of("bash", "dash"))).contains("bash");
  }
}
