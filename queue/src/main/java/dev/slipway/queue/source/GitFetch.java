package dev.slipway.queue.source;

import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Gets one revision of a repository with the {@code git} program: nothing of its history, no
 * submodules, no hooks and no filters; nobody's configuration is read, and nobody is asked for a
 * password.
 */
final class GitFetch {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LARGEST_FILE = 1L << 30;

  /** What refs and commits are written with; the rest has a meaning to git. */
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+-]{0,199}");

  /** Above whatever the repository says of itself: contents come as they were committed. */
  private static final String ATTRIBUTES =
      "* -export-ignore -export-subst -text -eol -ident -filter -working-tree-encoding\n";

  private static final String SSH_CONFIG = "ssh_config";

  private final GitAccess access;
  private final Path work;

  /**
   * Fetches into a folder.
   *
   * @param work an empty folder
   */
  GitFetch(GitAccess access, Path work) {
    this.access = access;
    this.work = work;
  }

  /**
   * Fetches what is at a revision.
   *
   * @param tree an empty folder that it is unpacked into
   * @return the commit's 40 or 64 digits
   * @throws QueueException where it cannot be had
   */
  String fetch(Submission.Git git, Path tree) throws IOException, InterruptedException {
    String revision = revision(git.revision());
    GitUrl url = GitUrl.of(git.url(), access);
    Optional<GitAccess.Credential> credential = credential(git, url);
    git(Map.of(), "init", "--quiet", "--bare", "--template=", "repository").run();
    Path info = Files.createDirectories(work.resolve("repository/info"));
    Files.writeString(info.resolve("attributes"), ATTRIBUTES);
    List<String> line = new ArrayList<>(List.of("--git-dir=repository"));
    line.addAll(options(url));
    line.addAll(List.of("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules"));
    line.addAll(List.of("--no-write-commit-graph", "--", url.uri().toString(), revision));
    try {
      git(environment(url, credential), line.toArray(new String[0])).timeout(PATIENCE).run();
    } catch (CommandFailed e) {
      throw failed(git, revision, e);
    }
    String commit =
        git(Map.of(), "--git-dir=repository", "rev-parse", "FETCH_HEAD^{commit}")
            .lines()
            .getFirst();
    archive(commit, tree);
    return commit;
  }

  /** Nothing that a repository holds is written before the limits for archives have let it by. */
  private void archive(String commit, Path tree) throws IOException, InterruptedException {
    Unpacking unpacking = new Unpacking(tree, Limits.USUAL, Limits.USUAL.bytes());
    git(Map.of(), "--git-dir=repository", "archive", "--format=tar", commit)
        .timeout(PATIENCE)
        .read(tar -> TarEntries.read(CloseShieldInputStream.wrap(tar), unpacking));
  }

  private static String revision(@Nullable String revision) throws QueueException {
    String wanted = revision == null || revision.isEmpty() ? "HEAD" : revision;
    if (!REVISION.matcher(wanted).matches() || wanted.contains("..") || wanted.endsWith(".lock")) {
      throw new QueueException(
          Code.INVALID, "`git.revision` is no branch, tag or commit; write one as v1.2 or main");
    }
    return wanted;
  }

  private Optional<GitAccess.Credential> credential(Submission.Git git, GitUrl url)
      throws QueueException {
    String name = git.credential();
    if (name == null) {
      return Optional.empty();
    }
    GitAccess.Credential found = access.credentials().get(name);
    boolean fits =
        found != null
            && found.host().toLowerCase(Locale.ROOT).equals(url.host())
            && url.isHttps() == (found instanceof GitAccess.Credential.Password);
    if (!fits) {
      throw new QueueException(
          Code.INVALID,
          "`git.credential`: the server has no credential `%s` for %s; an administrator adds it"
              .formatted(name.replaceAll("\\p{Cntrl}", "?"), url.host()));
    }
    return Optional.ofNullable(found);
  }

  private List<String> options(GitUrl url) {
    List<String> options = new ArrayList<>();
    List<String> settings =
        new ArrayList<>(
            List.of(
                "protocol.allow=never",
                "protocol." + url.uri().getScheme().toLowerCase(Locale.ROOT) + ".allow=always",
                "http.followRedirects=false",
                "http.lowSpeedLimit=1000",
                "http.lowSpeedTime=30",
                "core.hooksPath=/dev/null",
                "fetch.unpackLimit=1",
                "gc.auto=0",
                "safe.directory=*"));
    if (url.isHttps()) {
      access.trust().ifPresent(t -> settings.add("http.sslCAInfo=" + t.toAbsolutePath()));
      settings.add("http.curloptResolve=" + url.host() + ":" + url.port() + ":" + url.address());
    }
    settings.forEach(s -> options.addAll(List.of("-c", s)));
    return options;
  }

  /** Secrets are in the environment, which nobody else sees, and not among the arguments. */
  private Map<String, String> environment(GitUrl url, Optional<GitAccess.Credential> credential)
      throws IOException {
    Map<String, String> environment = new TreeMap<>();
    if (url.uri().getScheme().equalsIgnoreCase("ssh")) {
      Files.writeString(work.resolve(SSH_CONFIG), sshConfig(url, credential));
      environment.put("GIT_SSH_COMMAND", "ssh -F " + SSH_CONFIG);
    }
    if (credential.orElse(null) instanceof GitAccess.Credential.Password p) {
      byte[] pair = (p.user() + ":" + p.secret().text()).getBytes(StandardCharsets.UTF_8);
      environment.put("GIT_CONFIG_COUNT", "1");
      environment.put("GIT_CONFIG_KEY_0", "http.extraHeader");
      environment.put(
          "GIT_CONFIG_VALUE_0", "Authorization: Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return environment;
  }

  private static String sshConfig(GitUrl url, Optional<GitAccess.Credential> credential) {
    StringBuilder config = new StringBuilder();
    config.append("HostName ").append(url.address()).append('\n');
    config.append("HostKeyAlias ").append(url.host()).append('\n');
    config.append("BatchMode yes\nStrictHostKeyChecking yes\nIdentitiesOnly yes\n");
    config.append("IdentityAgent none\nConnectTimeout 20\nForwardAgent no\n");
    config.append("ClearAllForwardings yes\nPermitLocalCommand no\n");
    if (credential.orElse(null) instanceof GitAccess.Credential.SshKey k) {
      config.append("IdentityFile \"").append(k.key()).append("\"\n");
      config.append("UserKnownHostsFile \"").append(k.knownHosts()).append("\"\n");
    } else {
      config.append("IdentityFile none\n");
    }
    return config.toString();
  }

  /** A file that grows beyond the limit ends the program: a pack of a whole history, perhaps. */
  private Command git(Map<String, String> environment, String... arguments) {
    List<String> line = new ArrayList<>(List.of("prlimit", "--fsize=" + LARGEST_FILE, "--", "git"));
    line.addAll(List.of(arguments));
    return Command.of(line)
        .in(work)
        .env(
            Map.of(
                "GIT_TERMINAL_PROMPT", "0",
                "GIT_ASKPASS", "true",
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_ATTR_NOSYSTEM", "1",
                "GIT_PROTOCOL_FROM_USER", "0",
                "GIT_NO_REPLACE_OBJECTS", "1",
                "HOME", work.toString()))
        .env(environment)
        .timeout(Duration.ofMinutes(1));
  }

  private static QueueException failed(Submission.Git git, String revision, CommandFailed fault) {
    String said = fault.lastLines().isEmpty() ? fault.getMessage() : fault.lastLines().getLast();
    boolean noRef = String.valueOf(said).contains("couldn't find remote ref");
    return noRef
        ? new QueueException(
            Code.UNKNOWN,
            "`%s` has no branch or tag `%s`; a commit is written with all its digits"
                .formatted(git.url(), revision),
            fault)
        : new QueueException(
            Code.UNREACHABLE, "`%s` cannot be fetched: %s".formatted(git.url(), said), fault);
  }
}
