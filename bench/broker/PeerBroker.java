import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * A service broker as one writes it first with Spring Boot: annotated methods, objects as JSON,
 * instances in memory. It has no users, checks nothing, and forgets all when it ends.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  DispatcherServletAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
})
public class PeerBroker {
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(PeerBroker.class);
    application.setDefaultProperties(Map.of("server.port", args[0], "server.address", "127.0.0.1"));
    application.run();
  }

  record Plan(String id, String name, String description, boolean free) {}

  record Service(
      String id, String name, String description, boolean bindable, List<String> tags, List<Plan> plans) {}

  record Catalog(List<Service> services) {}

  record Request(String service_id, String plan_id, String organization_guid, String space_guid) {}

  @RestController
  static class Routes {
    private final Map<String, Request> instances = new ConcurrentHashMap<>();
    private final Catalog catalog =
        new Catalog(
            List.of(
                new Service(
                    "service-1",
                    "relay",
                    "A relay",
                    true,
                    List.of("smtp"),
                    List.of(
                        new Plan("plan-1", "small", "Small", true),
                        new Plan("plan-2", "large", "Large", false)))));

    @GetMapping("/v2/catalog")
    Catalog catalog() {
      return catalog;
    }

    @PutMapping("/v2/service_instances/{id}")
    ResponseEntity<Map<String, String>> provision(@PathVariable String id, @RequestBody Request body) {
      Request before = instances.putIfAbsent(id, body);
      return ResponseEntity.status(
              before == null ? HttpStatus.CREATED : before.equals(body) ? HttpStatus.OK : HttpStatus.CONFLICT)
          .body(Map.of());
    }
  }
}
