package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.image.EnvironmentProxies;
import dev.slipway.process.Event;
import dev.slipway.release.blobs.TransferBlobs;
import dev.slipway.release.blobstore.Blobstores;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.directory.ReleaseDirectory;
import java.util.UUID;

/** The way to the blob stores of release directories. */
record StoreAccess(Surroundings surroundings, ArchiveCache cache, Event.Listener listener) {
  /** To the blob store of a directory, which is opened when it is needed. */
  Transfers transfers(ReleaseDirectory directory) {
    Blobstores stores =
        new Blobstores(
            surroundings.environment(),
            new EnvironmentProxies(surroundings.environment()),
            surroundings.clock());
    return new Transfers(
        () -> stores.open(directory), cache, UUID::randomUUID, Thread::sleep, listener);
  }

  TransferBlobs blobs(ReleaseDirectory directory, Transfers transfers) {
    return new TransferBlobs(directory, cache, transfers, surroundings.clock(), listener);
  }
}
