package dev.slipway.disk.convert;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFile;
import dev.slipway.disk.file.PartFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that is being written. */
final class Writing implements Consumer.Work, Closeable {
  private final Path file;
  private final Encoding encoding;
  private final Shape shape;
  private final PartFile part;
  private final Digests digests;
  private final OutputFile output;
  private @Nullable Encoder encoder;

  private Writing(Destination destination, Shape shape, PartFile part, Digests digests) {
    this.file = destination.file();
    this.encoding = destination.encoding();
    this.shape = shape;
    this.part = part;
    this.digests = digests;
    this.output = new OutputFile(part.channel(), destination.sparse(), encoding.patches(), digests);
  }

  static Writing create(Destination destination, Shape shape, List<String> algorithms)
      throws IOException {
    Digests digests =
        destination.encoding().beginsWithDisk() ? Digests.none() : new Digests(algorithms);
    return new Writing(destination, shape, PartFile.create(destination.file()), digests);
  }

  @Override
  public void start() throws IOException {
    try {
      encoder = encoding.start(shape, output);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void take(List<Chunk> chunks) throws IOException {
    try {
      for (Chunk chunk : chunks) {
        running().chunk(chunk);
      }
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void finish() throws IOException {
    try {
      running().finish();
      output.finish();
      part.channel().force(false);
    } catch (IOException e) {
      throw named(e);
    }
  }

  private Encoder running() {
    return Objects.requireNonNull(encoder, "it was started");
  }

  private IOException named(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof DiskException || message.contains(file.toString())) {
      return e;
    }
    return new IOException(file + ": " + message, e);
  }

  /** Gives the file its name. */
  DiskFile publish(DiskDigest disk) throws IOException {
    long size = part.channel().size();
    Map<String, String> values =
        encoding.beginsWithDisk() ? disk.followedBy(part.channel()) : digests.values();
    part.finish();
    return new DiskFile(file, size, values);
  }

  /** Only once no thread writes any more. */
  @Override
  public void close() throws IOException {
    try (part) {
      if (encoder != null) {
        encoder.close();
      }
    }
  }
}
