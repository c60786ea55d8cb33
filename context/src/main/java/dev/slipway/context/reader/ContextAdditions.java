package dev.slipway.context.reader;

import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.Diagnostic;
import dev.slipway.disk.tree.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command line says on top of a context: names and the script replace the context's own,
 * keys are added to them.
 *
 * @param sshKeys files with public keys, a key on a line
 */
public record ContextAdditions(
    Optional<String> hostname,
    Optional<String> instanceId,
    List<Path> sshKeys,
    Optional<Path> postInstall) {
  /** Copies what is mutable. */
  public ContextAdditions {
    sshKeys = List.copyOf(sshKeys);
  }

  /** Whether there is nothing to add. */
  public boolean isEmpty() {
    return hostname.isEmpty() && instanceId.isEmpty() && sshKeys.isEmpty() && postInstall.isEmpty();
  }

  /**
   * Adds them to a context.
   *
   * @throws ContextException with everything that is wrong with them, the option's name in place of
   *     the file
   */
  public ContextSpec to(ContextSpec spec) throws ContextException {
    List<Diagnostic> faults = new ArrayList<>();
    hostname.ifPresent(name -> check("--hostname", name, Forms.HOSTNAME, faults));
    instanceId.ifPresent(id -> check("--instance-id", id, Forms.INSTANCE_ID, faults));
    List<String> keys = new ArrayList<>(spec.sshKeys());
    for (Path file : sshKeys) {
      keys(file, faults).stream().filter(key -> !keys.contains(key)).forEach(keys::add);
    }
    Optional<Content> script = postInstall.flatMap(file -> script(file, faults));
    if (!faults.isEmpty()) {
      throw new ContextException(faults);
    }
    return new ContextSpec(
        hostname.or(spec::hostname),
        instanceId.or(spec::instanceId),
        spec.network(),
        spec.users(),
        keys,
        spec.files(),
        script.or(spec::postInstall),
        spec.everyBoot(),
        spec.commands(),
        spec.tests(),
        spec.folder());
  }

  private static void check(
      String option, String value, Form<String> form, List<Diagnostic> faults) {
    try {
      form.read(value);
    } catch (Fault e) {
      faults.add(new Diagnostic(option, 0, 0, e.text()));
    }
  }

  private static List<String> keys(Path file, List<Diagnostic> faults) {
    List<String> keys = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      faults.add(
          new Diagnostic(file.toString(), 0, 0, "cannot be read as a file with public keys"));
      return keys;
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          keys.add(Forms.sshKey(line));
        } catch (Fault e) {
          // What stands there is not shown: it may be a part of a private key.
          faults.add(
              new Diagnostic(
                  file.toString(),
                  i + 1,
                  1,
                  "is no public key, as in `ssh-ed25519 AAAA… me`; give the file with `.pub`"));
          return keys;
        }
      }
    }
    if (keys.isEmpty() && faults.isEmpty()) {
      faults.add(new Diagnostic(file.toString(), 0, 0, "has no key in it"));
    }
    return keys;
  }

  private static Optional<Content> script(Path file, List<Diagnostic> faults) {
    Path whole = file.toAbsolutePath().normalize();
    Path folder = whole.getParent();
    Path name = whole.getFileName();
    try {
      if (folder == null || name == null || !Files.exists(whole)) {
        throw new Fault("there is no such file");
      }
      return Optional.of(new SourceFolder(folder).script(name.toString()));
    } catch (Fault e) {
      faults.add(new Diagnostic(file.toString(), 0, 0, e.text()));
      return Optional.empty();
    }
  }
}
