package dev.slipway.release.create;

import dev.slipway.release.source.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * Something that has an archive of its own in a release.
 *
 * @param folder of its builds below {@code .dev_builds} and {@code .final_builds}
 * @param title for people: {@code package redis}
 * @param files what goes into the archive
 * @param script that changes them before they are archived
 * @param elsewhere whether the archive comes from another release and cannot be made here
 */
record Resource(
    String folder,
    String title,
    String fingerprint,
    List<SourceFile> files,
    Optional<SourceFile> script,
    boolean elsewhere) {}
