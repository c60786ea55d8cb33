package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.Optional;

/**
 * {@code part}.
 *
 * @param mountPoint a path, {@code swap}, {@code biosboot}, or what else it becomes a part of, as
 *     {@code pv.01}
 * @param size MiB
 * @param grow whether it takes what is left, up to the largest size
 * @param largest MiB
 * @param passphrase empty where it is not encrypted, or by the default one
 */
public record Partition(
    Position at,
    String mountPoint,
    Optional<Long> size,
    boolean grow,
    Optional<Long> largest,
    Optional<String> filesystem,
    Optional<String> label,
    Optional<String> mountOptions,
    Optional<String> disk,
    boolean primary,
    boolean encrypted,
    Optional<Secret> passphrase)
    implements Part {}
