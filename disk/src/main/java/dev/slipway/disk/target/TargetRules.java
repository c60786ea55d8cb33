package dev.slipway.disk.target;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.target.Subject.Firmware;
import java.util.Locale;
import java.util.stream.Collectors;

/** Refuses what an importer would refuse later. */
final class TargetRules {
  private TargetRules() {}

  static void check(Target target, Subject subject) throws DiskException {
    Limits limits = target.limits();
    long rest = subject.size() % limits.alignment();
    if (rest != 0) {
      throw new DiskException(
          "%s: %s wants a disk of whole multiples of %d bytes, not of %d; grow it to %d with --size"
              .formatted(
                  subject.name(),
                  target.name(),
                  limits.alignment(),
                  subject.size(),
                  subject.size() + limits.alignment() - rest));
    }
    if (subject.size() > limits.largest()) {
      throw new DiskException(
          "%s: %s takes disks of up to %d bytes, not of %d"
              .formatted(subject.name(), target.name(), limits.largest(), subject.size()));
    }
    boolean fits =
        subject.firmware() == Firmware.BOTH
            ? !limits.firmware().isEmpty()
            : limits.firmware().contains(subject.firmware());
    if (!fits) {
      throw new DiskException(
          "%s boots by %s, but machines made of %s start with %s"
              .formatted(
                  subject.name(),
                  word(subject.firmware()),
                  target.name(),
                  limits.firmware().stream()
                      .map(TargetRules::word)
                      .sorted()
                      .collect(Collectors.joining(" or "))));
    }
  }

  private static String word(Firmware firmware) {
    return firmware.name().toLowerCase(Locale.ROOT);
  }
}
