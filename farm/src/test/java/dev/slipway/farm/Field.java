package dev.slipway.farm;

import dev.slipway.farm.conf.DeployConfReader;
import dev.slipway.farm.ssh.Login;
import dev.slipway.farm.ssh.NewHosts;
import dev.slipway.farm.task.Packages;
import dev.slipway.process.Command;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A user with a key, a small program to be copied, and hosts, all in a folder. */
final class Field implements AutoCloseable {
  static final String PASSWORD = "s3cret-pw";
  static final String BIG = "cli/target/app/lib/big.jar";

  final Path folder;
  final Path home;
  final Path ssh;
  final List<Sshd> hosts = new ArrayList<>();
  final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  NewHosts newHosts = NewHosts.ADD;
  Packages packages = new Packages(Set.of("dpkg"), Set.of("dpkg"), Set.of());
  Event.Listener listener = events::add;

  Field(Path folder, int hostCount) throws Exception {
    this.folder = folder;
    home = folder.resolve("home");
    ssh = Files.createDirectories(folder.resolve("ssh"));
    Sshd.keygen("ed25519", ssh.resolve("id_ed25519"));
    makeProgram();
    for (int i = 0; i < hostCount; i++) {
      hosts.add(Sshd.start(folder.resolve("sshd" + i), publicKey()));
    }
  }

  Path publicKey() {
    return ssh.resolve("id_ed25519.pub");
  }

  private void makeProgram() throws IOException {
    Path lib = Files.createDirectories(home.resolve("cli/target/app/lib"));
    Files.createDirectories(home.resolve("script"));
    Files.copy(Path.of("../script/jdk"), home.resolve("script/jdk"));
    write("slipway", "#!/bin/sh\nexec sleep 1000\n");
    Files.setPosixFilePermissions(
        home.resolve("slipway"), PosixFilePermissions.fromString("rwxr-xr-x"));
    write("cli/target/app/built", "");
    write("cli/target/app/lib/b.jar", "b");
    Files.write(home.resolve(BIG), new byte[3_000_000]);
    write("cli/target/app/classpath", lib.resolve("b.jar") + ":" + lib.resolve("big.jar"));
  }

  void write(String path, String text) throws IOException {
    Files.writeString(home.resolve(path), text);
  }

  Path workdir(String role) {
    return folder.resolve(role);
  }

  /** The master is the first host; workers are all others, or it too where there is no other. */
  String conf() {
    List<String> workers = hosts.stream().skip(1).map(Sshd::address).toList();
    return """
    [broker]
    x86_64="amqp://slip:%s@localhost//"
    [master]
    host=%s
    workdir=%s
    init=none
    [workers]
    x86_64=%s
    workdir=%s
    init=none
    """
        .formatted(
            PASSWORD,
            hosts.getFirst().address(),
            workdir("master"),
            workers.isEmpty() ? hosts.getFirst().address() : String.join(";", workers),
            workdir("worker"));
  }

  List<Done> run(Task... tasks) throws Exception {
    return run(conf(), false, tasks);
  }

  List<Done> run(String conf, boolean dryRun, Task... tasks) throws Exception {
    Path file = Files.writeString(folder.resolve("deploy.conf"), conf);
    Login login = new Login(System.getProperty("user.name"), ssh, List.of(), newHosts);
    return new Farm(DeployConfReader.read(file, "deploy.conf"), packages, home, nodes())
        .run(List.of(tasks), login, dryRun, e -> listener.on(e));
  }

  Path nodes() {
    return folder.resolve("config/nodes.conf");
  }

  /** The files in a host's folder, with their modes and hashes. */
  Map<String, String> tree(String role) throws Exception {
    Path root = workdir(role);
    Map<String, String> found = new TreeMap<>();
    if (Files.isDirectory(root)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String sum = Command.of("sha256sum", file.toString()).lines().getFirst();
          found.put(root.relativize(file).toString(), sum.substring(0, 64));
        }
      }
    }
    return found;
  }

  /** Ends what was started there. */
  @Override
  public void close() throws IOException {
    hosts.forEach(Sshd::close);
    for (String pid : List.of("master/slipway-server.pid", "worker/slipway-worker.pid")) {
      if (Files.exists(folder.resolve(pid))) {
        find(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  ProcessHandle pid(String file) throws IOException {
    return find(file).orElseThrow();
  }

  private Optional<ProcessHandle> find(String file) throws IOException {
    String text = Files.readString(folder.resolve(file));
    return ProcessHandle.of(Long.parseLong(text.split(" ")[0]));
  }
}
