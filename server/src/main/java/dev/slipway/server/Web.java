package dev.slipway.server;

import dev.slipway.build.cache.Trees;
import dev.slipway.queue.QueueException;
import dev.slipway.server.certificate.ServerCertificate;
import dev.slipway.server.http.Unavailable;
import dev.slipway.server.security.Security;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.support.StandardServletEnvironment;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The web server: Spring's part, which knows nothing of builds. */
final class Web implements AutoCloseable {
  /** How many bytes the fields of a form have beside its files. */
  private static final long FIELDS = 2L << 20;

  /**
   * Bytes of a connection's buffer for reading, which Tomcat has twice: a thousand who listen have
   * it for nothing, and what is large is read past it.
   */
  private static final String READ_BUFFER = "2048";

  private static final FileAttribute<?> FOR_ITS_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final ConfigurableApplicationContext context;

  private Web(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** What Spring sets up by itself: no more than is used, so that starting takes no longer. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DispatcherServletAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    MultipartAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
  })
  static class Setup {}

  /** What it sets up besides for pages, sessions and sign-in. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    SecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
  })
  static class SecuritySetup {}

  /**
   * Where it listens, and what for.
   *
   * @param port any that is free where it is 0
   * @param upload how many bytes a file of a form may have
   * @param work a folder of its own for files while they come in; what an earlier start has left
   *     there is removed
   */
  record Listen(
      String address, int port, long upload, Optional<ServerCertificate> certificate, Path work) {}

  /** Asked before anything starts: Spring would tell of it late and at length. */
  static void requireFree(String address, int port) throws QueueException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    } catch (IOException e) {
      throw new QueueException(
          QueueException.Code.UNREACHABLE,
          "the server cannot listen on %s:%d: %s; set another port by `listen.port`"
              .formatted(address, port, e.getMessage()),
          e);
    }
  }

  static Web start(
      Listen listen,
      RouterFunction<ServerResponse> routes,
      Optional<Security> security,
      Filter times,
      Class<? extends ErrorReportValve> errors)
      throws IOException {
    Trees.delete(listen.work());
    // An empty one, since no file is served. Tomcat wants both folders, and would make them among
    // the machine's temporary ones, where kill -9 leaves them.
    Files.createDirectory(listen.work(), FOR_ITS_OWNER);
    Path documents = Files.createDirectory(listen.work().resolve("documents"));
    SpringApplication application =
        security.isPresent()
            ? new SpringApplication(Setup.class, SecuritySetup.class)
            : new SpringApplication(Setup.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setEnvironment(nothingFromOutside());
    application.setDefaultProperties(properties(listen));
    ApplicationContextInitializer<GenericApplicationContext> beans =
        context -> {
          listen
              .certificate()
              .ifPresent(c -> context.registerBean(Listening.class, () -> new Listening(c)));
          context.registerBean("times", FilterRegistrationBean.class, () -> outermost(times));
          context.registerBean("types", FilterRegistrationBean.class, Web::typed);
          context.registerBean("unavailable", FilterRegistrationBean.class, Web::unavailable);
          context.registerBean("routes", RouterFunction.class, () -> routes);
          context.registerBean(
              "tomcat",
              WebServerFactoryCustomizer.class,
              () ->
                  (WebServerFactoryCustomizer<TomcatServletWebServerFactory>)
                      factory -> {
                        reportErrors(factory, errors);
                        factory.setDocumentRoot(documents.toFile());
                        factory.addConnectorCustomizers(
                            c -> c.setProperty("socket.appReadBufSize", READ_BUFFER));
                      });
          security.ifPresent(s ->
              context.registerBean(
                  "security",
                  SecurityFilterChain.class,
                  () -> s.chain(context.getBean(HttpSecurity.class))));
        };
    application.addInitializers(beans);
    return new Web(application.run());
  }

  private static Map<String, Object> properties(Listen listen) {
    return Map.ofEntries(
        Map.entry("server.address", listen.address()),
        Map.entry("server.port", listen.port()),
        Map.entry("server.shutdown", "immediate"),
        Map.entry("server.tomcat.basedir", listen.work().toString()),
        Map.entry("spring.threads.virtual.enabled", true),
        Map.entry("spring.main.lazy-initialization", true),
        Map.entry("spring.mvc.formcontent.filter.enabled", false),
        Map.entry("spring.web.resources.add-mappings", false),
        // A form is read where a route asks for it, so that what is wrong with it is told.
        Map.entry("spring.servlet.multipart.resolve-lazily", true),
        Map.entry("spring.servlet.multipart.max-file-size", listen.upload() + "B"),
        Map.entry("spring.servlet.multipart.max-request-size", (listen.upload() + FIELDS) + "B"));
  }

  /** Without it, Spring would take settings from variables and files that nobody meant for it. */
  private static ConfigurableEnvironment nothingFromOutside() {
    StandardServletEnvironment environment = new StandardServletEnvironment();
    MutablePropertySources sources = environment.getPropertySources();
    sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    sources.addFirst(
        new MapPropertySource("files", Map.of("spring.config.location", "optional:classpath:/")));
    return environment;
  }

  private static FilterRegistrationBean<Filter> outermost(Filter filter) {
    FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>(filter);
    bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return bean;
  }

  /** Spring fails where a content type has a wildcard, before any route has the request. */
  private static FilterRegistrationBean<Filter> typed() {
    FilterRegistrationBean<Filter> bean =
        new FilterRegistrationBean<>((request, response, chain) -> {
          String type = request.getContentType();
          if (type != null && type.contains("*")) {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_BAD_REQUEST);
          } else {
            chain.doFilter(request, response);
          }
        });
    bean.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return bean;
  }

  private static FilterRegistrationBean<Filter> unavailable() {
    FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>(new Unavailable());
    bean.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    return bean;
  }

  private static void reportErrors(
      TomcatServletWebServerFactory factory, Class<? extends ErrorReportValve> errors) {
    factory.addContextCustomizers(
        context -> ((StandardHost) context.getParent()).setErrorReportValveClass(errors.getName()));
  }

  /** Where it listens. */
  int port() {
    return context instanceof WebServerApplicationContext web && web.getWebServer() != null
        ? web.getWebServer().getPort()
        : 0;
  }

  @Override
  public void close() {
    context.close();
  }
}
