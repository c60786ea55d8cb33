package dev.slipway.disk.tree;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A directory: names, in order, and what stands under each. */
public final class Directory implements Node {
  private Metadata metadata;
  private final NavigableMap<String, Node> children = new TreeMap<>();

  /** An empty directory. */
  public Directory(Metadata metadata) {
    this.metadata = metadata;
  }

  @Override
  public Metadata metadata() {
    return metadata;
  }

  /** Gives the directory another owner, mode, time or attributes. */
  public void setMetadata(Metadata newMetadata) {
    metadata = newMetadata;
  }

  /** What is in the directory, sorted by name; a view that cannot be changed. */
  public NavigableMap<String, Node> children() {
    return Collections.unmodifiableNavigableMap(children);
  }

  /**
   * Puts a node under a name, in place of what was there.
   *
   * @throws IllegalArgumentException for an empty name, {@code .}, {@code ..}, or one with a slash
   *     or NUL
   */
  public void put(String name, Node node) {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("'" + name + "' cannot be a file's name");
    }
    children.put(name, node);
  }

  /** Takes a name away, with everything below it; does nothing where there is none. */
  public void remove(String name) {
    children.remove(name);
  }

  /**
   * Finds a node by a path of names separated by slashes, with or without one in front. Symbolic
   * links are not followed.
   */
  public Optional<Node> find(String path) {
    Node node = this;
    for (String name : path.split("/")) {
      if (name.isEmpty()) {
        continue;
      }
      if (!(node instanceof Directory directory)) {
        return Optional.empty();
      }
      Node child = directory.children.get(name);
      if (child == null) {
        return Optional.empty();
      }
      node = child;
    }
    return Optional.of(node);
  }

  /**
   * The directory at a path, made with the given metadata where there is none, as its parents are.
   *
   * @throws IllegalArgumentException where something that is no directory stands in the way
   */
  public Directory directory(String path, Metadata forNew) {
    Directory here = this;
    for (String name : path.split("/")) {
      if (name.isEmpty()) {
        continue;
      }
      Node child = here.children.get(name);
      if (child == null) {
        child = new Directory(forNew);
        here.put(name, child);
      }
      if (!(child instanceof Directory directory)) {
        throw new IllegalArgumentException(path + ": '" + name + "' is no directory");
      }
      here = directory;
    }
    return here;
  }

  @Override
  public String toString() {
    return "Directory" + Map.copyOf(children).keySet();
  }
}
