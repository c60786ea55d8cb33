package dev.slipway.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of modules, and who may reach for the machine. */
class ArchitectureTest {
  /** Which module may use which others; ARCHITECTURE.md shows the same as a picture. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("disk", Set.of()),
          entry("definition", Set.of()),
          entry("process", Set.of()),
          entry("database", Set.of()),
          entry("farm", Set.of("process")),
          entry("context", Set.of("disk", "process")),
          entry("build", Set.of("definition", "disk", "context", "process")),
          entry("cloud", Set.of("disk", "context", "process")),
          entry("queue", Set.of("build", "database", "definition", "process")),
          entry("broker", Set.of("database", "definition", "process")),
          entry("release", Set.of("database", "definition", "process")),
          entry("server", Set.of("queue", "broker", "build", "database", "definition", "process")),
          entry(
              "cli",
              Set.of(
                  "disk",
                  "definition",
                  "process",
                  "context",
                  "build",
                  "cloud",
                  "farm",
                  "queue",
                  "broker",
                  "release",
                  "server")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.slipway");

  static Set<String> modules() {
    return MAY_USE.keySet();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyWhatTheTableSays(String module) {
    noClasses()
        .that()
        .resideInAPackage("dev.slipway." + module + "..")
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<JavaClass>("belong to a module that it may not use") {
              @Override
              public boolean test(JavaClass used) {
                String other = moduleOf(used);
                return !other.isEmpty()
                    && !other.equals(module)
                    && !MAY_USE.getOrDefault(module, Set.of()).contains(other);
              }
            })
        .check(CLASSES);
  }

  @Test
  void theTableNamesEveryModule() {
    Set<String> found = new TreeSet<>();
    CLASSES.forEach(type -> found.add(moduleOf(type)));
    assertThat(found).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void packagesOfAModuleUseEachOtherInOneDirection(String module) {
    slices()
        .matching("dev.slipway." + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void programsAreStartedInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.slipway.process..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ProcessBuilder.class.getName())
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineAsksTheMachineForItsTimeAndEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.slipway.cli..")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsHowOptionsAreRead() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.slipway.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void onlyTheServerKnowsSpring() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.slipway.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(CLASSES);
  }

  private static String moduleOf(JavaClass type) {
    List<String> names = List.of(type.getPackageName().split("\\."));
    return names.size() > 2 && names.subList(0, 2).equals(List.of("dev", "slipway"))
        ? names.get(2)
        : "";
  }
}
