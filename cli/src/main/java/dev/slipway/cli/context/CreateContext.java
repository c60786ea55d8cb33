package dev.slipway.cli.context;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.medium.ContextFormat;
import dev.slipway.context.medium.ContextMedium;
import dev.slipway.context.reader.ContextAdditions;
import dev.slipway.context.reader.ContextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway context create}. */
@Command(
    name = "create",
    description = "Makes a context medium, an ISO image.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "SOURCE is a context.yml (hostname, network, users, ssh-keys, files, post-install, every-boot,"
          + " commands), a folder with one, or a folder with post-install, common/network,"
          + " common/routes and whatever else post-install wants. The medium is as secret as what is"
          + " in it: only you may read it.",
      "Examples:",
      "  slipway context create web1/ -o web1.iso",
      "  slipway context create context.yml --hostname web2 -o web2.iso",
      "  slipway context create --ssh-key id_ed25519.pub --format nocloud -o seed.iso"
    })
final class CreateContext implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "SOURCE", arity = "0..1", description = "A folder or a context.yml.")
  private @Nullable Path source;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "ISO",
      defaultValue = "context.iso",
      description = "The file to make, or to replace (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("context.iso");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "slipway",
      description = "slipway; nocloud or configdrive for cloud-init (default: ${DEFAULT-VALUE}).")
  private String format = "slipway";

  @Option(names = "--hostname", paramLabel = "NAME", description = "The instance's host name.")
  private @Nullable String hostname;

  @Option(
      names = "--ssh-key",
      paramLabel = "FILE",
      description = "A file with public keys that may log in as root; repeat.")
  private List<Path> sshKeys = List.of();

  @Option(
      names = "--post-install",
      paramLabel = "FILE",
      description = "A script that root runs once, at first boot.")
  private @Nullable Path postInstall;

  @Option(
      names = "--instance-id",
      paramLabel = "ID",
      description =
          "What tells one instance from another: with a new id, everything is done anew"
              + " (default: from the content and the name).")
  private @Nullable String instanceId;

  @Option(names = "--json", description = "Print what was made as JSON.")
  private boolean json;

  CreateContext(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ContextFormat wanted = format(format);
    ContextSpec spec = spec();
    ContextMedium medium =
        ContextMedium.render(spec, spec.hostname().orElseGet(this::name), wanted);
    Path iso = surroundings.folder().resolve(output).toAbsolutePath();
    if (!Files.isDirectory(iso.resolveSibling("."))) {
      throw new UsageException(iso.getParent() + ": no such folder; make it first");
    }
    if (Files.exists(iso) && !Files.isRegularFile(iso)) {
      throw new UsageException(output + " is there and is no file; give another name");
    }
    medium.write(iso);
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file", output.toString());
      fields.put("format", wanted.word());
      fields.put("label", medium.label());
      fields.put("instanceId", medium.instanceId());
      surroundings.out().println(Json.text(fields));
    } else {
      surroundings
          .out()
          .println(
              "%s: %s medium, instance-id %s"
                  .formatted(output, wanted.word(), medium.instanceId()));
    }
    return 0;
  }

  private ContextSpec spec() throws ContextException, IOException {
    Path here = surroundings.folder();
    ContextAdditions additions =
        new ContextAdditions(
            Optional.ofNullable(hostname),
            Optional.ofNullable(instanceId),
            sshKeys.stream().map(here::resolve).toList(),
            Optional.ofNullable(postInstall).map(here::resolve));
    if (source == null && additions.isEmpty()) {
      throw new UsageException(
          "nothing to put on the medium: give a SOURCE, --hostname, --ssh-key or --post-install");
    }
    ContextSpec spec =
        source == null ? ContextSpec.empty() : ContextReader.read(here.resolve(source));
    return additions.to(spec);
  }

  /** Two media with other names are for two instances. */
  private String name() {
    return String.valueOf(output.getFileName()).replaceFirst("\\.[^.]*$", "");
  }

  private static ContextFormat format(String word) {
    for (ContextFormat each : ContextFormat.values()) {
      if (each.word().equalsIgnoreCase(word)) {
        return each;
      }
    }
    throw new UsageException(
        "`" + word + "` is no format of media; there are slipway, nocloud and configdrive");
  }
}
