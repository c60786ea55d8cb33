package dev.slipway.farm.conf;

import dev.slipway.farm.ssh.Address;
import java.util.SortedSet;

/**
 * A host that builds.
 *
 * @param architectures for which it builds
 * @param releases for which releases; empty for all
 */
public record Worker(
    Address address, Site site, SortedSet<Architecture> architectures, SortedSet<String> releases)
    implements Machine {}
