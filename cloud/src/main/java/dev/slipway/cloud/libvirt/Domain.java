package dev.slipway.cloud.libvirt;

import java.util.Optional;
import java.util.UUID;

/**
 * A domain that is there already.
 *
 * @param uuid empty where its template leaves it to libvirt
 * @param place where it was found, for messages: a template's file, or libvirt's address
 */
public record Domain(String name, Optional<UUID> uuid, String place) {}
