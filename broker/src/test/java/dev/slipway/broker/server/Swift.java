package dev.slipway.broker.server;

import dev.slipway.real.Folders;
import dev.slipway.real.Ports;
import dev.slipway.real.RealProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keystone and Swift of the distribution's packages, each as small as it can be. */
public final class Swift implements AutoCloseable {
  private static final String PASSWORD = "admin-secret";
  private static final List<String> STORES = List.of("account", "container", "object");

  private final Path folder;
  private final int keystone;
  private final int proxy;
  private final List<RealProcess> running = new ArrayList<>();

  private Swift(Path folder, int keystone, int proxy) {
    this.folder = folder;
    this.keystone = keystone;
    this.proxy = proxy;
  }

  /** Starts both. */
  public static Swift start() throws IOException, InterruptedException {
    Swift started =
        new Swift(Files.createTempDirectory("slipway-swift"), Ports.free(), Ports.free());
    try {
      started.startKeystone();
      new SwiftSetup(started.keystone, PASSWORD).run(started.proxy);
      started.startSwift();
      return started;
    } catch (IOException | InterruptedException e) {
      started.running.forEach(r -> e.addSuppressed(new IOException(String.join("\n", r.lines()))));
      started.close();
      throw e;
    }
  }

  private void startKeystone() throws IOException, InterruptedException {
    for (String each : List.of("fernet", "credential")) {
      // A key, and one that comes after it; `keystone-manage` would make them for a group, too.
      Path keys = Files.createDirectories(folder.resolve(each));
      Files.writeString(keys.resolve("0"), Base64.getUrlEncoder().encodeToString(new byte[32]));
      Files.writeString(keys.resolve("1"), Base64.getUrlEncoder().encodeToString(new byte[32]));
    }
    write(
        "keystone.conf",
        """
        [DEFAULT]
        use_stderr = true
        [database]
        connection = sqlite:///FOLDER/keystone.db
        [fernet_tokens]
        key_repository = FOLDER/fernet
        [fernet_receipts]
        key_repository = FOLDER/fernet
        [credential]
        key_repository = FOLDER/credential
        [identity]
        password_hash_rounds = 4
        [cache]
        enabled = false
        """,
        Map.of());
    String config = file("keystone.conf");
    run("keystone-manage", "--config-file", config, "db_sync");
    run(
        "keystone-manage",
        "--config-file",
        config,
        "bootstrap",
        "--bootstrap-password",
        PASSWORD,
        "--bootstrap-region-id",
        "here",
        "--bootstrap-public-url",
        "http://127.0.0.1:" + keystone + "/v3");
    // Otherwise one of its sessions that reads stops another that writes.
    run(
        "python3",
        "-c",
        "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA journal_mode = WAL')",
        file("keystone.db"));
    running.add(
        RealProcess.start(
                List.of(
                    "uwsgi",
                    "--plugin",
                    "python3",
                    "--http-socket",
                    "127.0.0.1:" + keystone,
                    "--buffer-size",
                    "65535",
                    "--rem-header",
                    "Content-Length",
                    "--master",
                    "--lazy-apps",
                    "--processes",
                    "2",
                    "--wsgi-file",
                    "/usr/bin/keystone-wsgi-public",
                    "--pyargv",
                    "--config-file " + config),
                Map.of(),
                "WSGI app 0 (mountpoint='') ready")
            .awaitReady());
  }

  private void startSwift() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("devices/one"));
    write(
        "swift.conf",
        """
        [swift-hash]
        swift_hash_path_suffix = some
        [storage-policy:0]
        name = one
        default = yes
        """,
        Map.of());
    for (String each : STORES) {
      String port = String.valueOf(Ports.free());
      String builder = file(each + ".builder");
      run("swift-ring-builder", builder, "create", "4", "1", "0");
      run("swift-ring-builder", builder, "add", "r1z1-127.0.0.1:" + port + "/one", "1");
      run("swift-ring-builder", builder, "rebalance");
      write(each + ".conf", STORE, Map.of("PORT", port, "WHAT", each));
      serve("swift-" + each + "-server", each + ".conf");
    }
    write(
        "proxy.conf",
        PROXY,
        Map.of(
            "PROXY", String.valueOf(proxy),
            "KEYSTONE", String.valueOf(keystone),
            "PASSWORD", PASSWORD));
    serve("swift-proxy-server", "proxy.conf");
  }

  private static final String STORE =
      """
      [DEFAULT]
      bind_ip = 127.0.0.1
      bind_port = PORT
      swift_dir = FOLDER
      devices = FOLDER/devices
      mount_check = false
      workers = 1
      user = USER
      fallocate_reserve = 0
      log_level = INFO
      [pipeline:main]
      pipeline = healthcheck WHAT-server
      [app:WHAT-server]
      use = egg:swift#WHAT
      [filter:healthcheck]
      use = egg:swift#healthcheck
      [WHAT-updater]
      """;

  /** Tokens are asked for each time, so that they end at once. */
  private static final String PROXY =
      """
      [DEFAULT]
      bind_ip = 127.0.0.1
      bind_port = PROXY
      swift_dir = FOLDER
      workers = 1
      user = USER
      [pipeline:main]
      pipeline = catch_errors gatekeeper healthcheck authtoken keystoneauth account-quotas proxy-server
      [app:proxy-server]
      use = egg:swift#proxy
      account_autocreate = true
      allow_account_management = true
      [filter:catch_errors]
      use = egg:swift#catch_errors
      [filter:gatekeeper]
      use = egg:swift#gatekeeper
      [filter:healthcheck]
      use = egg:swift#healthcheck
      [filter:account-quotas]
      use = egg:swift#account_quotas
      [filter:authtoken]
      paste.filter_factory = keystonemiddleware.auth_token:filter_factory
      www_authenticate_uri = http://127.0.0.1:KEYSTONE/v3
      auth_url = http://127.0.0.1:KEYSTONE/v3
      auth_type = password
      project_domain_id = default
      user_domain_id = default
      project_name = admin
      username = admin
      password = PASSWORD
      delay_auth_decision = True
      token_cache_time = -1
      interface = public
      [filter:keystoneauth]
      use = egg:swift#keystoneauth
      operator_roles = admin, swiftoperator
      reseller_admin_role = ResellerAdmin
      """;

  private void serve(String program, String config) throws IOException, InterruptedException {
    running.add(
        RealProcess.start(List.of(program, file(config), "-v"), Map.of(), "Started child")
            .awaitReady());
  }

  /** Has containers tell accounts what is in them, which they do every five minutes otherwise. */
  public void count() throws IOException, InterruptedException {
    run("swift-container-updater", file("container.conf"), "once");
  }

  /** Its administrator's address. */
  public String url() {
    return url(PASSWORD);
  }

  /** With another password. */
  public String url(String password) {
    return "http://admin:" + password + "@127.0.0.1:" + keystone + "/v3";
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, String text, Map<String, String> values) throws IOException {
    String written = text;
    for (Map.Entry<String, String> each : new TreeMap<>(values).entrySet()) {
      written = written.replace(each.getKey(), each.getValue());
    }
    written =
        written
            .replace("FOLDER", folder.toString())
            .replace("USER", System.getProperty("user.name"));
    Files.writeString(folder.resolve(name), written);
  }

  private static void run(String... line) throws IOException, InterruptedException {
    try (RealProcess run = RealProcess.start(List.of(line), Map.of(), "(never said)")) {
      run.awaitEnd();
    }
  }

  @Override
  public void close() throws IOException {
    running.reversed().forEach(RealProcess::close);
    Folders.delete(folder);
  }
}
