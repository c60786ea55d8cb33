package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.Optional;

/**
 * {@code bootloader}.
 *
 * @param location {@code mbr}, {@code partition}, {@code boot} or {@code none}
 * @param arguments for the kernel
 * @param timeout seconds
 * @param password asked for before a boot entry can be changed
 */
public record Bootloader(
    Position at,
    String location,
    Optional<String> arguments,
    Optional<Long> timeout,
    Optional<Secret> password,
    boolean disabled)
    implements Part {}
