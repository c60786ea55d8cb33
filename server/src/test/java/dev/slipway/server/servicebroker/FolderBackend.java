package dev.slipway.server.servicebroker;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.Provisioned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A back end whose instances are folders and whose bindings are files in them, so that they outlive
 * the broker. Each change is made in halves; what happens before, between and after them is said by
 * whoever makes one: {@code provision 1}, {@code provision 2}, {@code provision 3}.
 */
public final class FolderBackend implements Backend {
  private final Path folder;
  private final boolean slow;
  private final Steps steps;
  private final Map<String, Long> usage = new ConcurrentHashMap<>();

  /** Told of each step before it is taken. */
  @FunctionalInterface
  public interface Steps {
    void at(String step) throws BackendException;
  }

  /** Keeps its instances in a folder. */
  public FolderBackend(Path folder, boolean slow, Steps steps) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.slow = slow;
    this.steps = steps;
  }

  /** Has its instances use something. */
  public void use(Map<String, Long> amounts) {
    usage.clear();
    usage.putAll(amounts);
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private void inSteps(String name, Change first, Change second) throws BackendException {
    try {
      steps.at(name + " 1");
      first.make();
      steps.at(name + " 2");
      second.make();
      steps.at(name + " 3");
    } catch (IOException e) {
      throw new BackendException(Kind.REFUSED, "the folder refuses: " + e.getMessage(), e);
    }
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    Path own = folder.resolve(instance.name());
    inSteps(
        "provision",
        () -> Files.createDirectories(own),
        () -> Files.writeString(own.resolve("limits"), instance.limits().toString()));
    return Provisioned.PLAIN;
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) throws BackendException {
    Path limits = folder.resolve(instance.name()).resolve("limits");
    inSteps(
        "update",
        () -> Files.writeString(limits, "half"),
        () -> Files.writeString(limits, instance.limits().toString()));
  }

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    Path file = folder.resolve(instance.name()).resolve(binding.name());
    String secret = UUID.randomUUID().toString();
    inSteps("bind", () -> Files.writeString(file, "half"), () -> Files.writeString(file, secret));
    return new Bound(
        Map.of("uri", "folder://" + instance.name(), "password", secret),
        Optional.of("syslog://logs.example.net:514"),
        List.of(JsonNodeFactory.instance.objectNode().put("driver", "folder")));
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    Path file = folder.resolve(instance.name()).resolve(binding.name());
    inSteps("unbind", () -> {}, () -> Files.deleteIfExists(file));
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    Path own = folder.resolve(instance.name());
    inSteps(
        "deprovision",
        () -> Files.deleteIfExists(own.resolve("limits")),
        () -> {
          for (String each : names(own)) {
            Files.deleteIfExists(own.resolve(each));
          }
          Files.deleteIfExists(own);
        });
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    steps.at("usage");
    return new TreeMap<>(usage);
  }

  @Override
  public Set<String> limits() {
    return Set.of(Limits.STORAGE, Limits.CONNECTIONS);
  }

  @Override
  public Inventory inventory() throws BackendException {
    try {
      Set<String> instances = names(folder);
      Set<String> bindings =
          instances.stream()
              .flatMap(i -> names(folder.resolve(i)).stream())
              .filter(n -> n.startsWith("b_"))
              .collect(Collectors.toSet());
      return new Inventory(instances, bindings);
    } catch (RuntimeException e) {
      throw new BackendException(Kind.UNAVAILABLE, "the folder cannot be read", e);
    }
  }

  /** What an instance is limited to, as it was written last. */
  String limits(String instance) throws IOException {
    return Files.readString(folder.resolve(instance).resolve("limits"));
  }

  /** What a binding was given last. */
  String secret(String binding) throws IOException {
    for (String each : names(folder)) {
      Path file = folder.resolve(each).resolve(binding);
      if (Files.exists(file)) {
        return Files.readString(file);
      }
    }
    return "";
  }

  private static Set<String> names(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(p -> p.getFileName().toString()).collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  @Override
  public void check() {}

  @Override
  public boolean isSlow() {
    return slow;
  }
}
