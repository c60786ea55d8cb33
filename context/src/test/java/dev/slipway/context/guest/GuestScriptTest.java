package dev.slipway.context.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.context.ContextSpec;
import dev.slipway.context.Golden;
import dev.slipway.context.reader.ContextReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The guest side's real scripts, under both of the shells that images have. */
@Tag("slow")
@ParameterizedClass
@ValueSource(strings = {"dash", "busybox sh"})
class GuestScriptTest {
  @Parameter String shell;
  @TempDir Path folder;
  private Boot machine;

  @BeforeEach
  void needsRoot() throws Exception {
    assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "needs root");
    machine = new Boot(shell, folder.resolve("machine"));
  }

  @Test
  void appliesAContextOncePerInstance() throws Exception {
    ContextSpec spec =
        context("post-install: pi\nevery-boot: eb\ncommands: [echo c >>/root/log]\n");
    Files.writeString(source("pi"), "#!/bin/sh\necho in $PWD; echo pi >>/root/log\n");
    Files.writeString(source("eb"), "echo eb >>/root/log\n");
    String first = machine.run(machine.devices().with("vdb", spec));
    assertThat(first)
        .contains("slipway-context: medium: /dev/vdb, instance ")
        .contains("post-install| in /run/slipway-context/medium\n")
        .contains("\nslipway-context: done\n")
        .contains("status 0");
    assertThat(machine.file("root/log")).hasContent("pi\nc\neb\n");
    machine.run(machine.devices().with("vdb", spec));
    assertThat(machine.file("root/log")).hasContent("pi\nc\neb\neb\n");
    machine.run(machine.devices().with("vdb", spec.withInstanceId("another")));
    assertThat(machine.file("root/log")).hasContent("pi\nc\neb\neb\npi\nc\neb\n");
    assertThat(machine.file("var/lib/slipway-context/result"))
        .content()
        .startsWith("status done\ninstance-id another\nmedium vdb\n");
  }

  @Test
  void setsNetworkUsersKeysAndFiles() throws Exception {
    ContextSpec spec =
        context(
            """
            hostname: web1.example.org
            network:
              - mac: 00:16:c0:a8:7a:11
                addresses: [10.1.2.3/24, "fd00::3/64"]
                gateway: 10.1.2.1
                routes: [{to: 10.9.0.0/16, via: 10.7.0.1, on-link: true, metric: 5}]
                nameservers: [10.1.2.53]
                search: [example.org]
                mtu: 1400
            users:
              - name: alice
                groups: [adm, fresh]
                password: $6$salt$hash
                ssh-keys: [ssh-ed25519 AAAA a@b]
            files:
              - {path: /etc/a/b, content: "x\\\\y $(id)\\n", mode: "0640"}
            """);
    String text = machine.run(machine.devices().with("vdb", spec));
    assertThat(text)
        .contains("inet 10.1.2.3/24", "inet6 fd00::3/64", "default via 10.1.2.1")
        .contains("10.9.0.0/16 via 10.7.0.1 metric 5 onlink")
        .contains("slipway-context: done");
    assertThat(machine.file("etc/resolv.conf"))
        .content()
        .endsWith("search example.org\nnameserver 10.1.2.53\n");
    assertThat(machine.file("etc/hostname")).hasContent("web1");
    assertThat(machine.file("etc/hosts")).content().contains("127.0.1.1 web1.example.org web1\n");
    assertThat(machine.file("etc/shadow")).content().contains("alice:$6$salt$hash:");
    assertThat(machine.file("etc/group")).content().containsPattern("fresh:x:\\d+:alice");
    assertThat(machine.file("etc/a/b")).hasContent("x\\y $(id)\n");
    assertThat(text).doesNotContain("$6$salt");
  }

  @Test
  void dataDisksAndForeignMediaDoNotHideTheMedium() throws Exception {
    Boot.Devices devices = machine.devices();
    Files.writeString(devices.file("sr0", "readme"), "x");
    Files.writeString(devices.file("vdb", "post-install"), "echo wrong >/root/log");
    Files.writeString(devices.file("vde", "x"), "x");
    devices.volume("sr0", "BACKUP").volume("vdb", "CDROM").volume("vde", "cidata");
    Files.writeString(source("pi"), "echo right >/root/log\n");
    String text = machine.run(devices.with("vdd", context("post-install: pi\n")));
    assertThat(text).contains("medium: /dev/vdd").contains("slipway-context: done");
    assertThat(machine.file("root/log")).hasContent("right");
  }

  @Test
  void aDamagedMediumIsReportedAndTheNextOneIsTaken() throws Exception {
    ContextSpec spec = context("hostname: a\n");
    Boot.Devices devices = machine.devices().with("vdb", spec);
    Files.writeString(
        devices.file("vdb", "slipway/medium"), "version 1\ninstance-id evil\nfiles 1\n");
    assertThat(machine.run(devices))
        .contains("medium: failed: /dev/vdb is damaged")
        .contains("udhcpc -b -i eth0")
        .contains("slipway-context: failed: medium: /dev/vdb is damaged");
    assertThat(machine.file("etc/hostname")).doesNotExist();
    Boot.Devices both = machine.devices().with("vdc", spec);
    Files.copy(devices.file("vdb", "").resolveSibling("vdb.iso"), both.folder().resolve("vdb.iso"));
    assertThat(machine.run(both))
        .contains("medium: warning: /dev/vdc, instance ")
        .contains("but /dev/vdb does not mount: mount: ")
        .contains("slipway-context: done with warnings (1)");
  }

  @Test
  void theLastGoodContextStaysWhenTheMediumGoes() throws Exception {
    Files.writeString(source("pi"), "echo pi >>/root/log\n");
    ContextSpec spec =
        context("network: [{addresses: [10.1.2.3/24]}]\npost-install: pi\ntest: [echo test]\n");
    assertThat(machine.run(machine.devices().with("vdb", spec))).contains("slipway-test: 1| test");
    assertThat(machine.run(machine.devices()))
        .contains("medium: none; the last good context is used again, instance test-")
        .contains("inet 10.1.2.3/24")
        .doesNotContain("| test");
    assertThat(machine.file("root/log")).hasContent("pi\n");
  }

  @Test
  void withoutAMediumThereIsDhcpAndWhereOneIsExpectedAFailure() throws Exception {
    assertThat(machine.run(machine.devices()))
        .contains("medium: none; DHCP on the first interface", "udhcpc -b -i eth0");
    Files.createDirectories(machine.file("etc/slipway"));
    Files.writeString(machine.file("etc/slipway/context"), "context expected\nwait 1\n");
    assertThat(machine.run(machine.devices()))
        .contains("medium: failed: expected, but no device has one; DHCP on the first interface")
        .contains("slipway-context: failed: medium: expected");
  }

  @Test
  void aFolderGivesTheAddressThatIsInTheMac() throws Exception {
    ContextSpec spec = ContextReader.read(Golden.folder("document"));
    String text = machine.run(machine.devices().with("vdb", spec));
    assertThat(text)
        .contains("inet 192.168.122.17/24", "default via 192.168.122.1")
        .contains("10.0.0.0/8 via 192.168.122.2", "10.1.0.0/16 via 192.168.122.3")
        .contains("slipway-context: post-install: exit 0");
    assertThat(machine.file("etc/resolv.conf")).content().contains("nameserver 192.168.122.1");
  }

  @Test
  void aFolderWrittenByAnyToolDoes() throws Exception {
    Boot.Devices devices = machine.devices();
    Files.writeString(devices.file("hdb", "post-install"), "echo pi >>/root/log\n");
    devices.volume("hdb", "CDROM");
    assertThat(machine.run(devices)).contains("medium: /dev/hdb, instance folder-");
    assertThat(machine.run(devices)).contains("slipway-context: done");
    assertThat(machine.file("root/log")).hasContent("pi\n");
  }

  @Test
  void aPostInstallThatFailsIsReportedWithItsOutput() throws Exception {
    Files.writeString(source("pi"), "echo almost there; exit 7\n");
    ContextSpec spec = context("post-install: pi\ntest: ['echo a; exit 3', printf b]\n");
    String text = machine.run(machine.devices().with("vdb", spec));
    assertThat(text)
        .contains("slipway-context: post-install| almost there\n")
        .contains("slipway-context: failed: post-install: exit 7; output in ")
        .contains("slipway-test: 1| a\nslipway-test: 1 exit 3\n")
        .contains("slipway-test: 2| b\nslipway-test: 2 exit 0\nslipway-test: end\n");
    assertThat(machine.run(machine.devices().with("vdb", spec)))
        .contains("done with warnings (1)")
        .contains("post-install: warning: ended with status 7 at this instance's first boot");
  }

  @Test
  void aCopiedDiskGetsAnIdentityOfItsOwn() throws Exception {
    ContextSpec spec = ContextSpec.empty();
    Files.createDirectories(machine.file("etc/ssh"));
    Files.writeString(machine.file("etc/machine-id"), "0".repeat(32) + "\n");
    Files.writeString(machine.file("etc/ssh/ssh_host_ed25519_key"), "old");
    machine.run(machine.devices().with("vdb", spec.withInstanceId("one")));
    assertThat(machine.file("etc/ssh/ssh_host_ed25519_key")).hasContent("old");
    machine.run(machine.devices().with("vdb", spec.withInstanceId("two")));
    assertThat(machine.file("etc/ssh/ssh_host_ed25519_key")).doesNotExist();
    assertThat(machine.file("etc/machine-id")).content().matches("(?!0+\n)[0-9a-f]{32}\n");
  }

  @Test
  void theScriptsAreCleanShell() throws Exception {
    Path guest = Path.of("src/main/resources/dev/slipway/context/guest");
    List<String> command =
        new java.util.ArrayList<>(List.of("shellcheck", "-s", "sh", "-x", "-P", "SCRIPTDIR"));
    try (var files = Files.list(guest)) {
      files.map(Path::toString).filter(name -> name.endsWith(".sh")).forEach(command::add);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }

  private Path source(String name) throws Exception {
    return Files.createDirectories(folder.resolve("source")).resolve(name);
  }

  private ContextSpec context(String yaml) throws Exception {
    Path file = source("context.yml");
    Files.writeString(file, yaml);
    for (String script : List.of("pi", "eb")) {
      if (yaml.contains(": " + script + "\n") && !Files.exists(source(script))) {
        Files.writeString(source(script), "");
      }
    }
    return ContextReader.read(file);
  }
}
