package dev.slipway.disk.containerdisk;

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

/** Writes the layer when the disk's file is there, then the JSON that leads to it. */
final class ContainerDiskEncoder implements Encoder {
  /** What QEMU runs as in KubeVirt's containers. */
  private static final int QEMU = 107;

  private static final String BLOBS = "blobs/sha256/";

  private final ContainerDiskEncoding options;
  private final Output output;
  private final TarWriter tar;
  private final Spool disk;

  ContainerDiskEncoder(ContainerDiskEncoding options, Shape shape, Output output)
      throws IOException {
    this.options = options;
    this.output = output;
    this.tar = new TarWriter(output, options.time());
    this.disk = Spool.start(options.disk(), shape, options.scratch());
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    disk.chunk(chunk);
  }

  @Override
  public void finish() throws IOException {
    try (disk) {
      disk.finish();
      ImageJson json = new ImageJson(options);
      tar.file("oci-layout", bytes("{\"imageLayoutVersion\":\"1.0.0\"}"));
      tar.folder("blobs/", 0755, 0);
      tar.folder(BLOBS, 0755, 0);
      Blob layer = layer();
      Blob config = blob(json.config(layer));
      Blob manifest = blob(json.manifest(config, layer));
      tar.file("index.json", bytes(json.index(manifest)));
      tar.end();
    }
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  private Blob layer() throws IOException {
    long header = tar.reserve();
    InnerOutput inner = new InnerOutput(output, "SHA-256");
    TarWriter files = new TarWriter(inner, options.time());
    files.folder("disk/", 0755, QEMU);
    files.begin("disk/" + options.fileName(), 0440, QEMU, disk.size());
    disk.copyTo(inner);
    files.endFile();
    files.end();
    Blob layer = new Blob(inner.hex(), inner.position());
    tar.endFile();
    tar.patch(header, BLOBS + layer.sha256(), layer.size());
    return layer;
  }

  private Blob blob(String json) throws IOException {
    byte[] bytes = bytes(json);
    String hex = HexFormat.of().formatHex(InnerOutput.digest("SHA-256").digest(bytes));
    tar.file(BLOBS + hex, bytes);
    return new Blob(hex, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
