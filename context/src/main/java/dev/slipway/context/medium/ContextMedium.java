package dev.slipway.context.medium;

import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.disk.tree.Directory;
import java.io.IOException;

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
