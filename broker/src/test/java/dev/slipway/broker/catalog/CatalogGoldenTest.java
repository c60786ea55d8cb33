package dev.slipway.broker.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What catalogs read as: folders in {@code catalogs} with a catalog and what comes of it, which
 * {@code -Dgoldens=write} writes anew.
 */
class CatalogGoldenTest {
  private static final Path CASES = Path.of("src/test/resources/catalogs");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final List<Backing> BACKENDS =
      List.of(
          new Backing(
              "maria-1",
              Set.of("mariadb", "mysql"),
              Set.of("storage", "connections", "memory", "queues", "objects"),
              Set.of("anything")),
          new Backing("rabbit", Set.of("rabbitmq"), Set.of("storage", "queues"), Set.of()),
          new Backing("cache", Set.of("redis"), Set.of("memory"), Set.of()),
          new Backing("words", Set.of("static"), Set.of(), Set.of("credentials")));

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> list = Files.list(CASES)) {
      return list.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itReadsAsItIsWrittenDown(Path folder) throws IOException {
    String text = read(folder.resolve("catalog.yml")).replace(folder + "/", "");
    Path expected = folder.resolve("expected.txt");
    if ("write".equals(System.getProperty("goldens"))) {
      Files.writeString(expected, text);
    }
    assertThat(text).isEqualTo(Files.readString(expected));
  }

  private static String read(Path file) {
    try {
      Catalog catalog = CatalogReader.read(file, BACKENDS);
      String services =
          catalog.services().stream().map(CatalogGoldenTest::shown).collect(Collectors.joining());
      return services + JSON.writeValueAsString(JSON.readTree(catalog.published())) + "\n";
    } catch (CatalogException e) {
      return e.getMessage() + "\n";
    }
  }

  private static String shown(Service service) {
    return "service %s on %s, cascade %s, app required %s, dashboard %s\n%s\n"
        .formatted(
            service.name(),
            service.backend(),
            service.cascade(),
            service.appRequired(),
            service.dashboard().orElse("none"),
            service.plans().stream()
                .map(p ->
                    "plan %s, bindable %s, updateable %s, instances %s, limits %s, settings %s\n"
                        .formatted(
                            p.name(),
                            p.bindable(),
                            p.updateable(),
                            p.instances(),
                            p.limits(),
                            p.settings()))
                .collect(Collectors.joining()));
  }
}
