package dev.slipway.release.compile;

import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs packaging scripts on this machine, not in a copy of one: paths that they are given lead into
 * the folder of changes, which they know as {@code $ROOT}.
 */
record HostWorkshop(Stemcell stemcell, Path shared) implements Workshop {
  @Override
  public void run(Errand errand) throws IOException, InterruptedException {
    List<String> arguments = errand.arguments();
    Path work = errand.changes().resolve(arguments.get(2).substring(1));
    Map<String, String> environment = new HashMap<>(errand.environment());
    Path link = errand.changes().resolve(environment.get("BOSH_INSTALL_TARGET").substring(1));
    Path target = errand.changes().resolve(Files.readSymbolicLink(link).toString().substring(1));
    environment.put("BOSH_INSTALL_TARGET", target.toString());
    environment.put("BOSH_COMPILE_TARGET", work.toString());
    environment.put("ROOT", errand.changes().toString());
    environment.put("SHARED", shared.toString());
    Command.of(arguments.subList(3, arguments.size()))
        .in(work)
        .env(environment)
        .onLine(errand.lines())
        .run();
  }
}
