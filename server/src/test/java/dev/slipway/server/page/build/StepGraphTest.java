package dev.slipway.server.page.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.queue.store.Steps;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StepGraphTest {
  private static Steps.Row step(String name, String... needs) {
    return new Steps.Row(name, name, List.of(needs), "waiting", OptionalLong.empty());
  }

  @Test
  void aChainHasOneLane() {
    StepGraph graph = StepGraph.of(List.of(step("a"), step("b", "a"), step("c", "b")));
    assertThat(graph.lanes()).isEqualTo(1);
    assertThat(graph.nodes().get("b").paths()).containsExactlyInAnyOrder("M7 0V20", "M7 20V40");
    assertThat(graph.nodes().get("c").paths()).containsExactly("M7 0V20");
  }

  @Test
  void stepsBesideEachOtherHaveLanesThatMeetAgain() {
    StepGraph graph =
        StepGraph.of(
            List.of(
                step("a"), step("b", "a"), step("c", "a"), step("d", "b", "c"), step("e", "d")));
    assertThat(graph.lanes()).isEqualTo(2);
    assertThat(graph.nodes().get("b").lane()).isNotEqualTo(graph.nodes().get("c").lane());
    assertThat(graph.nodes().get("d").paths()).as("one line from each, one on").hasSize(3);
    assertThat(graph.nodes().get("e").lane()).isEqualTo(graph.nodes().get("d").lane());
  }

  @Test
  void whatIsNeededThroughAnotherHasNoLineOfItsOwn() {
    StepGraph graph = StepGraph.of(List.of(step("a"), step("b", "a"), step("c", "a", "b")));
    assertThat(graph.lanes()).isEqualTo(1);
    assertThat(graph.nodes().get("c").paths()).hasSize(1);
  }

  @Test
  void aNeedThatIsNotThereIsNoLine() {
    StepGraph graph = StepGraph.of(List.of(step("a", "nothing"), step("b")));
    assertThat(graph.nodes().get("a").paths()).isEmpty();
    assertThat(graph.nodes().get("b").lane()).as("a's lane is free again").isZero();
    assertThat(StepGraph.of(List.of()).width()).isPositive();
  }
}
