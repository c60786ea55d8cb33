package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway build submit}. */
@Command(
    name = "submit",
    description = "Submits a definition, and follows its builds if you like.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "With -f, the slipway.lock that a build leaves is written into the folder, where it has",
      "none yet: commit it, and the next build has the same packages.",
      "Examples:",
      "  slipway build submit -f examples/debian",
      "  slipway build submit --format qcow2 --param RELEASE=1.4 examples/debian",
      "  slipway build submit https://git.example.org/web.git --git-revision v1.4"
    })
final class SubmitBuild implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private WhatToSubmit what = new WhatToSubmit();
  @Mixin private FollowOptions following = new FollowOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER|URL",
      description = "A definition's folder (default: this one), or a Git repository.")
  private String source = ".";

  @Option(
      names = "--git-revision",
      paramLabel = "REVISION",
      description = "The branch, tag or commit of the repository.")
  private @Nullable String revision;

  @Option(
      names = "--git-credential",
      paramLabel = "NAME",
      description = "One of the server's credentials, for the repository.")
  private @Nullable String credential;

  @Option(
      names = "--write-lock",
      negatable = true,
      description = "Write slipway.lock into the folder, also where there is one, or never.")
  private @Nullable Boolean writeLock;

  @Option(names = "--json", description = "Print the builds, or with -f the events, as JSON.")
  private boolean json;

  /** Whether this command has written the lock: the next architecture's part goes there too. */
  private boolean written;

  SubmitBuild(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    SubmittedSource handedIn = SubmittedSource.of(source, surroundings.folder());
    check(handedIn);
    Map<String, Object> fields = new LinkedHashMap<>(what.fields(surroundings.folder()));
    try (Api api = server.api(surroundings)) {
      JsonNode answer = submit(api, handedIn, fields);
      List<Long> ids = new ArrayList<>();
      for (JsonNode each : answer.path("builds")) {
        ids.add(each.path("id").asLong(0));
        told(api, each);
      }
      if (!following.follow) {
        print(answer);
        return 0;
      }
      return new Following(surroundings, api, following, json)
          .follow(ids, build -> keepLock(api, handedIn, build));
    }
  }

  private void check(SubmittedSource handedIn) {
    boolean here = handedIn instanceof SubmittedSource.Folder;
    if (here && (revision != null || credential != null)) {
      throw new UsageException(
          "--git-revision and --git-credential go with a repository's URL, and "
              + source
              + " is a folder");
    }
    if (Boolean.TRUE.equals(writeLock) && !(here && following.follow)) {
      throw new UsageException("--write-lock needs -f, and a folder to write into");
    }
  }

  private JsonNode submit(Api api, SubmittedSource handedIn, Map<String, Object> fields)
      throws IOException, InterruptedException {
    try {
      switch (handedIn) {
        case SubmittedSource.Folder folder ->
            fields.put("source", folder.upload(api).path("sha256").asString(""));
        case SubmittedSource.Repository(String url) -> fields.put("git", git(url));
      }
      return api.post("/builds", fields);
    } catch (ApiFault e) {
      e.mistakes().forEach(surroundings.err()::println);
      if (e.status() == 400 || e.status() == 422) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private Map<String, String> git(String url) {
    Map<String, String> git = new LinkedHashMap<>();
    git.put("url", url);
    if (revision != null) {
      git.put("revision", revision);
    }
    if (credential != null) {
      git.put("credential", credential);
    }
    return git;
  }

  private void told(Api api, JsonNode build) {
    surroundings
        .err()
        .println(
            "slipway: build %d of %s is in the queue; %s%s"
                .formatted(
                    build.path("id").asLong(0),
                    Text.plain(build.path("image").asString("")),
                    api.server(),
                    build.path("links").path("page").asString("")));
  }

  private void print(JsonNode answer) {
    if (json) {
      surroundings.out().println(Json.text(answer));
    } else {
      answer.path("builds").forEach(b -> surroundings.out().println(b.path("id").asLong(0)));
    }
  }

  private void keepLock(Api api, SubmittedSource handedIn, JsonNode build)
      throws IOException, InterruptedException {
    if (!(handedIn instanceof SubmittedSource.Folder folder) || folder.only().isPresent()) {
      return;
    }
    Path file = what.inside(folder.folder()).resolve("slipway.lock");
    boolean wanted = writeLock == null ? !Files.exists(file) || written : writeLock;
    if (wanted && new WrittenLock(api, file).write(build.path("id").asLong(0))) {
      written = true;
      surroundings.err().println("slipway: " + file + " says which packages these are; commit it");
    }
  }
}
