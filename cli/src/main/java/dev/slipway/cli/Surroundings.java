package dev.slipway.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What the program is run in.
 *
 * @param environment the caller's variables
 * @param folder the folder that relative paths start from
 * @param out takes results
 * @param err takes progress and errors
 * @param columns how wide the terminal is that {@code err} writes to; empty where it is none
 * @param in what the user types
 */
public record Surroundings(
    Map<String, String> environment,
    Path folder,
    PrintStream out,
    PrintStream err,
    Clock clock,
    Optional<Integer> columns,
    InputStream in) {
  /** The program's name and version. */
  public static final String PROGRAM = "slipway " + version();

  /** Where nobody types anything. */
  public Surroundings(
      Map<String, String> environment,
      Path folder,
      PrintStream out,
      PrintStream err,
      Clock clock,
      Optional<Integer> columns) {
    this(environment, folder, out, err, clock, columns, InputStream.nullInputStream());
  }

  /** Those of the running program. */
  static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    Optional<Integer> columns =
        Optional.ofNullable(environment.get("SLIPWAY_TERMINAL_COLUMNS"))
            .filter(c -> c.matches("[1-9][0-9]{0,3}"))
            .map(Integer::valueOf);
    return new Surroundings(
        environment, Path.of(""), System.out, System.err, Clock.systemUTC(), columns, System.in);
  }

  private static String version() {
    String version = Surroundings.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Where steps' results are kept: {@code SLIPWAY_CACHE}, else the user's cache folder. */
  public Path cacheFolder() {
    return variable("SLIPWAY_CACHE")
        .orElseGet(() ->
            variable("XDG_CACHE_HOME")
                .orElseGet(() -> userHome().resolve(".cache"))
                .resolve("slipway"));
  }

  /** Where images are kept unless a command says otherwise: {@code SLIPWAY_IMAGES}. */
  public Path imagesFolder() {
    return variable("SLIPWAY_IMAGES").orElseGet(() -> data().resolve("images"));
  }

  /** Where instances are kept: {@code SLIPWAY_VMS}. */
  public Path vmsFolder() {
    return variable("SLIPWAY_VMS").orElseGet(() -> data().resolve("vms"));
  }

  /** Where releases are kept unless a command says otherwise: {@code SLIPWAY_RELEASES}. */
  public Path releasesFolder() {
    return variable("SLIPWAY_RELEASES").orElseGet(() -> data().resolve("releases"));
  }

  private Path data() {
    return variable("XDG_DATA_HOME")
        .orElseGet(() -> userHome().resolve(".local/share"))
        .resolve("slipway");
  }

  /** The project's own folder, with its examples. */
  public Path home() {
    return Path.of(System.getProperty("slipway.home", "")).toAbsolutePath();
  }

  /** Where is kept what the program has to remember: {@code XDG_STATE_HOME}. */
  public Path stateFolder() {
    return variable("XDG_STATE_HOME")
        .orElseGet(() -> userHome().resolve(".local/state"))
        .resolve("slipway");
  }

  /** Where the user's settings are. */
  public Path configFolder() {
    return variable("XDG_CONFIG_HOME")
        .orElseGet(() -> userHome().resolve(".config"))
        .resolve("slipway");
  }

  /** The user's own folder. */
  public Path userHome() {
    // A build server's bare environment may have no HOME.
    return variable("HOME").orElseGet(() -> Path.of(System.getProperty("user.home", "/root")));
  }

  private Optional<Path> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(v -> !v.isBlank())
        .map(v -> folder.resolve(v).toAbsolutePath());
  }

  /** How many bytes the cache may keep: {@code SLIPWAY_CACHE_SIZE} in GiB, 20 unless set. */
  public long cacheCapacity() {
    String gib = environment.getOrDefault("SLIPWAY_CACHE_SIZE", "20");
    if (!gib.matches("[0-9]{1,6}")) {
      throw new UsageException("SLIPWAY_CACHE_SIZE is `" + gib + "`, not a number of GiB");
    }
    return Long.parseLong(gib) << 30;
  }
}
