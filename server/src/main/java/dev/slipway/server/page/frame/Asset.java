package dev.slipway.server.page.frame;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** A file that pages use. Its address changes with its content, so that browsers keep it. */
public final class Asset {
  private static final String FOLDER = "/assets/";

  /** How pages look. */
  public static final Asset STYLE = new Asset("slipway.css", "text/css");

  /** What pages do by themselves. */
  public static final Asset SCRIPT = new Asset("slipway.js", "text/javascript");

  /** Gets parts of pages again (htmx, 0BSD); of the version that pom.xml names. */
  public static final Asset HTMX =
      new Asset("/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js", "text/javascript");

  /** What the browser shows beside the title. */
  public static final Asset ICON = new Asset("icon.svg", "image/svg+xml");

  private static final List<Asset> ALL = List.of(STYLE, SCRIPT, HTMX, ICON);

  private final String file;
  private final MediaType type;
  private final byte[] content;
  private final String version;

  private Asset(String resource, String type) {
    this.file = resource.substring(resource.lastIndexOf('/') + 1);
    this.type = MediaType.parseMediaType(type + ";charset=utf-8");
    try (InputStream in = Asset.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException("not in the program: " + resource);
      }
      this.content = in.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      this.version = HexFormat.of().formatHex(digest, 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where this very content is. */
  public String path() {
    return FOLDER + version + "/" + file;
  }

  /** The routes to all of them, which need no signing in. */
  public static RouterFunction<ServerResponse> routes() {
    return route().GET(FOLDER + "{version}/{file}", Asset::serve).build();
  }

  private static ServerResponse serve(ServerRequest request) {
    for (Asset each : ALL) {
      if (each.path().equals(request.path())) {
        return ServerResponse.ok()
            .contentType(each.type)
            .header("Cache-Control", "public, max-age=31536000, immutable")
            .body(each.content);
      }
    }
    return ServerResponse.notFound().build();
  }
}
