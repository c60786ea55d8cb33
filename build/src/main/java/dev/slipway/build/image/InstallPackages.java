package dev.slipway.build.image;

import dev.slipway.build.cache.CodeVersion;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.debian.Archive;
import dev.slipway.build.debian.Bootstrap;
import dev.slipway.build.lock.LockedPackage;
import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import dev.slipway.build.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Installs the image's packages into an empty tree. */
final class InstallPackages implements Step {
  private final FetchPackages fetch;
  private final Archive archive;
  private final boolean documentation;
  private final Fingerprint fingerprint;

  InstallPackages(FetchPackages fetch, Archive archive, boolean documentation) {
    this.fetch = fetch;
    this.archive = archive;
    this.documentation = documentation;
    this.fingerprint =
        Fingerprint.of("install")
            .add("code", CodeVersion.of(Bootstrap.class, Sandbox.class))
            .add("packages", fetch.fingerprint().id())
            .add("architecture", fetch.lock().architecture())
            .add("time", fetch.lock().time().toString())
            .add("documentation", Boolean.toString(documentation))
            .build();
  }

  @Override
  public String name() {
    return "install";
  }

  @Override
  public String title() {
    return "Install " + packages().size() + " packages";
  }

  @Override
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public List<Step> needs() {
    return List.of(fetch);
  }

  private List<LockedPackage> packages() {
    return fetch.lock().packages(LockedPackage.Role.IMAGE);
  }

  @Override
  public void run(Work work) throws IOException, InterruptedException {
    List<Path> debs = packages().stream().map(archive::file).toList();
    Path tree = Files.createDirectory(Layers.tree(work.result()));
    new Bootstrap(fetch.lock().architecture(), documentation, fetch.lock().time())
        .run(
            debs,
            tree,
            work.scratch(),
            work::output,
            done -> work.progress(done, debs.size(), "packages"));
  }
}
