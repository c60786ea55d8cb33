package dev.slipway.queue.amqp;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The embedded broker's configuration, in the form in which it wants it. */
final class BrokerModel {
  private static final String NAME = "name";
  private static final String TYPE = "type";
  private static final String MEMORY = "Memory";

  /** The model of the broker's version; of others it would have to make its own. */
  private static final String VERSION = "9.1";

  private BrokerModel() {}

  /**
   * What holds for all of it. By itself the broker has 64 threads, and a quarter of a MiB of
   * buffers for each connection: more than a service with a database behind it can use.
   */
  static Map<String, String> context(Path work) {
    return Map.of(
        "qpid.work_dir", work.toString(),
        "broker.failStartupWithErroredChild", "true",
        "broker.shutdownTimeout", "5",
        "qpid.broker.networkBufferSize", "65536",
        "broker.directByteBufferPoolSize", "256",
        "qpid.port.amqp.threadPool.size", "4",
        "qpid.port.amqp.threadPool.numberOfSelectors", "1",
        "virtualhost.connectionThreadPool.size", "8",
        "virtualhost.connectionThreadPool.numberOfSelectors", "1",
        // RabbitMQ's limits of queues, see Names.
        "queue.behaviourOnUnknownDeclareArgument", "IGNORE");
  }

  static Map<String, Object> of(BrokerUrl url, Optional<EmbeddedBroker.Tls> tls) {
    Map<String, Object> model = new HashMap<>();
    model.put(NAME, "slipway");
    model.put("modelVersion", VERSION);
    model.put("authenticationproviders", List.of(users(url)));
    model.put("ports", List.of(port(url, tls.isPresent())));
    model.put("virtualhostnodes", List.of(host()));
    tls.ifPresent(t -> model.put("keystores", List.of(store(t))));
    return model;
  }

  private static Map<String, Object> users(BrokerUrl url) {
    return Map.of(
        NAME,
        "users",
        TYPE,
        "Plain",
        "secureOnlyMechanisms",
        List.of(),
        "users",
        List.of(Map.of(NAME, url.user(), TYPE, "managed", "password", url.password())));
  }

  private static Map<String, Object> port(BrokerUrl url, boolean tls) {
    Map<String, Object> port = new HashMap<>();
    port.put(NAME, "amqp");
    port.put("port", url.port());
    port.put("bindingAddress", url.host());
    port.put("protocols", List.of("AMQP_0_9_1"));
    port.put("authenticationProvider", "users");
    port.put("virtualhostaliases", List.of(Map.of(NAME, "default", TYPE, "defaultAlias")));
    if (tls) {
      port.put("transports", List.of("SSL"));
      port.put("keyStore", "tls");
    }
    return port;
  }

  private static Map<String, Object> store(EmbeddedBroker.Tls tls) {
    return Map.of(
        NAME,
        "tls",
        TYPE,
        "FileKeyStore",
        "keyStoreType",
        "pkcs12",
        "storeUrl",
        "data:;base64," + Base64.getEncoder().encodeToString(tls.store()),
        "password",
        tls.password());
  }

  private static Map<String, Object> host() {
    return Map.of(
        NAME,
        "default",
        TYPE,
        MEMORY,
        "defaultVirtualHostNode",
        true,
        "virtualHostInitialConfiguration",
        "{\"type\":\"" + MEMORY + "\",\"modelVersion\":\"" + VERSION + "\"}");
  }
}
