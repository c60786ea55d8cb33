package dev.slipway.farm.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.farm.conf.Init;
import dev.slipway.farm.conf.Master;
import dev.slipway.farm.conf.Site;
import dev.slipway.farm.conf.Worker;
import dev.slipway.farm.ssh.Address;
import dev.slipway.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnitTest {
  private static final Address HOST = Address.parse("root@localhost").orElseThrow();

  @TempDir private Path folder;

  private static Service server(Site site) {
    return Service.of(new Master(HOST, site, new Master.Listen("127.0.0.1", 5000), "http://h"));
  }

  @Test
  void systemdFindsNothingWrongWithIt() throws Exception {
    Path program = Files.createFile(folder.resolve("slipway"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Site site = new Site(folder.toString(), Init.SYSTEMD, Optional.empty());
    Worker worker = new Worker(HOST, site, new TreeSet<>(), new TreeSet<>());
    for (Service service : new Service[] {server(site), Service.of(worker)}) {
      Path unit = folder.resolve(service.unit());
      Files.writeString(unit, new Unit(service, folder.toString(), "root", true).text());
      assertThat(Command.of("systemd-analyze", "verify", "--man=no", unit.toString()).lines())
          .isEmpty();
    }
  }

  @Test
  void whereTheProgramIsIsNotHiddenFromIt() {
    Site site = new Site("/tmp/w", Init.SYSTEMD, Optional.empty());
    String inTmp = new Unit(server(site), "/tmp/w", "gene", false).text();
    assertThat(inTmp).doesNotContain("PrivateTmp").contains("ProtectHome=yes", "User=gene");
    String inHome = new Unit(server(site), "/home/gene/w", "gene", false).text();
    assertThat(inHome).doesNotContain("ProtectHome").contains("PrivateTmp=yes");
  }
}
