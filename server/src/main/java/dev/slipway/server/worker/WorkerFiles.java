package dev.slipway.server.worker;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.dispatch.Deliveries;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Hands sources to workers and takes artifacts from them. The token of a lease opens one build's
 * files, and only while the lease lasts.
 */
public final class WorkerFiles {
  private static final String PREFIX = "Bearer ";

  /** A worker's frames have 2^20 bytes, and that is what unpacking one takes. */
  private static final int LARGEST_WINDOW_LOG = 23;

  private final Deliveries deliveries;

  /** Files of a service. */
  public WorkerFiles(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** The routes below {@code /worker/v1}. */
  public RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/worker/v1/builds/{build}/{attempt}/source", this::source)
        .PUT("/worker/v1/builds/{build}/{attempt}/artifacts/{name}", this::artifact)
        .build();
  }

  private static Deliveries.Lease lease(ServerRequest request) {
    String header = String.valueOf(request.headers().firstHeader("Authorization"));
    String build = request.pathVariable("build");
    String attempt = request.pathVariable("attempt");
    boolean can = build.matches("[0-9]{1,18}") && attempt.matches("[0-9]{1,9}");
    return new Deliveries.Lease(
        can ? Long.parseLong(build) : 0,
        can ? Integer.parseInt(attempt) : 0,
        header.startsWith(PREFIX) ? header.substring(PREFIX.length()) : "");
  }

  private ServerResponse source(ServerRequest request) throws IOException {
    try {
      BuildRequest.Source source = deliveries.source(lease(request));
      InputStream tar = deliveries.open(source);
      return ServerResponse.ok()
          .header("Content-Type", "application/x-tar")
          .header("Content-Length", String.valueOf(source.size()))
          .build((_, response) -> {
            try (tar) {
              tar.transferTo(response.getOutputStream());
            }
            return null;
          });
    } catch (Deliveries.NotYours e) {
      return ServerResponse.status(HttpStatus.FORBIDDEN).build();
    }
  }

  /**
   * The size is that of the file; a large one comes as Zstandard, of which nobody knows the length.
   */
  private ServerResponse artifact(ServerRequest request) throws IOException {
    String size = request.param("size").orElse("");
    Deliveries.Parcel parcel =
        new Deliveries.Parcel(
            request.pathVariable("name"),
            request.param("kind").orElse(""),
            size.matches("[0-9]{1,18}") ? Long.parseLong(size) : -1,
            request.param("sha256").orElse(""));
    try (InputStream body = body(request)) {
      Deliveries.Lease lease = lease(request);
      deliveries.check(lease);
      boolean can = Keys.isName(parcel.name()) && parcel.size() >= 0 && !parcel.kind().isEmpty();
      return can && deliveries.put(lease, parcel, body)
          ? ServerResponse.noContent().build()
          : ServerResponse.badRequest().build();
    } catch (Deliveries.NotYours e) {
      return ServerResponse.status(HttpStatus.FORBIDDEN).build();
    } catch (ZstdIOException | EOFException e) {
      // It is no Zstandard, or has another size: the same once more would be no better.
      return ServerResponse.badRequest().build();
    }
  }

  private static InputStream body(ServerRequest request) throws IOException {
    InputStream body = request.servletRequest().getInputStream();
    return "zstd".equals(request.headers().firstHeader("Content-Encoding"))
        ? new ZstdInputStream(body).setLongMax(LARGEST_WINDOW_LOG)
        : body;
  }
}
