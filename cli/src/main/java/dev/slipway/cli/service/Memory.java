package dev.slipway.cli.service;

import dev.slipway.build.debian.NearestName;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.secret.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this user has made at a broker. The API has no list, and knows ids only, so names, ids and
 * what goes on are kept here: always before the broker is asked.
 */
final class Memory {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final URI broker;
  private final Path file;

  private Memory(URI broker, Path file) {
    this.broker = broker;
    this.file = file;
  }

  /** A file for each broker. */
  static Memory of(Surroundings surroundings, URI broker) {
    String readable =
        broker.toString().replaceFirst("^https?://", "").replaceAll("[^A-Za-z0-9.-]", "_");
    // Two addresses may read alike.
    String hash =
        UUID.nameUUIDFromBytes(broker.toString().getBytes(StandardCharsets.UTF_8))
            .toString()
            .substring(0, 8);
    return new Memory(
        broker,
        surroundings
            .stateFolder()
            .resolve("services")
            .resolve(
                readable.substring(0, Math.min(80, readable.length())) + "-" + hash + ".json"));
  }

  /** The file's content. */
  private record Content(String broker, List<KnownInstance> instances) {}

  URI broker() {
    return broker;
  }

  Path file() {
    return file;
  }

  /** All instances, in the order in which they were made. */
  List<KnownInstance> instances() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    PrivateFile.require(file);
    try {
      return JSON.readValue(Files.readString(file), Content.class).instances();
    } catch (JacksonException e) {
      throw new IOException(
          file + " is not as it was written: " + e.getOriginalMessage() + "; put it right by hand",
          e);
    }
  }

  Optional<KnownInstance> find(String name) throws IOException {
    return instances().stream().filter(i -> i.name().equals(name)).findFirst();
  }

  /** The instance of a name. */
  KnownInstance need(String name) throws IOException {
    List<String> names = instances().stream().map(KnownInstance::name).toList();
    return find(name)
        .orElseThrow(() ->
            new UsageException(
                "no instance `%s` of %s is known here".formatted(name, broker)
                    + NearestName.of(name, names)
                        .map(n -> "; did you mean `" + n + "`?")
                        .orElse("; `slipway service list` shows them")));
  }

  /** Keeps an instance in the place of the one with its id. */
  void keep(KnownInstance instance) throws IOException {
    change(all -> {
      List<KnownInstance> next = new ArrayList<>(all);
      int at = next.stream().map(KnownInstance::id).toList().indexOf(instance.id());
      if (at < 0) {
        next.add(instance);
      } else {
        next.set(at, instance);
      }
      return next;
    });
  }

  void forget(KnownInstance instance) throws IOException {
    change(all -> all.stream().filter(i -> !i.id().equals(instance.id())).toList());
  }

  /** Changes one instance as it is now, which others may have changed since it was read. */
  void change(KnownInstance instance, UnaryOperator<KnownInstance> how) throws IOException {
    change(all -> all.stream().map(i -> i.id().equals(instance.id()) ? how.apply(i) : i).toList());
  }

  private void change(UnaryOperator<List<KnownInstance>> how) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Commands that run at once change it one after the other; closing ends it.
      channel.lock();
      PrivateFile.write(
          file,
          JSON.writeValueAsString(new Content(broker.toString(), how.apply(instances()))) + "\n");
    }
  }
}
