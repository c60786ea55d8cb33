package dev.slipway.queue.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.process.Command;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.Secret;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real git, and repositories that a real git has made. */
final class GitFetchTest {
  private static final GitAccess FILES = new GitAccess(true, false, Optional.empty(), Map.of());

  @TempDir private Path temporary;
  private Path repository;
  private final AtomicInteger fetches = new AtomicInteger();

  @BeforeEach
  void repository() throws Exception {
    repository = Files.createDirectory(temporary.resolve("repository"));
    git("init", "--quiet", "--initial-branch=main");
    Files.writeString(repository.resolve("slipway.yml"), "version: 1\n");
    Files.writeString(
        repository.resolve(".gitattributes"), "secret export-ignore\n*.txt text eol=crlf\n");
    Files.writeString(repository.resolve("secret"), "not ignored\n");
    Files.writeString(repository.resolve("lines.txt"), "one\ntwo\n");
    commit("first");
    git("tag", "v1");
    Files.writeString(repository.resolve("slipway.yml"), "version: 2\n");
    commit("second");
    git("branch", "feature/x");
  }

  @Test
  void branchesTagsAndCommitsAreFetchedAsTheyWereCommitted() throws Exception {
    String head = git("rev-parse", "main");
    Path tree = temporary.resolve("tree-1");
    assertThat(fetch(null, tree)).isEqualTo(head);
    assertThat(tree.resolve("slipway.yml")).hasContent("version: 2");
    assertThat(tree.resolve("secret")).exists();
    assertThat(Files.readString(tree.resolve("lines.txt"))).isEqualTo("one\ntwo\n");
    assertThat(tree.resolve(".git")).doesNotExist();
    assertThat(fetch("feature/x", temporary.resolve("tree-2"))).isEqualTo(head);
    Path old = temporary.resolve("tree-3");
    assertThat(fetch("v1", old)).isEqualTo(git("rev-parse", "v1"));
    assertThat(old.resolve("slipway.yml")).hasContent("version: 1");
    String first = git("rev-parse", "v1^{commit}");
    assertThat(fetch(first, temporary.resolve("tree-4"))).isEqualTo(first);
  }

  @Test
  void whatIsNotThereIsNamed() {
    refused("file://" + repository, "v9", FILES, Code.UNKNOWN, "has no branch or tag `v9`");
    refused("file://" + temporary + "/no", null, FILES, Code.UNREACHABLE, "cannot be fetched");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--upload-pack=touch x", "-v", "a..b", "a b", "HEAD:secret", "@{u}", "^x"})
  void aRevisionIsNoOptionAndNoExpression(String revision) {
    refused("file://" + repository, revision, FILES, Code.INVALID, "no branch, tag or commit");
  }

  @ParameterizedTest
  @CsvSource({
    "--upload-pack=x, is no URL",
    "ext::sh -c id, is no URL",
    "http://example.org/x.git, is not https:// or ssh://",
    "git@example.org:x/y.git, write ssh://git@example.org/x/y.git",
    "https://me:secret@example.org/x.git, name one of the server's",
    "https://-oProxyCommand=x/y, names no host",
    "ssh://-oProxyCommand=x/y, names no host",
    "https://127.0.0.1/x.git, leads to a private address",
    "https://localhost:8443/x.git, leads to a private address",
    "https://169.254.169.254/x.git, leads to a private address",
    "ssh://git@10.1.2.3/x.git, leads to a private address",
    "https://[::1]/x.git, leads to a private address",
    "https://[::ffff:10.0.0.1]/x.git, leads to a private address",
    "https://[fd00::1]/x.git, leads to a private address",
    "https://[64:ff9b::7f00:1]/x.git, leads to a private address",
    "https://2130706433/x.git, leads to a private address",
    "file:///etc, a file of the server's machine",
  })
  void addressesAreLookedAtBeforeAnythingIsStarted(String url, String why) {
    refused(url, null, GitAccess.USUAL, Code.INVALID, why);
  }

  @Test
  void neitherHooksNorConfigurationOfTheRepositoryAreRun() throws Exception {
    Path mark = temporary.resolve("mark");
    Path hook = repository.resolve(".git/hooks/post-upload-pack");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\ntouch " + mark + "\n");
    git("config", "uploadpack.packObjectsHook", "touch " + mark);
    Files.writeString(
        repository.resolve(".gitmodules"), "[submodule \"x\"]\n\tpath = x\n\turl = /etc\n");
    commit("submodule");
    fetch(null, temporary.resolve("tree"));
    assertThat(mark).doesNotExist();
  }

  @Test
  void aLinkThatLeavesTheRepositoryIsRefused() throws Exception {
    Files.createSymbolicLink(repository.resolve("out"), Path.of("../../out"));
    commit("link");
    refused("file://" + repository, null, FILES, Code.INVALID, "`out -> ../../out` is a link");
  }

  @Test
  void aCredentialGoesToItsHostOnly() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    try {
      GitAccess access =
          new GitAccess(
              false,
              true,
              Optional.empty(),
              Map.of(
                  "forge",
                  new GitAccess.Credential.Password(
                      "forge.example.org", "ann", new Secret("s3cret"))));
      String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/x.git";
      assertThatThrownBy(() ->
              new GitFetch(access, Files.createDirectory(temporary.resolve("work")))
                  .fetch(new Submission.Git(url, null, "forge"), temporary))
          .hasMessageContaining("no credential `forge` for 127.0.0.1");
      assertThat(seen).isEmpty();
      assertThat(access.toString()).doesNotContain("s3cret");
    } finally {
      server.stop(0);
    }
  }

  private void refused(String url, String revision, GitAccess access, Code code, String why) {
    assertThatThrownBy(
            () -> {
              Path work =
                  Files.createDirectory(temporary.resolve("work-" + fetches.incrementAndGet()));
              Path tree = Files.createDirectory(work.resolve("tree"));
              new GitFetch(access, work).fetch(new Submission.Git(url, revision), tree);
            })
        .isInstanceOfSatisfying(
            QueueException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(why)
        .message()
        .doesNotContain("secret@");
  }

  private String fetch(String revision, Path tree) throws Exception {
    Path work = Files.createDirectory(temporary.resolve("work-" + fetches.incrementAndGet()));
    return new GitFetch(FILES, work)
        .fetch(new Submission.Git("file://" + repository, revision), Files.createDirectory(tree));
  }

  private void commit(String message) throws Exception {
    git("add", "--all");
    git("commit", "--quiet", "-m", message);
  }

  private String git(String... arguments) throws Exception {
    java.util.List<String> line = new java.util.ArrayList<>();
    line.add("git");
    line.addAll(java.util.List.of("-c", "user.name=Ann", "-c", "user.email=ann@example.org"));
    line.addAll(java.util.List.of(arguments));
    return String.join(
        "\n", Command.of(line).in(repository).env("HOME", temporary.toString()).lines());
  }
}
