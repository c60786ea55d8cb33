package dev.slipway.build.sandbox;

import dev.slipway.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs inside a file tree that becomes an image, apart from the machine: in mount, process
 * and network namespaces of their own, with no network but loopback unless it is asked for. All
 * mounts and processes go with the program, however that ends.
 */
public final class Sandbox {
  private final Path entrance;
  private final Path root;
  private final String overlay;
  private final boolean network;
  private final @Nullable Path broughtIn;

  private Sandbox(
      Path entrance, Path root, String overlay, boolean network, @Nullable Path broughtIn) {
    this.entrance = entrance;
    this.root = root;
    this.overlay = overlay;
    this.network = network;
    this.broughtIn = broughtIn;
  }

  /**
   * Programs that change a tree in place.
   *
   * @param scratch a folder for the sandbox's own files, on the same file system as the tree
   */
  public static Sandbox in(Path tree, Path scratch) throws IOException {
    return new Sandbox(entrance(scratch), tree, "-", false, null);
  }

  /**
   * Programs that see layers as one tree and put what they change into one of their own.
   *
   * @param layers what is read, lowest first; not changed
   * @param changes an empty folder that takes the changes, in overlayfs' form
   * @param scratch a folder for the sandbox's own files, on the same file system as the changes
   */
  public static Sandbox over(List<Path> layers, Path changes, Path scratch) throws IOException {
    Path work = Files.createDirectories(scratch.resolve("overlay-work"));
    Path mountPoint = Files.createDirectories(scratch.resolve("overlay-root"));
    String lower =
        layers.reversed().stream().map(Sandbox::escaped).collect(Collectors.joining(":"));
    // In a user namespace overlayfs keeps its marks in user.* attributes; as root alone in
    // trusted.*
    String options =
        "lowerdir=%s,upperdir=%s,workdir=%s%s"
            .formatted(
                lower, escaped(changes), escaped(work), UserNamespace.inside() ? ",userxattr" : "");
    return new Sandbox(entrance(scratch), mountPoint, options, false, null);
  }

  /**
   * The same with the machine's network, its name service and the certificates that it trusts, as
   * {@code SSL_CERT_FILE} and, for Java, as {@code SLIPWAY_JAVA_CERTIFICATES}.
   */
  public Sandbox withNetwork() {
    return new Sandbox(entrance, root, overlay, true, broughtIn);
  }

  /** The same with a folder of the machine's to be read as {@code /run/slipway}. */
  public Sandbox bringing(Path folder) {
    return new Sandbox(entrance, root, overlay, network, folder);
  }

  /** A program with its arguments, to be run inside. */
  public Command command(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--ipc", "--uts"));
    if (!network) {
      line.add("--net");
    }
    line.addAll(List.of("--", "sh", entrance.toString(), root.toString(), overlay));
    line.addAll(List.of(arguments));
    Command command = Command.of(line);
    if (network) {
      MachineNetwork.here().lendTo(command);
    }
    Optional.ofNullable(broughtIn).ifPresent(f -> command.env("SLIPWAY_BRING_IN", f.toString()));
    return command;
  }

  private static String escaped(Path path) {
    return path.toString().replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,");
  }

  private static Path entrance(Path scratch) throws IOException {
    Path file = scratch.resolve("enter");
    try (InputStream script =
        Objects.requireNonNull(Sandbox.class.getResourceAsStream("enter"), "enter")) {
      Files.copy(script, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
