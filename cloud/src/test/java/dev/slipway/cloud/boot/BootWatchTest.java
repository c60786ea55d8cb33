package dev.slipway.cloud.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cloud.boot.BootResult.CommandResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootWatchTest {
  private static BootWatch watch(List<String> commands, String... lines) {
    BootWatch watch = new BootWatch("login:", commands);
    List.of(lines).forEach(watch::line);
    return watch;
  }

  @Test
  void isOverAtThePrompt() {
    BootWatch watch = watch(List.of(), "Debian", "host");
    assertThat(watch.over()).isFalse();
    watch.partial("host login:");
    assertThat(watch.over()).isTrue();
    assertThat(watch.failure("")).isEmpty();
  }

  @Test
  void waitsForTheCommandsToo() {
    BootWatch watch = watch(List.of("uname", "false"), "host login:", "slipway-test: 1 begin");
    assertThat(watch.over()).isFalse();
    assertThat(watch.failure("60 s passed")).contains("command 'uname' did not end: 60 s passed");
    for (String line :
        List.of(
            "slipway-test: 1| Linux",
            "slipway-test: 1 exit 0",
            "slipway-test: 2 begin",
            "slipway-test: 2| Kernel panic - not syncing",
            "slipway-test: 2| slipway-test: end of it",
            "[ 3.2] slipway-test: 2 exit 1",
            "slipway-test: end")) {
      watch.line(line);
    }
    assertThat(watch.over()).isTrue();
    assertThat(watch.results())
        .containsExactly(
            new CommandResult("uname", 0, List.of("Linux")),
            new CommandResult(
                "false", 1, List.of("Kernel panic - not syncing", "slipway-test: end of it")));
    assertThat(watch.failure("")).contains("command 'false' ended with status 1");
  }

  @Test
  void missesCommandsThatTheGuestDoesNotKnow() {
    BootWatch watch = watch(List.of("true"), "login:");
    assertThat(watch.failure("9 s passed").orElseThrow())
        .contains("the commands did not run", "9 s passed");
    watch.line("slipway-test: end");
    assertThat(watch.failure("")).contains("the guest told about 0 of 1 commands");
  }

  @Test
  void knowsTrouble() {
    assertThat(watch(List.of(), "grub rescue> ").failure(""))
        .contains("GRUB did not find its files: grub rescue>");
    assertThat(watch(List.of(), "error: no such device: 1234.").over()).isTrue();
    assertThat(watch(List.of(), "You are in emergency mode. After logging in").over()).isTrue();
    assertThat(watch(List.of(), "ALERT!  UUID=1 does not exist.  Dropping to a shell!").over())
        .isTrue();
    BootWatch firmware = watch(List.of(), "hello");
    firmware.firmware("No bootable device.");
    assertThat(firmware.failure(""))
        .contains("the BIOS found nothing to boot: No bootable device.");
  }

  @Test
  void keepsTheLastThirtyLines() {
    BootWatch watch = watch(List.of());
    for (int i = 0; i < 100; i++) {
      watch.line("line " + i);
    }
    assertThat(watch.lastLines()).hasSize(30).startsWith("line 70").endsWith("line 99");
  }
}
