package dev.slipway.broker.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private final byte[] first = key();
  private final byte[] second = key();

  private static byte[] key() {
    byte[] key = new byte[Sealer.KEY_BYTES];
    RANDOM.nextBytes(key);
    return key;
  }

  @Test
  void whatIsSealedOpensAndIsAnotherTextEachTime() {
    Sealer sealer = new Sealer(List.of(first), RANDOM);
    String sealed = sealer.seal("secret ü", "here");
    assertThat(sealed).doesNotContain("secret").startsWith(sealer.current() + ":");
    assertThat(sealer.seal("secret ü", "here")).isNotEqualTo(sealed);
    assertThat(sealer.open(sealed, "here")).isEqualTo("secret ü");
  }

  @Test
  void whatWasMovedDoesNotOpen() {
    Sealer sealer = new Sealer(List.of(first), RANDOM);
    String sealed = sealer.seal("secret", "here");
    assertThatThrownBy(() -> sealer.open(sealed, "there"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there cannot be opened");
  }

  @Test
  void whatWasChangedAnywhereDoesNotOpen() {
    Sealer sealer = new Sealer(List.of(first), RANDOM);
    // 12 bytes of nonce, 8 of text, 16 of tag: no bit of base64 is without meaning.
    String sealed = sealer.seal("secret 8", "here");
    for (int i = 0; i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
      assertThatThrownBy(() -> sealer.open(changed, "here"))
          .as("character " + i)
          .isInstanceOf(IllegalStateException.class)
          .message()
          .doesNotContain("secret");
      String cut = sealed.substring(0, i);
      assertThatThrownBy(() -> sealer.open(cut, "here"))
          .as("cut at " + i)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":", "abc", "KEY:", "KEY:%%%", "KEY:AAAA", "KEY:AAAAAAAAAAAAAAAAAAAA"})
  void whatNeverWasSealedDoesNotOpen(String text) {
    Sealer sealer = new Sealer(List.of(first), RANDOM);
    assertThatThrownBy(() -> sealer.open(text.replace("KEY", sealer.current()), "here"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRunningSealerTakesANewKeyAndMissesOneThatIsGone() {
    List<byte[]> keys = new ArrayList<>(List.of(first));
    Supplier<List<byte[]>> source = () -> List.copyOf(keys);
    Sealer running = new Sealer(source, RANDOM);
    String old = running.seal("old", "here");
    keys.addFirst(second);
    Sealer other = new Sealer(List.of(second, first), RANDOM);
    assertThat(running.open(other.seal("new", "here"), "here")).isEqualTo("new");
    String sealed = running.seal("with the new one", "here");
    assertThat(sealed).startsWith(other.current() + ":");
    assertThat(running.open(old, "here")).isEqualTo("old");
    Sealer later = new Sealer(List.of(second), RANDOM);
    assertThat(later.open(sealed, "here")).isEqualTo("with the new one");
    assertThatThrownBy(() -> later.open(old, "here")).hasMessageContaining("there is no key");
  }

  @Test
  void keysThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new Sealer(List.of(), RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Sealer(List.of(new byte[16]), RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
