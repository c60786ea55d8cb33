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
          case NOCLOUD, CONFIGDRIVE ->
              throw new ContextException(name, format.word() + " media are not written yet");
        };
    return new ContextMedium(format.label(), id, tree.root());
  }
}
