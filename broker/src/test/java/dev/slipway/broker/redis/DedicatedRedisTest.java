package dev.slipway.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendContract;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.guard.GuardedBackend;
import dev.slipway.broker.secret.RandomNames;
import dev.slipway.real.Folders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import tools.jackson.databind.node.JsonNodeFactory;

/** Servers of one's own. */
@Tag("slow")
class DedicatedRedisTest extends BackendContract {
  private static final long MIB = 1L << 20;
  private static Path folder;
  private static Backend backend;

  @BeforeAll
  static void start() throws Exception {
    folder = Folders.create("slipway redis");
    backend = guarded(on(folder, "24000-24063"));
    backend.start();
  }

  @AfterAll
  static void end() throws Exception {
    backend.close();
    assertThat(servers("")).as("servers that outlive their broker").isEmpty();
    Folders.delete(folder);
  }

  private static RedisBackend on(Path folder, String ports) throws Exception {
    DedicatedConfig config =
        DedicatedConfig.parse(
            folder.toString(), Optional.empty(), Optional.empty(), Optional.of(ports));
    return new RedisBackend(
        Optional.empty(),
        Optional.of(new DedicatedRedis(config, new RandomNames(new SecureRandom()))));
  }

  private static Backend guarded(Backend inner) {
    return new GuardedBackend("redis", inner, 16, (_, _, _, _) -> {}, Clock.systemUTC());
  }

  /** Those that this process has started for an instance. */
  private static List<ProcessHandle> servers(String instance) {
    return ProcessHandle.current()
        .descendants()
        .filter(p ->
            p.info().command().orElse("").endsWith("redis-check-rdb")
                || p.info().command().orElse("").contains("redis-server"))
        .filter(p -> commandLine(p).contains(instance))
        .toList();
  }

  /** The server itself writes its address there, and its folder is where it works. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd")).toString();
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Instance instance(Limits limits) {
    Instance plain = super.instance(limits);
    return new Instance(
        plain.name(),
        plain.id(),
        limits,
        JsonNodeFactory.instance.objectNode().put("mode", "process"),
        plain.parameters());
  }

  @Override
  protected Limits small() {
    return new Limits(Map.of(Limits.MEMORY, 8 * MIB));
  }

  @Override
  protected Limits large() {
    return new Limits(Map.of(Limits.MEMORY, 16 * MIB));
  }

  @Override
  protected Application connect(Bound bound) {
    return RedisApplication.of(bound);
  }

  @Test
  void aServerThatIsKilledIsThereAgainWithAllThatWasWritten() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding binding = binding();
    Bound bound = backend.bind(instance, binding);
    try (Application application = connect(bound)) {
      application.write("kept", "text");
    }
    ProcessHandle server = servers(instance.name()).getFirst();
    server.destroyForcibly();
    server.onExit().join();
    // The next call waits until it is there.
    assertThat(backend.usage(instance).get(Limits.MEMORY)).isBetween(100_000L, 8 * MIB);
    try (Application application = connect(bound)) {
      assertThat(application.read("kept")).isEqualTo("text");
    }
    backend.deprovision(instance);
  }

  @Test
  void memoryIsLimitedByTheServerAndAnUpdateRaisesIt() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding binding = binding();
    try (Application application = connect(backend.bind(instance, binding))) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 12; i++) {
                  application.write("key" + "x".repeat(i), "x".repeat((int) MIB));
                }
              })
          .isInstanceOf(JedisDataException.class)
          .hasMessageStartingWith("OOM");
      backend.update(
          new Instance(
              instance.name(), instance.id(), large(), instance.settings(), instance.parameters()),
          List.of(binding));
      application.write("more", "text");
    }
    backend.deprovision(instance);
  }

  @Test
  void aBindingDoesNotAdministerTheServer() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    try (RedisApplication application = RedisApplication.of(backend.bind(instance, binding()))) {
      assertThat(application.session().eval("return 1")).isEqualTo(1L);
      assertThatThrownBy(() -> application.session().configSet("maxmemory", "0"))
          .isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(() -> application.session().aclList())
          .isInstanceOf(JedisAccessControlException.class);
      application.session().flushAll();
    }
    backend.deprovision(instance);
  }

  @Test
  void whatIsRemovedLeavesNeitherProcessNorFile() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    assertThat(servers(instance.name())).hasSize(1);
    backend.deprovision(instance);
    assertThat(servers(instance.name())).isEmpty();
    assertThat(folder.resolve(instance.name())).doesNotExist();
  }

  @Test
  void theNextBrokerOfAFolderStartsItsServersAndAnotherOneOnlyLooks() throws Exception {
    Path own = Folders.create("slipway-redis");
    Instance instance = instance(small());
    Bound bound;
    try (Backend first = on(own, "24064-24067")) {
      first.start();
      first.provision(instance);
      bound = first.bind(instance, binding());
      try (Application application = connect(bound)) {
        application.write("kept", "text");
      }
      try (Backend other = on(own, "24064-24067")) {
        other.start();
        Instance theirs = instance(small());
        other.provision(theirs);
        assertThat(servers(theirs.name())).hasSize(1);
        other.deprovision(theirs);
        assertThat(servers(theirs.name())).isEmpty();
      }
      assertThat(servers(instance.name())).hasSize(1);
    }
    assertThat(servers(instance.name())).isEmpty();
    try (Backend second = on(own, "24064-24067")) {
      second.start();
      assertThat(second.usage(instance)).containsKey(Limits.MEMORY);
      try (Application application = connect(bound)) {
        assertThat(application.read("kept")).isEqualTo("text");
      }
      second.deprovision(instance);
    }
    Folders.delete(own);
  }

  @Test
  void portsThatOthersHaveAreLeftOutAndTheirEndIsSaid() throws Exception {
    Path own = Folders.create("slipway-redis");
    try (ServerSocket _ = new ServerSocket(24070, 1, InetAddress.getByName("127.0.0.1"));
        Backend narrow = on(own, "24070-24071")) {
      narrow.start();
      Instance instance = instance(small());
      narrow.provision(instance);
      assertThat(narrow.bind(instance, binding()).credentials()).containsEntry("port", 24071);
      Instance another = instance(small());
      assertThatThrownBy(() -> narrow.provision(another))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("all ports from 24070 to 24071 are taken");
      narrow.deprovision(another);
      narrow.deprovision(instance);
      assertThat(narrow.inventory().instances()).isEmpty();
    }
    Folders.delete(own);
  }

  @Test
  void whatIsUnknownIsRemovedByItsNameAlone() throws Exception {
    Instance instance = instance(small());
    backend.provision(instance);
    Binding binding = binding();
    backend.bind(instance, binding);
    Instance nobody = super.instance(Limits.NONE);
    backend.unbind(nobody, binding);
    assertThat(backend.inventory().bindings()).doesNotContain(binding.name());
    backend.deprovision(
        new Instance(instance.name(), "", Limits.NONE, nobody.settings(), nobody.parameters()));
    assertThat(backend.inventory().instances()).doesNotContain(instance.name());
  }

  @Test
  void aPlanThatTheBackEndHasNoPlaceForIsRefused() {
    var settings = JsonNodeFactory.instance.objectNode();
    assertThat(backend.fault(settings).orElseThrow()).contains("give it a `url`");
    assertThat(backend.fault(settings.put("mode", "else")).orElseThrow()).contains("neither");
    assertThat(backend.fault(settings.put("mode", "process"))).isEmpty();
  }
}
