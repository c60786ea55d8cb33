package dev.slipway.disk.ova;

import dev.slipway.disk.archive.InnerOutput;
import dev.slipway.disk.archive.Spool;
import dev.slipway.disk.archive.TarWriter;
import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Leaves room for the descriptor and the disk's header, and fills it when the disk is there. */
final class OvaEncoder implements Encoder {
  private final OvaEncoding options;
  private final Output output;
  private final TarWriter tar;
  private final OvfDescriptor descriptor;
  private final String diskName;
  private final long descriptorAt;
  private final long headerAt;
  private final InnerOutput inner;
  private final Encoder encoder;

  OvaEncoder(OvaEncoding options, Shape shape, Output output) throws IOException {
    this.options = options;
    this.output = output;
    this.tar = new TarWriter(output, options.time());
    this.diskName = options.machine().name() + "-disk1." + options.disk().extension();
    this.descriptor =
        new OvfDescriptor(
            options.machine(),
            diskName,
            options.disk().format(),
            shape.size(),
            Math.min(shape.size(), (long) shape.map().count() * shape.chunkSize()),
            options.version2());
    int slot = descriptor.bytes(0).length;
    tar.begin(options.machine().name() + ".ovf", 0644, 0, slot);
    this.descriptorAt = output.position();
    output.skip(slot);
    tar.endFile();
    this.headerAt = tar.reserve();
    this.inner = new InnerOutput(output, options.digest().algorithm);
    this.encoder = Spool.inOrder(options.disk().encoding(), shape, inner, options.scratch());
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    encoder.chunk(chunk);
  }

  @Override
  public void finish() throws IOException {
    encoder.finish();
    long size = inner.position();
    tar.endFile();
    byte[] text = descriptor.bytes(size);
    tar.file(options.machine().name() + ".mf", manifest(text));
    tar.end();
    output.patch(descriptorAt, text);
    tar.patch(headerAt, diskName, size);
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }

  private byte[] manifest(byte[] text) {
    byte[] digest = InnerOutput.digest(options.digest().algorithm).digest(text);
    String lines =
        line(options.machine().name() + ".ovf", HexFormat.of().formatHex(digest))
            + line(diskName, inner.hex());
    return lines.getBytes(StandardCharsets.UTF_8);
  }

  /** Exactly so: VMware refuses a space before the bracket. */
  private String line(String name, String hex) {
    return options.digest() + "(" + name + ")= " + hex + "\n";
  }
}
