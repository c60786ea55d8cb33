package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.definition.source.Quoted;
import dev.slipway.queue.Build;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Problem;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The files of builds. */
final class ArtifactRoutes {
  private static final Map<String, String> TYPES =
      Map.of(
          "sbom", "application/spdx+json",
          "provenance", "application/vnd.in-toto+json",
          "definition", "application/yaml",
          "record", "application/json",
          "iso", "application/vnd.efi.iso");

  private final Access access;
  private final Artifacts artifacts;
  private final Storage storage;

  ArtifactRoutes(Access access, Artifacts artifacts, Storage storage) {
    this.access = access;
    this.artifacts = artifacts;
    this.storage = storage;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/builds/{id}/artifacts", this::list)
        .GET("/api/v1/builds/{id}/artifacts/{name}", this::download)
        .build();
  }

  private ServerResponse list(ServerRequest request) throws IOException, Refusal {
    ContentTypes.wanted(request, MediaType.APPLICATION_JSON);
    Query.of(request);
    Build build = access.visible(request);
    return Json.ok(
        new ArtifactView.All(artifacts.of(build.id()).stream().map(ArtifactView::of).toList()));
  }

  private ServerResponse download(ServerRequest request) throws IOException, Refusal {
    Query.of(request);
    Artifacts.Row row = row(request, access.visible(request));
    String tag = "\"" + row.sha256() + "\"";
    if (Tags.match(request, tag)) {
      return ServerResponse.status(HttpStatus.NOT_MODIFIED).header("ETag", tag).build();
    }
    Optional<ByteRange> part = ByteRange.of(request, row.size(), tag);
    if (part.isPresent() && part.get().length() == 0) {
      throw new Refusal(
          new Problem(
                  "range",
                  HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                  "%s has only %,d bytes".formatted(row.name(), row.size()))
              .with("Content-Range", "bytes */" + row.size()));
    }
    ByteRange sent = part.orElse(new ByteRange(0, row.size()));
    ServerResponse.BodyBuilder answer =
        ServerResponse.status(part.isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
            .header("Content-Type", TYPES.getOrDefault(row.kind(), "application/octet-stream"))
            .header("Content-Length", String.valueOf(sent.length()))
            .header("Content-Disposition", "attachment; filename=\"" + row.name() + "\"")
            .header("Accept-Ranges", "bytes")
            .header("Cache-Control", "private, no-cache")
            .header("Repr-Digest", digest(row))
            .header("ETag", tag);
    part.ifPresent(range -> answer.header("Content-Range", range.header(row.size())));
    return request.servletRequest().getMethod().equals(HttpMethod.HEAD.name())
        ? answer.build()
        : answer.build(content(row, sent));
  }

  /** RFC 9530: of the whole file, also where only a part of it is sent. */
  private static String digest(Artifacts.Row row) {
    byte[] sha256 = HexFormat.of().parseHex(row.sha256());
    return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
  }

  private Artifacts.Row row(ServerRequest request, Build build) throws IOException, Refusal {
    String name = request.pathVariable("name");
    Optional<Artifacts.Row> row =
        artifacts.of(build.id()).stream().filter(a -> a.name().equals(name)).findFirst();
    if (build.disposed()) {
      throw new Refusal(
          new Problem(
              "gone",
              HttpStatus.GONE,
              "the artifacts of build "
                  + build.id()
                  + " were removed; retry it to have them again"));
    }
    return row.orElseThrow(() ->
        new QueueException(
            QueueException.Code.UNKNOWN,
            "build " + build.id() + " has no artifact " + Quoted.of(name)));
  }

  private ServerResponse.HeadersBuilder.WriteFunction content(Artifacts.Row row, ByteRange part)
      throws IOException {
    String key = Keys.artifact(row.build(), row.attempt(), row.name());
    // Opened before anything is answered: a file that is not there is told.
    InputStream content = storage.read(key, part.from(), part.length());
    return (_, response) -> {
      try (content) {
        content.transferTo(response.getOutputStream());
      }
      return null;
    };
  }
}
