package dev.slipway.build.debian;

import dev.slipway.build.BuildException;
import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * apt in a root of its own, for one set of repositories and one architecture: it reads nothing of
 * the machine's configuration and installs nothing, it only resolves.
 */
final class AptRoot {
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "E: (?:Unable to locate package|Package '?)\\s*([a-z0-9][a-z0-9+.:-]*)"
              + "(?:'? has no installation candidate)?.*");

  private final Path folder;
  private final String architecture;
  private final List<Repository> repositories;
  private final Map<String, String> proxies;

  /**
   * A root to be made in a folder.
   *
   * @param proxies the variables http_proxy, https_proxy and no_proxy, where they are set
   */
  AptRoot(
      Path folder,
      String architecture,
      List<Repository> repositories,
      Map<String, String> proxies) {
    this.folder = folder;
    this.architecture = architecture;
    this.repositories = List.copyOf(repositories);
    this.proxies = Map.copyOf(proxies);
  }

  /** Fetches the repositories' lists; what is unchanged is not fetched again. */
  void update(Consumer<String> onLine) throws IOException, InterruptedException {
    write();
    try {
      // Any list that cannot be had is an error, not a warning with an older list used instead.
      apt("apt-get", "update", "-q", "-o", "APT::Update::Error-Mode=any").onLine(onLine).run();
    } catch (CommandFailed e) {
      throw new BuildException(
          BuildException.Code.PACKAGES,
          "the package lists cannot be fetched; check `base.mirror`, the suite and the network\n  "
              + String.join("\n  ", faults(e)),
          e);
    }
  }

  /**
   * The packages to be installed for some wanted ones, with all they depend on.
   *
   * @param wanted names, {@code name=version}, {@code name/suite} or apt's patterns
   * @return names as apt has them, each with its version
   */
  Map<String, String> closure(List<String> wanted) throws IOException, InterruptedException {
    // Simulating would order them too, which takes several times as long.
    List<String> line =
        new ArrayList<>(List.of("apt-get", "install", "--print-uris", "-q", "-y", "--"));
    line.addAll(wanted);
    List<String> output;
    try {
      output = apt(line.toArray(String[]::new)).lines();
    } catch (CommandFailed e) {
      throw unresolved(e);
    }
    // 'http://deb.debian.org/debian/pool/main/…/libc6_2.36-9_amd64.deb' libc6_2.36-9_amd64.deb 1 …
    Pattern file = Pattern.compile("'[^']*' ([^_ ]+)_([^_ ]+)_[^_ ]+\\.deb .*");
    Map<String, String> found = new LinkedHashMap<>();
    for (String text : output) {
      Matcher matcher = file.matcher(text);
      if (matcher.matches()) {
        found.put(unquoted(matcher.group(1)), unquoted(matcher.group(2)));
      }
    }
    return found;
  }

  /** What apt quotes in files' names, as in {@code 1%3a2.0}. */
  private static String unquoted(String text) {
    return Pattern.compile("%([0-9a-fA-F]{2})")
        .matcher(text)
        .replaceAll(m ->
            Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(m.group(1), 16))));
  }

  /**
   * The lists' records of packages, as field by name, in the order in which they were asked for.
   */
  List<Map<String, String>> records(Map<String, String> versionByName)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("apt-cache", "show", "--"));
    versionByName.forEach((name, version) -> line.add(name + "=" + version));
    Map<String, Map<String, String>> byName = new LinkedHashMap<>();
    for (Map<String, String> each : ControlFile.parse(apt(line.toArray(String[]::new)).lines())) {
      byName.putIfAbsent(each.getOrDefault("Package", ""), each);
    }
    List<Map<String, String>> found = new ArrayList<>();
    for (String name : versionByName.keySet()) {
      Map<String, String> record = byName.get(name);
      if (record == null || !versionByName.get(name).equals(record.get("Version"))) {
        throw new BuildException(
            BuildException.Code.PACKAGES,
            "apt chose " + name + " " + versionByName.get(name) + " but its lists have no record");
      }
      found.add(record);
    }
    return found;
  }

  /** Which repository has a file, by trying the lists that apt keeps. */
  String repositoryOf(Map<String, String> record) {
    // Debian's security archive keeps its packages below pool/updates; a single one needs no look.
    if (repositories.size() > 1) {
      String path = record.getOrDefault("Filename", "");
      for (Repository repository : repositories) {
        if (repository.name().equals("security") == path.startsWith("pool/updates/")) {
          return repository.name();
        }
      }
    }
    return repositories.getFirst().name();
  }

  private BuildException unresolved(CommandFailed e) throws IOException, InterruptedException {
    List<String> messages = new ArrayList<>();
    for (String line : e.lastLines()) {
      Matcher matcher = UNKNOWN.matcher(line);
      if (matcher.matches()) {
        String name = matcher.group(1).replaceFirst(":$", "");
        List<String> all = apt("apt-cache", "pkgnames").lines();
        String nearest =
            NearestName.of(name, all).map(n -> "; did you mean `" + n + "`?").orElse("");
        messages.add("there is no package `" + name + "` in " + where() + nearest);
      }
    }
    if (messages.isEmpty()) {
      messages.add("the packages cannot be resolved:\n  " + String.join("\n  ", e.lastLines()));
    }
    return new BuildException(BuildException.Code.PACKAGES, String.join("\n", messages), e);
  }

  private String where() {
    Repository first = repositories.getFirst();
    return first.suites().getFirst() + " " + String.join(" ", first.components());
  }

  private static List<String> faults(CommandFailed e) {
    List<String> faults =
        e.lastLines().stream().filter(l -> l.startsWith("E:") || l.startsWith("Err:")).toList();
    return faults.isEmpty() ? e.lastLines() : faults;
  }

  private Command apt(String... arguments) {
    return Command.of(arguments).env("APT_CONFIG", folder.resolve("conf").toString()).env(proxies);
  }

  private void write() throws IOException {
    for (String each :
        List.of("state/lists/partial", "cache/archives/partial", "etc/preferences.d")) {
      Files.createDirectories(folder.resolve(each));
    }
    Files.writeString(folder.resolve("status"), "");
    List<String> sources = new ArrayList<>();
    for (Repository r : repositories) {
      sources.addAll(r.sourceLines("[signed-by=" + r.keyring() + "] "));
    }
    Files.write(folder.resolve("etc/sources.list"), sources);
    Files.writeString(
        folder.resolve("conf"),
        """
        Dir "%1$s";
        Dir::State "%1$s/state";
        Dir::State::status "%1$s/status";
        Dir::Cache "%1$s/cache";
        Dir::Cache::srcpkgcache "";
        Dir::Etc "%1$s/etc";
        Dir::Etc::sourceparts "-";
        Dir::Etc::parts "-";
        Dir::Etc::main "-";
        Dir::Etc::netrc "-";
        Dir::Etc::netrcparts "-";
        APT::Architecture "%2$s";
        APT::Architectures { "%2$s"; };
        APT::Install-Recommends "false";
        APT::Sandbox::User "root";
        APT::Get::Show-User-Simulation-Note "false";
        Acquire::Languages "none";
        Acquire::Retries "3";
        Acquire::http::Timeout "30";
        Acquire::IndexTargets::deb::DEP-11 { DefaultEnabled "false"; };
        Acquire::IndexTargets::deb::CNF { DefaultEnabled "false"; };
        Acquire::IndexTargets::deb::Contents-deb { DefaultEnabled "false"; };
        """
            .formatted(folder, architecture));
  }
}
