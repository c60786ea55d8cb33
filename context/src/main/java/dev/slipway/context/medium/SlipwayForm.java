package dev.slipway.context.medium;

import dev.slipway.context.ContextFile;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.ContextUser;
import dev.slipway.context.NetworkInterface;
import dev.slipway.context.Route;
import dev.slipway.disk.tree.Content;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Slipway's own form: scripts at the top, and below {@code slipway/} small files of {@code key
 * value} lines, which a shell reads without running them. {@code slipway/manifest} has every other
 * file's SHA-256.
 */
final class SlipwayForm {
  private SlipwayForm() {}

  /** The whole medium. */
  static MediumTree render(ContextSpec spec, String instanceId) throws IOException {
    MediumTree tree = content(spec);
    Lines medium = new Lines().add("version", "1").add("instance-id", instanceId);
    spec.hostname().ifPresent(name -> medium.add("hostname", name));
    int files = tree.sums().size() + 1; // and this one itself
    tree.secret("slipway/medium", medium.add("files", Integer.toString(files)).text());
    tree.secret("slipway/manifest", MediumTree.manifest(tree.sums()));
    return tree;
  }

  /** An instance id that changes with the name and with everything but the tests. */
  static String instanceId(ContextSpec spec, String name) throws IOException {
    SortedMap<String, String> sums = content(spec).sums("test/");
    Lines identity = new Lines().add("name", name).add("hostname", spec.hostname().orElse(""));
    String text = identity.text() + MediumTree.manifest(sums);
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String sum = MediumTree.sha256(new Content.Bytes(bytes));
    String start = name.replaceAll("[^A-Za-z0-9._-]", "-");
    return start.substring(0, Math.min(40, start.length())) + "-" + sum.substring(0, 12);
  }

  private static MediumTree content(ContextSpec spec) {
    MediumTree tree = new MediumTree();
    spec.folder().ifPresent(folder -> tree.addAll("", folder));
    spec.postInstall().ifPresent(script -> tree.add("post-install", 0555, script));
    spec.everyBoot().ifPresent(script -> tree.add("every-boot", 0555, script));
    numbered(tree, "slipway/network", spec.network().stream().map(SlipwayForm::card).toList());
    numbered(tree, "slipway/users", users(spec));
    numbered(tree, "slipway/commands", scripts(spec.commands()));
    numbered(tree, "test", scripts(spec.tests()));
    int number = 0;
    for (ContextFile file : spec.files()) {
      String path = path("slipway/files", ++number);
      tree.secret(path + ".meta", meta(file));
      tree.add(path + ".data", 0400, file.content());
    }
    return tree;
  }

  private static List<String> scripts(List<String> commands) {
    return commands.stream().map(line -> "#!/bin/sh\n" + line + "\n").toList();
  }

  private static void numbered(MediumTree tree, String folder, List<String> texts) {
    int number = 0;
    for (String text : texts) {
      tree.secret(path(folder, ++number), text);
    }
  }

  private static String path(String folder, int number) {
    return String.format(Locale.ROOT, "%s/%03d", folder, number);
  }

  private static String card(NetworkInterface card) {
    Lines lines = new Lines();
    card.mac().ifPresent(mac -> lines.add("mac", mac));
    card.name().ifPresent(name -> lines.add("name", name));
    if (card.dhcp4()) {
      lines.add("dhcp4", "yes");
    }
    if (card.dhcp6()) {
      lines.add("dhcp6", "yes");
    }
    card.mtu().ifPresent(mtu -> lines.add("mtu", Integer.toString(mtu)));
    card.addresses().forEach(address -> lines.add("address", address));
    card.allRoutes().forEach(route -> lines.add("route", words(route)));
    card.nameservers().forEach(server -> lines.add("nameserver", server));
    card.search().forEach(domain -> lines.add("search", domain));
    return lines.text();
  }

  /** A route in ip-route(8)'s words. */
  private static String words(Route route) {
    StringBuilder words = new StringBuilder(route.to());
    route.via().ifPresent(via -> words.append(" via ").append(via));
    route.metric().ifPresent(metric -> words.append(" metric ").append(metric));
    return words.append(route.onLink() ? " onlink" : "").toString();
  }

  private static List<String> users(ContextSpec spec) {
    List<String> users = new java.util.ArrayList<>();
    if (!spec.sshKeys().isEmpty()) {
      users.add(
          user(
              new ContextUser(
                  "root", List.of(), Optional.empty(), Optional.empty(), spec.sshKeys())));
    }
    spec.users().forEach(user -> users.add(user(user)));
    return users;
  }

  private static String user(ContextUser user) {
    Lines lines = new Lines().add("name", user.name());
    user.shell().ifPresent(shell -> lines.add("shell", shell));
    if (!user.groups().isEmpty()) {
      lines.add("groups", String.join(" ", user.groups()));
    }
    user.password().ifPresent(hash -> lines.add("password", hash));
    user.sshKeys().forEach(key -> lines.add("key", key));
    return lines.text();
  }

  private static String meta(ContextFile file) {
    return new Lines()
        .add("path", file.path())
        .add("owner", file.owner())
        .add("mode", String.format(Locale.ROOT, "%04o", file.mode()))
        .text();
  }
}
