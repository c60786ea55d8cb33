package dev.slipway.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ceph of the distribution's packages, as small as it can be: a monitor, an object store in memory,
 * and an object gateway.
 */
public final class ObjectGateway implements AutoCloseable {
  private static final String KEY = "admin-key";
  private static final String FSID = "11111111-2222-4333-8444-555555555555";
  private static final String SECRET = "admin-secret";

  private final Path folder;
  private final int port;
  private final List<RealProcess> running = new ArrayList<>();

  private ObjectGateway(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts one. */
  public static ObjectGateway start() throws IOException, InterruptedException {
    ObjectGateway started =
        new ObjectGateway(Files.createTempDirectory("slipway-ceph"), Ports.free());
    try {
      started.startAll();
      return started;
    } catch (IOException | InterruptedException e) {
      started.close();
      throw e;
    }
  }

  private void startAll() throws IOException, InterruptedException {
    String address = "[v2:127.0.0.1:" + Ports.free() + ",v1:127.0.0.1:" + Ports.free() + "]";
    for (String each : List.of("mon", "osd", "run")) {
      Files.createDirectory(folder.resolve(each));
    }
    Files.writeString(folder.resolve("ceph.conf"), config(address));
    keys();
    String monmap = folder.resolve("monmap").toString();
    run("monmaptool", "--create", "--fsid", FSID, "--addv", "a", address, monmap);
    run("ceph-mon", "--mkfs", "-i", "a", "--monmap", monmap);
    serve("ceph-mon", "-i", "a", "-f");
    // It waits for the monitor.
    run("ceph", "osd", "create");
    run("ceph-osd", "--mkfs", "-i", "0");
    serve("ceph-osd", "-i", "0", "-f");
    run(
        "radosgw-admin",
        "user",
        "create",
        "--uid",
        "admin",
        "--display-name",
        "admin",
        "--access-key",
        KEY,
        "--secret-key",
        SECRET,
        "--caps",
        "users=*;buckets=*;metadata=read");
    running.add(
        RealProcess.start(
                List.of(
                    "radosgw",
                    "-d",
                    "-n",
                    "client.admin",
                    "--debug-rgw",
                    "1",
                    "-c",
                    folder.resolve("ceph.conf").toString()),
                Map.of(),
                "service_daemon_register")
            .awaitReady());
  }

  private String config(String address) {
    return """
    [global]
    fsid = FSID
    mon host = ADDRESS
    keyring = FOLDER/keyring
    run dir = FOLDER/run
    osd data = FOLDER/osd
    mon data = FOLDER/mon
    admin socket =
    auth allow insecure global id reclaim = false
    osd pool default size = 1
    osd pool default min size = 1
    osd pool default pg num = 1
    osd pool default pgp num = 1
    osd pool default pg autoscale mode = off
    osd crush chooseleaf type = 0
    osd objectstore = memstore
    mon allow pool size one = true
    mon max pg per osd = 1000
    [client.admin]
    rgw frontends = beast endpoint=127.0.0.1:PORT
    rgw thread pool size = 16
    # Otherwise what is kept counts for a quota after minutes.
    rgw bucket quota ttl = 0
    rgw user quota bucket sync interval = 1
    """
        .replace("FSID", FSID)
        .replace("ADDRESS", address)
        .replace("FOLDER", folder.toString())
        .replace("PORT", String.valueOf(port));
  }

  private void keys() throws IOException, InterruptedException {
    String file = folder.resolve("keyring").toString();
    run(
        "ceph-authtool",
        "--create-keyring",
        file,
        "--gen-key",
        "-n",
        "mon.",
        "--cap",
        "mon",
        "allow *");
    for (String each : List.of("client.admin", "osd.0")) {
      run(
          "ceph-authtool",
          file,
          "--gen-key",
          "-n",
          each,
          "--cap",
          "mon",
          "allow *",
          "--cap",
          "osd",
          "allow *");
    }
  }

  private void run(String... line) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(line));
    if (!line[0].endsWith("tool")) {
      all.addAll(List.of("-c", folder.resolve("ceph.conf").toString()));
    }
    try (RealProcess run = RealProcess.start(all, Map.of(), "(never said)")) {
      run.awaitEnd();
    }
  }

  private void serve(String... line) throws IOException {
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(List.of("-c", folder.resolve("ceph.conf").toString()));
    running.add(RealProcess.start(all, Map.of(), "(never said)"));
  }

  /** Its administrator's address. */
  public String url() {
    return "http://" + KEY + ":" + SECRET + "@127.0.0.1:" + port;
  }

  public String accessKey() {
    return KEY;
  }

  public String secretKey() {
    return SECRET;
  }

  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    running.reversed().forEach(RealProcess::close);
    Folders.delete(folder);
  }
}
