package dev.slipway.release.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.release.ReleaseException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One Ruby for all of them, as a director has it. */
@Tag("slow")
final class RendererSlowTest {
  private static final String SPEC = "name: job\nproperties: {a: {default: 1}, b: {}}\n";
  private static final ByteArrayOutputStream TALK = new ByteArrayOutputStream();
  private static Renderer renderer;

  @BeforeAll
  static void start() {
    renderer =
        new Renderer(Duration.ofSeconds(60), new PrintStream(TALK, true, StandardCharsets.UTF_8));
  }

  @AfterAll
  static void stop() {
    renderer.close();
  }

  @Test
  void allErrorsOfAJobAreToldTogether() throws Exception {
    JobTemplates job =
        new JobTemplates(
            "job",
            Suite.bytes(SPEC),
            List.of(
                Suite.file("good.erb", "fine"),
                Suite.file("x.erb", "1\n2\n<%= p('c.d') %>"),
                Suite.file("y.erb", "<%= p('b') %>"),
                Suite.file("z.erb", "\n<% end %>")));
    Rendering.Failed failed = (Rendering.Failed) renderer.render(job, Instance.of("", "b: ~"));
    assertThat(failed.errors().stream().map(TemplateError::text).toList())
        .satisfiesExactly(
            x ->
                assertThat(x)
                    .isEqualTo(
                        "Error filling in template 'x.erb' (line 3: Can't find property"
                            + " '[\"c.d\"]')"),
            y ->
                assertThat(y)
                    .isEqualTo(
                        "Error filling in template 'y.erb' (line 1: Can't find property"
                            + " '[\"b\"]')"),
            z ->
                assertThat(z)
                    .startsWith("Error filling in template 'z.erb' (line 2: ")
                    .contains("syntax error"));
  }

  @Test
  void onlyDeclaredPropertiesAreSeen() throws Exception {
    assertThat(render("<%= raw_properties %>", "b: {c: 2}\nsecret: x\na: ~"))
        .isEqualTo("{\"a\"=>1, \"b\"=>{\"c\"=>2}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b: [1          | properties:1: ",
        "b: 2001-01-01  | Tried to load unspecified class: Date; put quotes around it",
        "- a            | properties: is a list, not a map",
        "just text      | properties: is one value, not a map",
        "b: !ruby/object:Object {} | Tried to load unspecified class: Object",
        "b: &x [*x]     | or a value within itself",
      })
  void propertiesThatCannotBeReadAreTold(String properties, String message) {
    assertThatThrownBy(() -> render("", properties))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("job `job`: ")
        .hasMessageContaining(message);
  }

  @Test
  void billionsOfValuesInAFewLinesAreRefused() {
    StringBuilder bomb = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("l%d: &l%d [".formatted(i, i))
          .append("*l%d, ".formatted(i - 1).repeat(10))
          .append("x]\n");
    }
    assertThatThrownBy(() -> render("", bomb.toString()))
        .hasMessageContaining("more than 1000000 values");
  }

  @Test
  void aPropertyThatIsNoMapHasNoPropertiesBelow() {
    JobTemplates job = Suite.of("name: job\nproperties: {a.b: {default: 1}}\n", "");
    assertThatThrownBy(() -> renderer.render(job, Instance.of("", "a: text")))
        .hasMessageContaining("Property 'a.b' expects a hash, but received 'String'");
  }

  @Test
  void aLinkThatTheJobDoesNotTakeIsTold() {
    Instance instance =
        new Instance("", "", "", "db: {instances: []}", List.of(), Optional.empty());
    assertThatThrownBy(() -> renderer.render(Suite.of(SPEC, ""), instance))
        .hasMessageContaining("job `job` consumes no link `db`; its spec has none");
  }

  @Test
  void aDirectorAnswersForLinksWithoutAnAddress() throws Exception {
    JobTemplates job =
        Suite.of(
            "name: job\nconsumes: [{name: db, type: sql}]\n",
            "<%= link('db').address(azs: ['z1'], status: 'healthy') %>");
    Instance instance =
        new Instance(
            "",
            "",
            "",
            "db: {instances: [], group_name: g, domain: bosh, use_short_dns_addresses: true}",
            List.of(),
            Optional.of((query, shortNames) ->
                query.get("group_name") + "." + query.get("azs") + "." + shortNames));
    assertThat(text(renderer.render(job, instance))).isEqualTo("g.[\"z1\"].true");
  }

  @Test
  void anEndlessTemplateIsStoppedEvenWhereItRescuesEverything() throws Exception {
    try (Renderer hasty = new Renderer(Duration.ofMillis(500), Suite.nowhere())) {
      JobTemplates job = Suite.of(SPEC, "\n<% begin; loop { 1 + 1 }; rescue => e; retry; end %>");
      Rendering.Failed failed = (Rendering.Failed) hasty.render(job, Instance.of("", ""));
      assertThat(failed.errors().getFirst().message()).contains("takes longer than 0.5 s");
      assertThat(text(hasty.render(Suite.of(SPEC, "after"), Instance.of("", ""))))
          .isEqualTo("after");
    }
  }

  @Test
  void aTemplateThatCallsItselfForeverFailsAlone() throws Exception {
    String endless = "<% def again; again; end; again %>";
    Rendering.Failed failed =
        (Rendering.Failed) renderer.render(Suite.of(SPEC, endless), Instance.of("", ""));
    assertThat(failed.errors().getFirst().message()).contains("stack level too deep");
    assertThat(render("<%= p('a') %>", "")).isEqualTo("1");
  }

  @Test
  void whatTemplatesPrintIsNotWhatTheyRender() throws Exception {
    assertThat(render("<% puts 'said'; warn 'warned' %>x", "")).isEqualTo("x");
    assertThat(TALK.toString(StandardCharsets.UTF_8)).contains("said").contains("warned");
  }

  @Test
  void noVariablesOfThisProcessAreSeen() throws Exception {
    assertThat(render("<%= ENV.to_h %>", "")).isEqualTo("{}");
  }

  @Test
  void manyThreadsGetTheirOwn() throws Exception {
    List<Future<String>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 400; i++) {
        String number = Integer.toString(i);
        String template =
            "<% p('b')['x'] = p('b')['n'] -%><% @mine = p('b')['x'] -%>" + i % 5 + " <%= @mine %>";
        all.add(threads.submit(() -> render(template, "b: {n: " + number + "}")));
      }
    }
    for (int i = 0; i < 400; i++) {
      assertThat(all.get(i).get()).isEqualTo(i % 5 + " " + i);
    }
  }

  private static String render(String template, String properties) throws Exception {
    return text(renderer.render(Suite.of(SPEC, template), Instance.of("", properties)));
  }

  private static String text(Rendering rendering) {
    assertThat(rendering).isInstanceOf(Rendering.Done.class);
    return new String(
        ((Rendering.Done) rendering).files().getFirst().content(), StandardCharsets.UTF_8);
  }
}
