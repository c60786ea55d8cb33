package dev.slipway.context.medium;

import dev.slipway.disk.iso.IsoImage;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a context medium holds, for people: secrets are left out.
 *
 * @param form {@code slipway}, {@code folder}, {@code nocloud}, {@code configdrive} or {@code none}
 * @param label the volume's name
 * @param instanceId where the medium says it
 * @param problems what is wrong with it; empty for one that an instance takes
 * @param facts what it says, in order
 */
public record ContextDescription(
    String form,
    String label,
    Optional<String> instanceId,
    List<String> problems,
    List<Fact> facts) {
  /**
   * One thing that a medium says.
   *
   * @param about as in {@code user} or {@code file}
   */
  public record Fact(String about, String text) {}

  private static final int LARGEST_TEXT = 1 << 20;
  private static final Pattern TOP_KEY = Pattern.compile("(?: {2}\")?([a-z_]+)\"?:");

  /**
   * Explains an ISO 9660 image.
   *
   * @throws dev.slipway.disk.DiskException for a file that is none
   */
  public static ContextDescription read(Path iso) throws IOException {
    IsoImage image = IsoImage.read(iso);
    return of(image.label(), image.root());
  }

  /** Explains a volume: its name and its files, as read from an ISO. */
  public static ContextDescription of(String label, Directory tree) throws IOException {
    if (tree.find("slipway/medium").isPresent()) {
      return slipway(label, tree);
    }
    if (tree.find("meta-data").isPresent()) {
      return cloud("nocloud", ContextFormat.NOCLOUD, label, tree, "");
    }
    if (tree.find("openstack/latest/meta_data.json").isPresent()) {
      return cloud("configdrive", ContextFormat.CONFIGDRIVE, label, tree, "openstack/latest/");
    }
    List<Fact> facts = new ArrayList<>();
    others(tree, "", facts);
    boolean folder =
        tree.find("post-install").isPresent() || tree.find("common/network").isPresent();
    List<String> problems = folder ? List.of() : List.of("it holds no context");
    return new ContextDescription(
        folder ? "folder" : "none", label, Optional.empty(), problems, facts);
  }

  /** One line per fact, then one per problem. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("form " + form + ", label " + label);
    instanceId.ifPresent(id -> lines.add("instance-id " + id));
    facts.forEach(fact -> lines.add(fact.about() + " " + fact.text()));
    problems.forEach(problem -> lines.add("problem: " + problem));
    // What stands on a medium of unknown origin must not steer the terminal.
    return lines.stream()
        .map(line -> line.replace("\n", " ↵ ").replaceAll("\\p{Cntrl}", "?"))
        .toList();
  }

  private static ContextDescription slipway(String label, Directory tree) throws IOException {
    List<Fact> facts = new ArrayList<>();
    Optional<String> id = Optional.empty();
    for (String[] line : keyed(tree, "slipway/medium")) {
      if (line[0].equals("instance-id")) {
        id = Optional.of(line[1]);
      } else if (line[0].equals("hostname")) {
        facts.add(new Fact("hostname", line[1]));
      }
    }
    for (String path : below(tree, "slipway/network")) {
      facts.add(new Fact("network", joined(keyed(tree, path))));
    }
    for (String path : below(tree, "slipway/users")) {
      facts.add(new Fact("user", joined(keyed(tree, path))));
    }
    for (String path : below(tree, "slipway/files")) {
      if (path.endsWith(".meta")) {
        String data = path.substring(0, path.length() - 5) + ".data";
        facts.add(new Fact("file", joined(keyed(tree, path)) + ", " + size(tree, data)));
      }
    }
    for (String path : below(tree, "slipway/commands")) {
      facts.add(new Fact("command", text(tree, path).replaceFirst("^#!/bin/sh\n", "").strip()));
    }
    others(tree, "", facts);
    List<String> problems = new ArrayList<>(damage(tree));
    if (!label.equals(ContextFormat.SLIPWAY.label())) {
      problems.add("the label should be " + ContextFormat.SLIPWAY.label());
    }
    return new ContextDescription("slipway", label, id, problems, facts);
  }

  /** What the manifest says otherwise than the files do. */
  private static List<String> damage(Directory tree) throws IOException {
    SortedMap<String, String> sums = MediumTree.sums(tree);
    sums.remove("slipway/manifest");
    List<String> problems = new ArrayList<>();
    for (String line : text(tree, "slipway/manifest").lines().toList()) {
      String[] parts = line.split(" {2}", 2);
      String found = parts.length == 2 ? sums.remove(parts[1]) : "";
      if (parts.length != 2 || !parts[0].equals(found)) {
        problems.add((parts.length == 2 ? parts[1] : line) + " is not as the manifest says");
      }
    }
    sums.keySet().forEach(path -> problems.add(path + " is not in the manifest"));
    return problems;
  }

  private static ContextDescription cloud(
      String form, ContextFormat format, String label, Directory tree, String prefix)
      throws IOException {
    List<Fact> facts = new ArrayList<>();
    Optional<String> id = Optional.empty();
    for (String name :
        List.of("meta-data", "meta_data.json", "network-config", "network_data.json")) {
      for (String line : text(tree, prefix + name).lines().toList()) {
        String plain = plain(line);
        String[] parts = plain.strip().split(": ", 2);
        if (parts.length == 2 && parts[0].matches("instance-id|uuid") && name.startsWith("meta")) {
          id = Optional.of(parts[1]);
        }
        if (!plain.isBlank()) {
          facts.add(new Fact(name, plain.stripTrailing()));
        }
      }
    }
    String userData = prefix + (prefix.isEmpty() ? "user-data" : "user_data");
    // Only the top keys: below them there are secrets.
    for (String line : text(tree, userData).lines().toList()) {
      Matcher key = TOP_KEY.matcher(line);
      if (key.lookingAt()) {
        facts.add(new Fact("user data", key.group(1)));
      }
    }
    List<String> problems =
        label.equalsIgnoreCase(format.label())
            ? List.of()
            : List.of("the label should be " + format.label());
    return new ContextDescription(form, label, id, problems, facts);
  }

  /** A line of JSON or YAML without what is only for machines. */
  private static String plain(String line) {
    return line.replaceAll("(?<!\\\\)\"|,$", "")
        .replace("\\\"", "\"")
        .replaceAll("[\\[{]$|^\\s*[\\]}]+$", "");
  }

  /** Everything outside {@code slipway/}: scripts and what belongs to them. */
  private static void others(Directory directory, String prefix, List<Fact> facts)
      throws IOException {
    for (Map.Entry<String, Node> child : directory.children().entrySet()) {
      String path = prefix + child.getKey();
      if (child.getValue() instanceof Directory below && !path.equals("slipway")) {
        others(below, path + "/", facts);
      } else if (child.getValue() instanceof RegularFile file) {
        facts.add(new Fact(path, file.content().size() + " bytes"));
      }
    }
  }

  private static List<String> below(Directory tree, String folder) {
    return tree.find(folder).orElse(null) instanceof Directory directory
        ? directory.children().keySet().stream().map(name -> folder + "/" + name).toList()
        : List.of();
  }

  private static List<String[]> keyed(Directory tree, String path) throws IOException {
    return text(tree, path)
        .lines()
        .map(line -> Arrays.copyOf(line.split(" ", 2), 2))
        .filter(line -> line[1] != null)
        .toList();
  }

  private static String joined(List<String[]> lines) {
    List<String> parts = new ArrayList<>();
    for (String[] line : lines) {
      parts.add(line[0] + " " + (line[0].equals("password") ? "(not shown)" : line[1]));
    }
    return String.join(", ", parts);
  }

  private static String size(Directory tree, String path) {
    return tree.find(path).orElse(null) instanceof RegularFile file
        ? file.content().size() + " bytes"
        : "missing";
  }

  /** A file's text; nothing where there is none. What is no text of a sane size is cut. */
  private static String text(Directory tree, String path) throws IOException {
    if (!(tree.find(path).orElse(null) instanceof RegularFile file)) {
      return "";
    }
    Content content = file.content();
    try (InputStream in = Channels.newInputStream(content.open())) {
      return new String(in.readNBytes(LARGEST_TEXT), StandardCharsets.UTF_8);
    }
  }
}
