package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Address;
import java.util.Optional;

/**
 * {@code [live]}: a system that runs from its medium.
 *
 * @param label the file system's
 * @param releaseVersion what {@code $releasever} stands for
 * @param kickstart path or address
 */
public record LiveImage(
    Request request,
    String label,
    Optional<String> title,
    Optional<String> product,
    String releaseVersion,
    Optional<String> workFolder,
    Optional<String> cacheFolder,
    Optional<String> logFile,
    Address kickstart)
    implements ImageBuild {}
