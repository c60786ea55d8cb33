package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Program.Result;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two instances of one image, by BIOS with a fixed address and a larger disk, and by UEFI with
 * DHCP: what each has become at its first boot, then what a second boot leaves as it was.
 */
@Tag("long")
@ExtendWith(Workbench.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstBootLongTest {
  /** Tests without an order of their own come before. */
  private static final int LATER = Order.DEFAULT + 1;

  private static final String FIXED =
      """
      hostname: one.example.org
      network:
        - addresses: [10.0.2.15/24, 10.0.2.77/24]
          gateway: 10.0.2.2
          nameservers: [10.0.2.3]
          routes: [{to: 192.0.2.0/24, via: 10.0.2.2}]
      users: [{name: alice, groups: [adm], shell: /bin/sh, ssh-keys: ['%s']}]
      files: [{path: /etc/app/app.conf, content: "listen = 80\\n", owner: root:adm, mode: "0640"}]
      commands: ["cp /etc/app/app.conf /etc/app/copy.conf"]
      """;
  private static final String TESTED =
      """
      test: ["systemctl is-system-running --wait", "echo to see; exit 3"]
      """;

  private final Workbench bench;
  private final Guest one;
  private final Guest two;
  private Facts first;
  private Facts second;

  FirstBootLongTest(Workbench bench) {
    this.bench = bench;
    one = bench.guest("one");
    two = bench.guest("two");
  }

  @BeforeAll
  void boot() throws Exception {
    Path data = bench.folder().resolve("data.raw");
    Command.of("truncate", "-s", "16M", data.toString()).run();
    Command.of("mkfs.ext4", "-q", data.toString()).run();
    Path disk = bench.disk(TestImage.PLAIN);
    String fixed = TestContext.write(bench, "one", FIXED.formatted(bench.publicKey()));
    String tested = TestContext.write(bench, "two", TESTED);
    one.start(
        disk,
        "--context",
        fixed,
        "--disk-size",
        "6G",
        "--data-disk",
        data.toString(),
        "--forward",
        "0:22");
    two.start(disk, "--context", tested, "--firmware", "uefi", "--forward", "0:22");
    one.await("slipway-context: done");
    two.await("slipway-test: end");
    first = Facts.of(one);
    second = Facts.of(two);
  }

  @Test
  void comesUpByBiosAndByUefi() throws IOException {
    assertThat(first.of("firmware")).isEqualTo("bios");
    assertThat(second.of("firmware")).isEqualTo("uefi");
    assertThat(one.serial()).contains("one login:").doesNotContain("slipway-context: failed");
    assertThat(two.serial()).contains("two login:").doesNotContain("slipway-context: failed");
  }

  @Test
  void nothingFails() {
    for (Facts each : List.of(first, second)) {
      assertThat(each.of("state")).isEqualTo("running");
      assertThat(each.of("failed")).isEmpty();
      assertThat(each.of("ssh")).isEqualTo("enabled");
      assertThat(each.of("result")).startsWith("status done ").doesNotContain("warning");
      assertThat(each.of("medium")).as("the medium is left").isEmpty();
    }
  }

  @Test
  void hasTheNameOfItsContextOrElseItsOwn() {
    assertThat(first.of("hostname")).isEqualTo("one");
    assertThat(first.of("names")).isEqualTo("one.example.org");
    assertThat(second.of("hostname")).isEqualTo("two");
  }

  @Test
  void eachHasAnIdentityOfItsOwn() {
    assertThat(first.of("machine-id")).matches("[0-9a-f]{32}");
    assertThat(second.of("machine-id"))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(first.of("machine-id"));
    assertThat(first.of("host-keys")).contains("ssh-ed25519 ", "ssh-rsa ", "ecdsa-sha2-nistp256 ");
    assertThat(second.of("host-keys")).contains("ssh-ed25519 ");
    List<String> keys = List.of(first.of("host-keys").split(" "));
    assertThat(second.of("host-keys").split(" "))
        .filteredOn(word -> word.startsWith("AAAA"))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(keys);
  }

  @Test
  void scriptsRunAsRootOnce() throws Exception {
    for (Facts each : List.of(first, second)) {
      assertThat(each.of("post-install")).matches("root [A-Za-z0-9._-]+");
      assertThat(each.of("every-boot")).isEqualTo(each.of("post-install"));
    }
    assertThat(one.serial()).contains("slipway-context: post-install| post-install says hello");
    assertThat(one.ssh("cat /etc/app/copy.conf")).containsExactly("listen = 80");
  }

  @Test
  void usersAndFilesAreAsDeclared() throws Exception {
    assertThat(one.ssh("alice", "id -un; id -Gn; cat /etc/app/app.conf"))
        .containsExactly("alice", "alice adm", "listen = 80");
    assertThat(one.ssh("stat -c '%U:%G %a' /etc/app/app.conf; getent passwd alice"))
        .satisfiesExactly(
            stat -> assertThat(stat).isEqualTo("root:adm 640"),
            entry -> assertThat(entry).endsWith(":/bin/sh"));
  }

  @Test
  void packagesAreWhole() {
    for (Facts each : List.of(first, second)) {
      assertThat(Integer.parseInt(each.of("installed"))).isGreaterThan(100);
      assertThat(each.of("broken")).isEmpty();
      assertThat(each.of("apt")).isEqualTo("fine");
      assertThat(each.of("ping")).isEqualTo("/usr/bin/ping cap_net_raw=ep");
      assertThat(each.of("napper"))
          .isEqualTo("/usr/local/bin/napper cap_net_bind_service,cap_sys_nice=ep");
    }
  }

  @Test
  void theNetworkIsAsDeclaredOrElseByDhcp() {
    assertThat(first.of("addresses"))
        .contains("10.0.2.15/24", "10.0.2.77/24")
        .doesNotContain("dynamic");
    assertThat(first.of("routes")).contains("default via 10.0.2.2", "192.0.2.0/24 via 10.0.2.2");
    assertThat(second.of("addresses")).contains("10.0.2.15/24").contains("dynamic");
    for (Facts each : List.of(first, second)) {
      assertThat(each.of("resolv.conf")).contains("nameserver 10.0.2.3");
    }
  }

  @Test
  void aDataDiskBeforeTheMediumDoesNotHideIt() {
    assertThat(first.of("result")).contains("medium vdc");
    assertThat(second.of("result")).contains("medium vdb");
  }

  @Test
  void theRootTakesTheWholeDisk() {
    assertThat(first.root()).isBetween(5700, 6144);
    assertThat(second.root()).isBetween(1800, 2048);
  }

  @Test
  void tellsAboutTestCommands() throws IOException {
    assertThat(two.serial())
        .contains("slipway-test: 1| running", "slipway-test: 1 exit 0")
        .contains("slipway-test: 2| to see", "slipway-test: 2 exit 3");
  }

  @Test
  void isListedWithItsPorts() {
    JsonNode all = new JsonMapper().readTree(bench.program().ok("vm", "list", "--json"));
    assertThat(all.findValuesAsString("name")).contains("one", "two");
    JsonNode vm = one.show();
    assertThat(vm.get("state").asString()).isEqualTo("running");
    assertThat(vm.get("ports").get(0).asString()).matches("[1-9][0-9]*:22");
    assertThat(vm.get("diskSize").asLong()).isEqualTo(6L << 30);
    assertThat(bench.program().run("vm", "remove", "one"))
        .satisfies(refused -> assertThat(refused.status()).isEqualTo(1))
        .satisfies(refused -> assertThat(refused.err()).contains("stop it first"));
  }

  @Test
  void itsConsoleTakesWhatIsTyped() throws Exception {
    Result left = bench.program().typing("nobody\r\u001d", "vm", "console", "one");
    assertThat(left.status()).isZero();
    assertThat(left.err()).contains("The console of one; Ctrl-] leaves it.");
    one.await("Password: ");
  }

  @Test
  @Order(LATER)
  void leavesACleanDiskWhenItIsStopped() throws Exception {
    assertThat(bench.program().ok("vm", "stop", "one", "two"))
        .contains("one: has shut down", "two: has shut down");
    RawDisk.of(one).assertClean(6L << 30);
    RawDisk.of(two).assertClean(2L << 30);
  }

  @Test
  @Order(LATER + 1)
  void aSecondBootRepeatsOnlyWhatItMust() throws Exception {
    int before = one.serial().length();
    bench.program().ok("vm", "start", "one");
    assertThat(one.await("slipway-context: done", before)).doesNotContain("growth");
    Facts again = Facts.of(one);
    assertThat(again.of("state")).isEqualTo("running");
    assertThat(again.of("post-install")).isEqualTo(first.of("post-install"));
    assertThat(again.of("every-boot"))
        .isEqualTo(first.of("every-boot") + " " + first.of("every-boot"));
    for (String same : List.of("machine-id", "host-keys", "hostname", "root", "addresses")) {
      assertThat(again.of(same)).as(same).isEqualTo(first.of(same));
    }
    assertThat(bench.program().ok("vm", "stop", "one")).contains("has shut down");
  }

  @Test
  @Order(LATER + 2)
  void theImageStaysWhileInstancesStandOnIt() {
    String image = TestImage.PLAIN.label();
    Result refused = bench.program().run("image", "remove", image);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("in use by").contains("one").contains("two");
    bench.program().ok("vm", "remove", "one", "two");
    assertThat(bench.program().run("image", "remove", image).err()).doesNotContain("one", "two");
    assertThat(Files.exists(bench.folder().resolve("vms/one"))).isFalse();
  }
}
