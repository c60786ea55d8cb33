package dev.slipway.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Hands everything to several sinks, one after the other. */
public record TeeSink(List<DiskSink> sinks) implements DiskSink {
  public TeeSink {
    sinks = List.copyOf(sinks);
  }

  @Override
  public void write(long position, ByteBuffer data) throws IOException {
    for (DiskSink sink : sinks) {
      sink.write(position, data.duplicate());
    }
    data.position(data.limit());
  }
}
