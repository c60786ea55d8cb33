package dev.slipway.broker.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.secret.RandomNames;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What every back end does whose bindings are users of their own. Tests of a back end extend it,
 * with a server that is real.
 */
public abstract class BackendContract {
  private static final RandomNames NAMES = new RandomNames(new SecureRandom());

  /** The back end; the same for all tests of a class. */
  protected abstract Backend backend() throws Exception;

  /** A small plan's limits. */
  protected abstract Limits small();

  /** A larger plan's limits. */
  protected abstract Limits large();

  /** Connects as an application does, by nothing but what the binding gave. */
  protected abstract Application connect(Bound bound) throws Exception;

  /** A new instance, not made yet. */
  protected Instance instance(Limits limits) {
    return new Instance(
        NAMES.instance(),
        "an-id",
        limits,
        JsonNodeFactory.instance.objectNode(),
        JsonNodeFactory.instance.objectNode());
  }

  /** A new binding, not made yet. */
  protected Binding binding() {
    return new Binding(NAMES.binding(), "an-id", JsonNodeFactory.instance.objectNode());
  }

  @Test
  void aBoundApplicationReadsAndWritesAndIsCutOffAtUnbind() throws Exception {
    Instance instance = instance(small());
    backend().provision(instance);
    Binding binding = binding();
    Bound bound = backend().bind(instance, binding);
    assertThat(bound.credentials().get("uri")).asString().contains("://");
    try (Application application = connect(bound)) {
      application.write("one", "text");
      assertThat(application.read("one")).isEqualTo("text");
      backend().unbind(instance, binding);
      assertThatThrownBy(application::speak).isInstanceOf(Exception.class);
    }
    assertThatThrownBy(
            () -> {
              try (Application again = connect(bound)) {
                again.speak();
              }
            })
        .isInstanceOf(Exception.class);
    backend().deprovision(instance);
  }

  @Test
  void bindingsOfAnInstanceShareWhatIsInItAndOutliveEachOther() throws Exception {
    Instance instance = instance(small());
    backend().provision(instance);
    Binding first = binding();
    Binding second = binding();
    Bound one = backend().bind(instance, first);
    Bound two = backend().bind(instance, second);
    assertThat(one.credentials()).isNotEqualTo(two.credentials());
    try (Application application = connect(one)) {
      application.write("shared", "by the first");
    }
    backend().unbind(instance, first);
    try (Application application = connect(two)) {
      assertThat(application.read("shared")).isEqualTo("by the first");
      application.write("shared", "by the second");
      assertThat(application.read("shared")).isEqualTo("by the second");
    }
    backend().unbind(instance, second);
    backend().deprovision(instance);
  }

  @Test
  void neighboursDoNotSeeEachOther() throws Exception {
    Instance mine = instance(small());
    Instance other = instance(small());
    backend().provision(mine);
    backend().provision(other);
    Bound bound = backend().bind(mine, binding());
    Bound neighbour = backend().bind(other, binding());
    try (Application application = connect(bound);
        Application stranger = connect(neighbour)) {
      application.write("secret", "mine");
      assertThatThrownBy(() -> stranger.read("secret")).isInstanceOf(Exception.class);
      stranger.write("secret", "another");
      assertThat(application.read("secret")).isEqualTo("mine");
    }
    backend().deprovision(mine);
    backend().deprovision(other);
  }

  @Test
  void everythingCanBeSaidTwiceAndRemovedThoughItWasNeverMade() throws Exception {
    Instance instance = instance(small());
    Binding binding = binding();
    backend().unbind(instance, binding);
    backend().deprovision(instance);
    backend().provision(instance);
    backend().provision(instance);
    Bound first = backend().bind(instance, binding);
    Bound second = backend().bind(instance, binding);
    assertThat(second.credentials()).isNotEqualTo(first.credentials());
    try (Application application = connect(second)) {
      application.write("one", "text");
    }
    backend().unbind(instance, binding);
    backend().unbind(instance, binding);
    backend().deprovision(instance);
    backend().deprovision(instance);
    assertThat(backend().usage(instance)).isEmpty();
  }

  @Test
  void theInventoryHasWhatIsThereAndNothingMore() throws Exception {
    Instance instance = instance(small());
    Binding binding = binding();
    backend().provision(instance);
    backend().bind(instance, binding);
    assertThat(backend().inventory().instances()).contains(instance.name());
    assertThat(backend().inventory().bindings()).contains(binding.name());
    backend().deprovision(instance);
    assertThat(backend().inventory().instances()).doesNotContain(instance.name());
    backend().unbind(instance, binding);
    assertThat(backend().inventory().bindings()).doesNotContain(binding.name());
  }

  @Test
  void anUpdateKeepsWhatIsThere() throws Exception {
    Instance instance = instance(small());
    backend().provision(instance);
    Binding binding = binding();
    Bound bound = backend().bind(instance, binding);
    try (Application application = connect(bound)) {
      application.write("kept", "text");
    }
    Instance larger =
        new Instance(
            instance.name(), instance.id(), large(), instance.settings(), instance.parameters());
    backend().update(larger, List.of(binding));
    try (Application application = connect(bound)) {
      assertThat(application.read("kept")).isEqualTo("text");
      application.write("more", "text");
    }
    backend().deprovision(larger);
  }

  @Test
  void itAnswers() throws Exception {
    backend().check();
    assertThat(backend().usage(instance(small()))).isEmpty();
  }
}
