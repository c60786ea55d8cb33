package dev.slipway.context.medium;

import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.RawFileSink;
import dev.slipway.disk.Volume;
import dev.slipway.disk.iso.IsoVolume;
import dev.slipway.disk.tree.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A context medium: what is written to an ISO 9660 volume. Same context, same name, same form: same
 * tree.
 *
 * @param label the volume's name
 * @param instanceId the context's own, or made from its content and its name
 * @param tree the volume's files; some hold secrets
 */
public record ContextMedium(String label, String instanceId, Directory tree) {
  /**
   * Renders a context.
   *
   * @param name the instance's name: part of its identity where the context gives none
   * @throws ContextException where the form cannot carry what the context says
   */
  public static ContextMedium render(ContextSpec spec, String name, ContextFormat format)
      throws ContextException, IOException {
    String id =
        spec.instanceId().isPresent()
            ? spec.instanceId().get()
            : SlipwayForm.instanceId(spec, name);
    MediumTree tree =
        switch (format) {
          case SLIPWAY -> SlipwayForm.render(spec, id);
          case NOCLOUD -> NoCloudForm.render(forCloudInit(spec, format), id);
          case CONFIGDRIVE -> ConfigDriveForm.render(forCloudInit(spec, format), id, name);
        };
    return new ContextMedium(format.label(), id, tree.root());
  }

  /** The medium as an ISO 9660 image with Rock Ridge and Joliet; same medium, same bytes. */
  public Volume volume() throws DiskException {
    return new IsoVolume(tree, label, 0);
  }

  /**
   * Writes the image to a file, in place of what was there: whole or not at all, and for its owner
   * only, because there may be secrets in it.
   */
  public void write(Path iso) throws IOException {
    Path file = iso.toAbsolutePath();
    Path folder = Files.createTempDirectory(file.getParent(), ".context");
    Path whole = folder.resolve("iso");
    try {
      Volume volume = volume();
      try (RawFileSink sink = new RawFileSink(whole, volume.size())) {
        Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-------"));
        volume.writeTo(0, sink);
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
      Files.delete(folder);
    }
  }

  private static ContextSpec forCloudInit(ContextSpec spec, ContextFormat format)
      throws ContextException {
    String form = format.word() + " media, which cloud-init reads; use the slipway format";
    if (spec.folder().isPresent()) {
      throw new ContextException(
          String.join(", ", spec.folder().get().children().keySet()), "has no place on " + form);
    }
    if (!spec.tests().isEmpty()) {
      throw new ContextException("test", "has no place on " + form);
    }
    return spec;
  }
}
