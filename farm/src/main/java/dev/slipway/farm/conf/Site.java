package dev.slipway.farm.conf;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things are on a host.
 *
 * @param workdir an absolute path of plain characters, so that it can be in units and YAML
 * @param jdk a JDK's folder or tar on this machine that is copied there
 */
public record Site(String workdir, Init init, Optional<Path> jdk) {}
