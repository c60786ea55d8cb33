package dev.slipway.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordsTest {
  @Test
  void architecturesAreKnownByTheNamesThatMachinesHave() {
    assertThat(Architecture.ofMachine("x86_64")).hasValue(Architecture.AMD64);
    assertThat(Architecture.ofMachine(System.getProperty("os.arch"))).isPresent();
    assertThat(Architecture.ofMachine("mips")).isEmpty();
    for (Architecture architecture : Architecture.values()) {
      assertThat(Architecture.ofMachine(architecture.machine())).hasValue(architecture);
      assertThat(Architecture.ofDebianName(architecture.debianName())).hasValue(architecture);
    }
  }

  @Test
  void packageIsNamedAsAptTakesIt() {
    assertThat(request(Optional.empty(), Optional.empty()).aptName()).isEqualTo("less");
    assertThat(request(Optional.of("590"), Optional.empty()).aptName()).isEqualTo("less=590");
    assertThat(request(Optional.empty(), Optional.of("sid")).aptName()).isEqualTo("less/sid");
  }

  @Test
  void packageIsForAllArchitecturesUnlessSome() {
    assertThat(request(Optional.empty(), Optional.empty()).isFor(Architecture.I386)).isTrue();
    PackageRequest some =
        new PackageRequest("x", Optional.empty(), Optional.empty(), List.of(Architecture.AMD64));
    assertThat(some.isFor(Architecture.AMD64)).isTrue();
    assertThat(some.isFor(Architecture.I386)).isFalse();
  }

  @Test
  void unitsWithoutSuffixAreServices() {
    assertThat(Services.unit("ssh")).isEqualTo("ssh.service");
    assertThat(Services.unit("apt-daily.timer")).isEqualTo("apt-daily.timer");
    assertThat(Services.unit("dbus-org.freedesktop.login1"))
        .isEqualTo("dbus-org.freedesktop.login1.service");
  }

  @Test
  void recordsDoNotChangeWithWhatTheyWereMadeOf() {
    Map<String, String> environment = new HashMap<>(Map.of("B", "2", "A", "1"));
    List<String> pass = new ArrayList<>(List.of("C"));
    Script script = new Script("x.sh", false, environment, pass, Duration.ofMinutes(1));
    environment.clear();
    pass.clear();
    assertThat(script.environment().keySet()).containsExactly("A", "B");
    assertThat(script.pass()).containsExactly("C");
    assertThatThrownBy(() -> script.environment().put("D", "4"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void passwordHashesStayOutOfLogs() {
    User user =
        new User("a", Optional.empty(), List.of(), "/bin/sh", "/home/a", "$6$x", List.of(), false);
    assertThat(user.toString()).doesNotContain("$6$");
  }

  private static PackageRequest request(Optional<String> version, Optional<String> suite) {
    return new PackageRequest("less", version, suite, List.of());
  }
}
