package dev.slipway.build.image;

import dev.slipway.build.BuildException;
import dev.slipway.build.cache.CodeVersion;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.debian.Repositories;
import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import dev.slipway.build.sandbox.Sandbox;
import dev.slipway.definition.Definition;
import dev.slipway.definition.FileEntry;
import dev.slipway.definition.Services;
import dev.slipway.definition.User;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Puts a definition's users, files, services and names into the tree. */
final class ApplySettings implements Step {
  private static final List<String> BLOCKS =
      List.of("files", "services", "users", "hostname", "timezone", "locale");

  private final Definition definition;
  private final Layers below;
  private final Instant time;
  private final Fingerprint fingerprint;

  ApplySettings(Definition definition, Layers below, Instant time) throws IOException {
    this.definition = definition;
    this.below = below;
    this.time = time;
    Fingerprint.Builder builder =
        Fingerprint.of("settings")
            .add("code", CodeVersion.of(ApplySettings.class, Sandbox.class))
            .add("below", below.steps().getLast().fingerprint().id())
            .add("time", time.toString())
            .add("repositories", Repositories.sourcesList(definition));
    Map<String, String> blocks = definition.canonicalBlocks();
    BLOCKS.forEach(b -> builder.add(b, blocks.getOrDefault(b, "")));
    for (FileEntry entry : definition.files()) {
      addContents(builder, entry);
    }
    this.fingerprint = builder.build();
  }

  private void addContents(Fingerprint.Builder builder, FileEntry entry) throws IOException {
    String source =
        switch (entry.origin()) {
          case FileEntry.SourceFile file -> file.path();
          case FileEntry.SourceFolder folder -> folder.path();
          case FileEntry.Text _ -> "";
        };
    if (source.isEmpty()) {
      return;
    }
    // The source itself may be a link to what is meant; links within a folder are links.
    Path top = definition.resolve(source).toRealPath();
    try (Stream<Path> walk = Files.walk(top)) {
      for (Path each : walk.sorted().toList()) {
        String label = "file " + entry.path() + " " + source + " " + top.relativize(each);
        if (Files.isSymbolicLink(each)) {
          builder.add(label, "link " + Files.readSymbolicLink(each));
        } else if (Files.isRegularFile(each)) {
          builder.add(label, (Files.isExecutable(each) ? "x " : "- ") + Fingerprint.sha256(each));
        } else {
          builder.add(label, "folder");
        }
      }
    }
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public String title() {
    return "Apply users, files, services and names";
  }

  @Override
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public List<Step> needs() {
    return below.steps();
  }

  @Override
  public void run(Work work) throws IOException, InterruptedException {
    Path bring = Files.createDirectory(work.scratch().resolve("bring"));
    try (InputStream script =
        Objects.requireNonNull(ApplySettings.class.getResourceAsStream("settings"), "settings")) {
      Files.copy(script, bring.resolve("settings"), StandardCopyOption.REPLACE_EXISTING);
    }
    write(bring);
    if (!new ApplySettings(definition, below, time).fingerprint().equals(fingerprint)) {
      throw new BuildException(
          BuildException.Code.FILES,
          "files of " + definition.folder() + " changed while the image was built; run again");
    }
    Path changes = Files.createDirectory(Layers.tree(work.result()));
    try {
      Sandbox.over(below.folders(work), changes, work.scratch())
          .bringing(bring)
          .command("/bin/sh", "/run/slipway/settings")
          .env("SOURCE_DATE_EPOCH", Long.toString(time.getEpochSecond()))
          .env("HOME", "/root")
          .onLine(work::output)
          .run();
    } catch (CommandFailed e) {
      throw new BuildException(
          BuildException.Code.FILES,
          definition.file()
              + ": the settings cannot be applied:\n  "
              + String.join("\n  ", e.lastLines()),
          e);
    }
  }

  private void write(Path bring) throws IOException {
    Files.writeString(bring.resolve("sources.list"), Repositories.sourcesList(definition));
    Files.writeString(bring.resolve("hostname"), definition.hostname() + "\n");
    Files.writeString(bring.resolve("timezone"), definition.timezone() + "\n");
    Files.writeString(bring.resolve("locale"), definition.locale() + "\n");
    Files.write(bring.resolve("enable"), units(definition.services().enable()));
    Files.write(bring.resolve("disable"), units(definition.services().disable()));
    Files.write(
        bring.resolve("users"), definition.users().stream().map(ApplySettings::line).toList());
    Path keys = Files.createDirectory(bring.resolve("keys"));
    for (User user : definition.users()) {
      if (!user.sshKeys().isEmpty()) {
        Files.write(keys.resolve(user.name()), user.sshKeys());
      }
    }
    try (SettingsFiles files =
        new SettingsFiles(Files.newOutputStream(bring.resolve("files.tar")), time)) {
      for (FileEntry entry : definition.files()) {
        files.add(entry, definition.folder());
      }
    }
  }

  private static List<String> units(List<String> names) {
    return names.stream().map(Services::unit).toList();
  }

  private static String line(User user) {
    return String.join(
        " ",
        user.name(),
        user.uid().map(String::valueOf).orElse("-"),
        user.groups().isEmpty() ? "-" : String.join(",", user.groups()),
        user.shell(),
        user.home(),
        user.password(),
        String.valueOf(user.system()));
  }
}
