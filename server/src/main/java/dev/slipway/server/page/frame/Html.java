package dev.slipway.server.page.frame;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/** Templates that are filled. */
public final class Html {
  private static final MediaType TYPE = new MediaType("text", "html", StandardCharsets.UTF_8);

  /** Templates can be made to tell of tags that they open; these are not. */
  private static final HtmlInterceptor NOTHING =
      new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(
            String name, Map<String, Object> attributes, TemplateOutput out) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput out) {}
      };

  private Html() {}

  /** A template in {@code src/main/jte}, as the class that is generated of it renders. */
  public interface Template<T> {
    /** Writes what the template makes of a model. */
    void render(HtmlTemplateOutput out, HtmlInterceptor interceptor, T model);
  }

  /** A filled template as text. */
  public static <T> String text(Template<T> template, T model) {
    StringOutput out = new StringOutput();
    template.render(new OwaspHtmlTemplateOutput(out), NOTHING, model);
    return out.toString();
  }

  /** An answer with a page. */
  public static <T> ServerResponse page(Template<T> template, T model) {
    return page(HttpStatus.OK, template, model);
  }

  /** An answer with a page and a status of its own. */
  public static <T> ServerResponse page(HttpStatus status, Template<T> template, T model) {
    return page(status, Map.of(), template, model);
  }

  /** The same with headers. */
  public static <T> ServerResponse page(
      HttpStatus status, Map<String, String> headers, Template<T> template, T model) {
    return ServerResponse.status(status)
        .contentType(TYPE)
        .header("Cache-Control", "no-store")
        .headers(all -> headers.forEach(all::set))
        .body(text(template, model));
  }

  /** An answer that has the browser get another page, as after every form. */
  public static ServerResponse goTo(String path) {
    return ServerResponse.status(HttpStatus.SEE_OTHER).header("Location", path).build();
  }
}
