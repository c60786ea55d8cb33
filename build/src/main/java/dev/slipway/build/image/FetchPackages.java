package dev.slipway.build.image;

import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.debian.Archive;
import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage;
import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import java.io.IOException;
import java.util.List;

/** Fetches packages of a lock into the archive. */
record FetchPackages(Archive archive, Lock lock, LockedPackage.Role role) implements Step {
  private List<LockedPackage> packages() {
    return lock.packages(role);
  }

  @Override
  public String name() {
    return role == LockedPackage.Role.IMAGE ? "fetch" : "fetch boot loader";
  }

  @Override
  public String title() {
    long bytes = packages().stream().mapToLong(LockedPackage::size).sum();
    return "Fetch %d packages, %d MB".formatted(packages().size(), bytes / 1_000_000);
  }

  @Override
  public Fingerprint fingerprint() {
    Fingerprint.Builder fingerprint = Fingerprint.of("packages");
    packages().forEach(p -> fingerprint.add(p.name() + " " + p.architecture(), p.sha256()));
    return fingerprint.build();
  }

  @Override
  public List<Step> needs() {
    return List.of();
  }

  @Override
  public boolean isKept() {
    return false; // They are in the archive, each by itself.
  }

  @Override
  public boolean isDone(Cache cache) throws IOException {
    return archive.hasAll(packages());
  }

  @Override
  public void run(Work work) throws IOException, InterruptedException {
    long total = packages().stream().mapToLong(LockedPackage::size).sum();
    archive.provide(lock, packages(), done -> work.progress(done, total, "bytes"));
  }
}
