package dev.slipway.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.definition.FormatSpec;
import dev.slipway.disk.target.Settings;
import dev.slipway.disk.target.Target;
import dev.slipway.disk.target.Targets;
import dev.slipway.disk.wrap.Wrapping;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The definition module does not know the disk module, so both have the formats' names. */
class FormatNamesTest {
  @Test
  void aDefinitionNamesAllTargetsThatAreOneFile() {
    List<String> targets =
        new Targets(Settings.DEFAULT, Path.of(""))
            .all().stream().filter(t -> t.extent().isEmpty()).map(Target::name).toList();
    assertThat(FormatSpec.NAMES).isEqualTo(targets);
    assertThat(FormatSpec.COMPRESSED)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Wrapping.values()).map(w -> "." + w.ending()).toList());
  }
}
