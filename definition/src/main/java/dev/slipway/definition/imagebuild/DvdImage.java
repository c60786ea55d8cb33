package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Address;
import java.util.Optional;

/**
 * {@code [dvd]}: a tree of packages and the DVD of it.
 *
 * @param stage which part of the work is done: {@code all}, {@code gather}, {@code createrepo},
 *     {@code buildinstall} or {@code createiso}
 * @param force whether an earlier result is overwritten
 * @param sources whether there are packages of sources
 * @param sourceImages whether these get images of their own
 * @param kickstart path or address
 */
public record DvdImage(
    Request request,
    String name,
    String version,
    Optional<String> flavor,
    String stage,
    boolean force,
    boolean sources,
    boolean sourceImages,
    Optional<Address> bugs,
    Optional<String> outputFolder,
    Optional<String> cacheFolder,
    Optional<String> workFolder,
    Address kickstart)
    implements ImageBuild {}
