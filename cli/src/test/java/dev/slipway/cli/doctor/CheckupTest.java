package dev.slipway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.Invocation;
import dev.slipway.cli.Surroundings;
import dev.slipway.process.CommandFailed;
import dev.slipway.process.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CheckupTest {
  @TempDir private Path folder;

  private Host host(long uid) throws IOException {
    return new Host(List.of(Files.createDirectories(folder.resolve("bin"))), folder, uid, "alice");
  }

  private Path program(String name, String script) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void file(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Finding look(Host host, String name) throws Exception {
    Need need =
        Needs.on(host, folder.resolve("cache")).stream()
            .filter(n -> n.name().equals(name))
            .findFirst()
            .orElseThrow();
    return need.check().look(host);
  }

  @Test
  void aProgramIsFoundWithItsVersion() throws Exception {
    program("dpkg", "echo \"Debian 'dpkg' package management program version 1.21.22 (amd64).\"");
    assertThat(look(host(0), "dpkg")).isEqualTo(Finding.there("1.21.22"));
    assertThat(look(host(0), "tar")).isEqualTo(Finding.missing());
  }

  @Test
  void aProgramThatDoesNotRunIsWrong() throws Exception {
    program("tar", "echo lost library; exit 127");
    Finding finding = look(host(0), "tar");
    assertThat(finding.there()).isFalse();
    assertThat(finding.remedy()).contains("does not run").contains("lost library");
  }

  @Test
  void filesAreLookedForInEveryPlace() throws Exception {
    assertThat(look(host(0), "OVMF")).isEqualTo(Finding.missing());
    file("usr/share/OVMF/OVMF_CODE.fd", "");
    assertThat(look(host(0), "OVMF").there()).isTrue();
  }

  @Test
  void anOrdinaryUserNeedsIdsForTheUsersOfAnImage() throws Exception {
    assertThat(look(host(1000), "/etc/subuid").remedy()).contains("usermod --add-subuids");
    file("etc/subuid", "bob:100000:65536\nalice:165536:1000\n");
    assertThat(look(host(1000), "/etc/subuid").there()).isFalse();
    file("etc/subuid", "bob:100000:65536\n1000:165536:65536\n");
    assertThat(look(host(1000), "/etc/subuid").there()).isTrue();
  }

  @Test
  void rootNeedsNoneOfThat() throws Exception {
    assertThat(Needs.on(host(0), folder)).noneMatch(n -> n.name().equals("newuidmap"));
    assertThat(Needs.on(host(1000), folder)).anyMatch(n -> n.name().equals("newuidmap"));
  }

  @Test
  void emulationMustBeRegisteredForChrootsToo() throws Exception {
    program("qemu-aarch64-static", "echo qemu-aarch64 version 7.2.22");
    String entry = "proc/sys/fs/binfmt_misc/qemu-aarch64";
    assertThat(look(host(0), "qemu-aarch64-static").remedy()).contains("register");
    file(entry, "enabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: OC\n");
    assertThat(look(host(0), "qemu-aarch64-static").there()).isFalse();
    file(entry, "enabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: OCF\n");
    assertThat(look(host(0), "qemu-aarch64-static").version()).isEqualTo("7.2.22");
  }

  @Test
  void packagesAreNamedOnceAndOptionalOnesApart() throws Exception {
    List<Need> needs = Needs.on(host(0), folder.resolve("cache"));
    Checkup checkup = Checkup.of(host(0), needs);
    assertThat(checkup.isFine()).isFalse();
    assertThat(checkup.packages(false))
        .contains("apt", "dpkg", "qemu-system-x86", "ovmf", "e2fsprogs")
        .doesNotContain("libvirt-clients", "")
        .doesNotHaveDuplicates();
    assertThat(checkup.packages(true)).contains("libvirt-clients", "qemu-user-static");
    assertThat(checkup.lacks().results()).noneMatch(r -> r.need().optional());
  }

  @Test
  void installingUpdatesTheListsFirstAndTakesNothingMore() throws Exception {
    Path log = folder.resolve("log");
    Path aptGet = program("apt-get", "echo \"$http_proxy $*\" >>" + log + "; echo working");
    List<Event> events = new ArrayList<>();
    new Installer(aptGet, Map.of("http_proxy", "http://p:1"), Clock.systemUTC(), events::add)
        .install(List.of("ovmf", "uidmap"));
    assertThat(log)
        .hasContent(
            """
            http://p:1 update --quiet
            http://p:1 install --quiet --yes --no-install-recommends -- ovmf uidmap
            """);
    assertThat(events).contains(new Event.Output("install", "working"));
    assertThat(events.getLast()).isInstanceOf(Event.Finished.class);
  }

  @Test
  void anInstallationThatFailsShowsWhatAptSaid() throws Exception {
    Path aptGet = program("apt-get", "echo 'E: Unable to locate package ovmf'; exit 100");
    Installer installer = new Installer(aptGet, Map.of(), Clock.systemUTC(), event -> {});
    assertThatThrownBy(() -> installer.install(List.of("ovmf")))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("Unable to locate package ovmf");
  }

  private String doctor(long uid, String typed, String... arguments) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Surroundings surroundings = Invocation.surroundings(folder, output, output, typed);
    int status = new CommandLine(new DoctorCommand(surroundings, host(uid))).execute(arguments);
    return status + " " + output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void nothingIsInstalledWithoutAYes() throws Exception {
    Path log = folder.resolve("log");
    program("apt-get", "echo \"$*\" | grep -v version >>" + log + "; true");
    for (String typed : List.of("", "\n", "n\n", "nay\n")) {
      assertThat(doctor(0, typed, "--install"))
          .startsWith("1 Install dpkg ")
          .contains("nothing was installed");
    }
    assertThat(log).isEmptyFile();
    assertThat(doctor(0, "Y\n", "--install")).contains("install: done");
    assertThat(log).content().startsWith("update --quiet\ninstall ").contains(" ovmf");
  }

  @Test
  void yesInstallsWithoutAskingAndLooksAgain() throws Exception {
    Path tar = folder.resolve("bin/tar");
    program(
        "apt-get",
        """
        if [ "$1" = install ]; then
          printf '#!/bin/sh\\necho 9.9\\n' >%s
          chmod +x %s
        fi
        """
            .formatted(tar, tar));
    assertThat(doctor(0, "", "--install", "--yes"))
        .doesNotContain("[y/N]")
        .containsPattern("\u2713 +tar +9.9");
  }

  @Test
  void anOrdinaryUserIsToldTheCommand() throws Exception {
    program("apt-get", "exit 1");
    assertThat(doctor(1000, "y\n", "--install"))
        .startsWith("1 ")
        .contains("run: sudo apt-get install --no-install-recommends ")
        .contains(" uidmap ");
    assertThat(doctor(1000, "")).contains("To install what is missing: sudo apt-get install");
  }

  @Test
  void theMachineThatRunsThisHasWhatIsNeeded() {
    Invocation shown = Invocation.of(folder, "doctor");
    assertThat(shown.out()).contains("qemu-system-x86_64").contains("ovmf");
    assertThat(shown.status()).as(shown.out()).isZero();
    Invocation quiet = Invocation.of(folder, "doctor", "--install", "--quiet");
    assertThat(quiet.out()).isEmpty();
    assertThat(quiet.status()).isZero();
    assertThat(Invocation.of(folder, "doctor", "--json").out()).contains("\"purpose\"");
  }
}
