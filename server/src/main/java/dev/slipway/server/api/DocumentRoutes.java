package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Severity;
import dev.slipway.definition.imagebuild.ImageBuildReader;
import dev.slipway.definition.kickstart.KickstartReader;
import dev.slipway.queue.QueueException;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Problem;
import dev.slipway.server.http.Problems;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The addresses of the image builder service of 2012, as its clients know them: {@code /rest} for
 * programs and {@code /build} for the form. Both take an imagebuild.conf and a kickstart.
 */
final class DocumentRoutes {
  private static final String BANNER = "Slipway builds images: POST config, ksfname and ks here";
  private static final String NOT_YET =
      "parsed without mistakes; building RPM-based systems is not there yet: Debian is built, from"
          + " a slipway.yml that POST /api/v1/sources takes";

  private final Access access;

  DocumentRoutes(Access access) {
    this.access = access;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/rest", this::banner)
        .POST("/rest", this::take)
        .GET("/build", this::form)
        .POST("/build", this::take)
        .build();
  }

  private ServerResponse banner(ServerRequest request) throws Refusal {
    Query.of(request);
    MediaType wanted =
        ContentTypes.wanted(request, MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON);
    if (wanted.equals(MediaType.TEXT_PLAIN)) {
      return ServerResponse.ok().contentType(MediaType.TEXT_PLAIN).body(BANNER + "\n");
    }
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("service", BANNER);
    about.put("fields", List.of("config", "ksfname", "ks"));
    return Json.ok(about);
  }

  private ServerResponse form(ServerRequest request) {
    return ServerResponse.seeOther(URI.create("/builds/new")).build();
  }

  private ServerResponse take(ServerRequest request) throws Exception {
    access.builder(request);
    OldRequest asked = OldRequest.of(request);
    List<Diagnostic> found =
        new ArrayList<>(
            new ImageBuildReader().read("imagebuild.conf", asked.config()).diagnostics());
    if (!asked.kickstart().isBlank()) {
      found.addAll(
          new KickstartReader().read(asked.kickstartName(), asked.kickstart()).diagnostics());
    }
    if (found.stream().anyMatch(d -> d.severity() == Severity.ERROR)) {
      throw new QueueException(QueueException.Code.DEFINITION, found);
    }
    return new Problem(
            "unsupported",
            HttpStatus.UNPROCESSABLE_CONTENT,
            NOT_YET,
            Problems.mistakes(found),
            Map.of())
        .answer();
  }
}
