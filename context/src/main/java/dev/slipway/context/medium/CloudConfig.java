package dev.slipway.context.medium;

import dev.slipway.context.ContextFile;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.ContextUser;
import dev.slipway.disk.tree.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The context as cloud-init's user data, the same for NoCloud and ConfigDrive
 * (https://docs.cloud-init.io, modules).
 */
final class CloudConfig {
  private static final String SCRIPTS = "/var/lib/cloud/scripts/";

  private CloudConfig() {}

  /** A {@code #cloud-config} document. */
  static String userData(ContextSpec spec) throws IOException {
    Map<String, Object> config = new LinkedHashMap<>();
    spec.hostname().ifPresent(name -> hostname(config, name));
    if (!spec.sshKeys().isEmpty()) {
      // For the image's default user, and for root as the same context has it elsewhere.
      config.put("disable_root", false);
      config.put("ssh_authorized_keys", spec.sshKeys());
    }
    if (!spec.users().isEmpty()) {
      List<Object> users = new ArrayList<>(List.of("default"));
      spec.users().forEach(user -> users.add(user(user)));
      config.put("users", users);
    }
    List<Object> files = files(spec);
    if (!files.isEmpty()) {
      config.put("write_files", files);
    }
    if (!spec.commands().isEmpty()) {
      config.put("runcmd", spec.commands());
    }
    // YAML holds JSON, and no reader takes a text in quotes for a number or a time.
    return "#cloud-config\n" + Json.text(config);
  }

  /** The first label of a full name. */
  static String shortName(String hostname) {
    int dot = hostname.indexOf('.');
    return dot < 0 ? hostname : hostname.substring(0, dot);
  }

  private static void hostname(Map<String, Object> config, String name) {
    config.put("hostname", shortName(name));
    if (name.contains(".")) {
      config.put("fqdn", name);
    }
    config.put("manage_etc_hosts", "localhost");
  }

  private static Map<String, Object> user(ContextUser user) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", user.name());
    if (!user.groups().isEmpty()) {
      map.put("groups", user.groups());
    }
    user.shell().ifPresent(shell -> map.put("shell", shell));
    user.password().ifPresent(hash -> map.put("hashed_passwd", hash));
    map.put("lock_passwd", user.password().isEmpty());
    if (!user.sshKeys().isEmpty()) {
      map.put("ssh_authorized_keys", user.sshKeys());
    }
    return map;
  }

  private static List<Object> files(ContextSpec spec) throws IOException {
    List<Object> files = new ArrayList<>();
    for (ContextFile file : spec.files()) {
      String mode = String.format(Locale.ROOT, "%04o", file.mode());
      Map<String, Object> map = file(file.path(), bytes(file.content()), mode);
      if (!file.owner().equals("root:root")) {
        map.put("owner", file.owner());
        map.put("defer", true); // the owner may be one of the users
      }
      files.add(map);
    }
    if (spec.postInstall().isPresent()) {
      byte[] script = script(spec.postInstall().get());
      files.add(file(SCRIPTS + "per-instance/slipway-post-install", script, "0700"));
    }
    if (spec.everyBoot().isPresent()) {
      byte[] script = script(spec.everyBoot().get());
      files.add(file(SCRIPTS + "per-boot/slipway-every-boot", script, "0700"));
    }
    return files;
  }

  private static Map<String, Object> file(String path, byte[] bytes, String mode) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", path);
    map.put("encoding", "b64");
    map.put("content", Base64.getEncoder().encodeToString(bytes));
    map.put("permissions", mode);
    return map;
  }

  /**
   * cloud-init runs a script by its first line, so that one without gets the one it is meant for.
   */
  private static byte[] script(Content content) throws IOException {
    byte[] bytes = bytes(content);
    if (bytes.length > 1 && bytes[0] == '#' && bytes[1] == '!') {
      return bytes;
    }
    byte[] first = "#!/bin/bash\n".getBytes(StandardCharsets.US_ASCII);
    byte[] whole = java.util.Arrays.copyOf(first, first.length + bytes.length);
    System.arraycopy(bytes, 0, whole, first.length, bytes.length);
    return whole;
  }

  private static byte[] bytes(Content content) throws IOException {
    try (InputStream in = Channels.newInputStream(content.open())) {
      return in.readAllBytes();
    }
  }
}
