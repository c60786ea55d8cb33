package dev.slipway.disk.target;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.convert.Encoding;
import java.util.function.Function;

/**
 * A file that a certain importer takes.
 *
 * @param name what users call it: {@code vhd-xen}
 * @param hypervisor in names that end with one: {@code xen}
 * @param ending of the file's name, with what tells it from other targets: {@code -xen.vhd}
 * @param purpose a line for people: who takes it
 * @param limits what is refused up front
 * @param encoding how it is written
 */
public record Target(
    String name,
    String hypervisor,
    String ending,
    String purpose,
    Limits limits,
    Function<Subject, Encoding> encoding) {

  /**
   * How a disk is written for this target.
   *
   * @throws DiskException where the importer would refuse it; the message says what would be right
   */
  public Encoding encode(Subject subject) throws DiskException {
    TargetRules.check(this, subject);
    return encoding.apply(subject);
  }

  /** The ending without what tells it from other targets: {@code .vhd}. */
  public String extension() {
    return ending.substring(ending.indexOf('.'));
  }
}
