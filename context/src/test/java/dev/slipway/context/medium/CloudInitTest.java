package dev.slipway.context.medium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.context.ContextSpec;
import dev.slipway.context.Golden;
import dev.slipway.context.reader.ContextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cloud-init itself says to the media that are meant for it. */
@Tag("slow")
class CloudInitTest {
  private static final Path READ =
      Path.of("src/test/resources/dev/slipway/context/medium/read.py").toAbsolutePath();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "everything, NOCLOUD, user-data",
    "everything, CONFIGDRIVE, openstack/latest/user_data",
    "empty, NOCLOUD, user-data"
  })
  void acceptsTheUserData(String name, ContextFormat format, String file) throws Exception {
    render(name, format);
    run("cloud-init", "schema", "--config-file", folder.resolve(file).toString());
  }

  @Test
  void makesTheSameNetworkOfBothForms() throws Exception {
    String nocloud = network("everything", ContextFormat.NOCLOUD, "network-config", "yaml");
    String configdrive =
        network(
            "everything",
            ContextFormat.CONFIGDRIVE,
            "openstack/latest/network_data.json",
            "network_data.json");
    for (String network : new String[] {nocloud, configdrive}) {
      assertThat(network)
          .contains("MACAddress=52:54:00:12:34:56")
          .contains("Address=192.168.122.17/24")
          .contains("Address=2001:db8::17/64")
          .contains("Gateway=192.168.122.1")
          .contains("Gateway=2001:db8::1")
          .contains("DHCP=ipv4");
    }
    assertThat(nocloud).contains("MTUBytes=1450").contains("DNS=192.168.122.1 2001:db8::53");
  }

  @ParameterizedTest
  @CsvSource({"NOCLOUD, web1-2026", "CONFIGDRIVE, e455b535-985c-3452-87e2-08e88dd45436"})
  void findsTheContextByItsOwnReaders(ContextFormat format, String id) throws Exception {
    render("everything", format);
    String found = run("/usr/bin/python3", READ.toString(), format.word(), folder.toString());
    assertThat(found)
        .contains("\"id\": \"" + id + "\"")
        .contains("admin \\\"of all\\\"")
        .contains("for i in 1 2; do\\n  echo $i: 'done'\\ndone")
        .contains("52:54:00:ab:cd:ef");
  }

  private String network(String name, ContextFormat format, String file, String kind)
      throws Exception {
    render(name, format);
    Path out = folder.resolve("out-" + kind);
    run(
        "cloud-init",
        "devel",
        "net-convert",
        "--network-data",
        folder.resolve(file).toString(),
        "--kind",
        kind,
        "--directory",
        out.toString(),
        "--distro",
        "debian",
        "--mac",
        "ens3,52:54:00:12:34:56",
        "--mac",
        "ens4,52:54:00:ab:cd:ef",
        "--output-kind",
        "networkd");
    StringBuilder text = new StringBuilder();
    try (var files = Files.walk(out)) {
      for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
        text.append(Files.readString(path));
      }
    }
    return text.toString();
  }

  private void render(String name, ContextFormat format) throws Exception {
    ContextSpec spec = ContextReader.read(Golden.folder(name));
    Golden.unpack(ContextMedium.render(spec, name, format).tree(), folder);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
