package dev.slipway.definition.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A good text, changed at random. */
public record Mutations(String good, List<String> pieces) {
  private static final int CASES = 300;

  /** Bytes, pieces and lines of it changed; the same in every run. */
  public void each(Consumer<byte[]> check) {
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      check.accept(bytes(random));
      check.accept(replaced(random).getBytes(StandardCharsets.UTF_8));
      check.accept(lines(random).getBytes(StandardCharsets.UTF_8));
    }
  }

  private byte[] bytes(Random random) {
    byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
    for (int change = random.nextInt(3); change >= 0; change--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private String replaced(Random random) {
    StringBuilder text = new StringBuilder(good);
    for (int change = random.nextInt(4); change >= 0; change--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(4));
      text.replace(at, end, pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  private String lines(Random random) {
    List<String> lines = new ArrayList<>(good.lines().toList());
    for (int change = random.nextInt(4); change >= 0 && !lines.isEmpty(); change--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(3)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        default -> lines.set(at, "  " + lines.get(at));
      }
    }
    return String.join("\n", lines);
  }
}
