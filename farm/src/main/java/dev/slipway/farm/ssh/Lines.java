package dev.slipway.farm.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes lines of what comes in, hands each over, and keeps as many as are sensible. */
final class Lines extends OutputStream {
  /** More than a program has files. */
  private static final int MOST = 20_000;

  private static final int LONGEST = 1 << 16;

  private final Consumer<String> onLine;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> kept = new ArrayList<>();

  Lines(Consumer<String> onLine) {
    this.onLine = onLine;
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n' || line.size() == LONGEST) {
      end();
    }
    if (b != '\n') {
      line.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void end() {
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    line.reset();
    if (kept.size() < MOST) {
      kept.add(text);
    }
    onLine.accept(text);
  }

  /** All lines, the last one also where it has no end. */
  synchronized List<String> finish() {
    if (line.size() > 0) {
      end();
    }
    return List.copyOf(kept);
  }
}
