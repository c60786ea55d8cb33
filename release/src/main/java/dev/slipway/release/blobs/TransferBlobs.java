package dev.slipway.release.blobs;

import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.blobstore.SideBySide;
import dev.slipway.release.blobstore.Steps;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.directory.BlobIndex;
import dev.slipway.release.directory.BlobIndex.Blob;
import dev.slipway.release.directory.ReleaseDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** Moves blobs between a release directory and its blob store. */
public final class TransferBlobs {
  private final ReleaseDirectory directory;
  private final BlobFolder folder;
  private final ArchiveCache cache;
  private final Transfers transfers;
  private final Steps steps;
  private final Event.Listener listener;

  /** With the way to the blob store. */
  public TransferBlobs(
      ReleaseDirectory directory,
      ArchiveCache cache,
      Transfers transfers,
      InstantSource clock,
      Event.Listener listener) {
    this.directory = directory;
    this.folder = new BlobFolder(directory);
    this.cache = cache;
    this.transfers = transfers;
    this.steps = new Steps(clock, listener);
    this.listener = listener;
  }

  /**
   * Brings {@code blobs} to what the index says, as the BOSH client does it: fetches what is
   * missing, and takes out what is not listed, which the cache keeps. Blobs that were not uploaded
   * stay.
   *
   * @throws ReleaseException with what is wrong with the first that cannot be fetched, and which
   *     others there are
   */
  public void sync() throws IOException, InterruptedException {
    BlobIndex index = BlobIndex.read(directory);
    for (String path : folder.files()) {
      folder.path(path);
    }
    for (String path : folder.files()) {
      if (index.find(path).isEmpty()) {
        takeOut(path);
      }
    }
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Blob> each : index.all().entrySet()) {
      boolean uploaded = each.getValue().object().isPresent();
      if (uploaded && folder.find(each.getKey(), each.getValue()).isEmpty()) {
        missing.add(each.getKey());
      }
    }
    if (!missing.isEmpty()) {
      transfers.check();
      fetch(missing, index);
    }
  }

  private void takeOut(String path) throws IOException {
    Path file = folder.path(path);
    Path copy = cache.begin();
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      Path kept = cache.keep(copy, Digests.of(Digest.of(Algorithm.SHA256, copy)));
      folder.remove(path);
      listener.on(
          new Event.Warning(
              "blob " + path,
              "is not in config/blobs.yml, and was moved to "
                  + kept
                  + "; `slipway release add-blob` adds it"));
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private void fetch(List<String> paths, BlobIndex index) throws IOException, InterruptedException {
    List<Callable<Void>> all = new ArrayList<>();
    for (String path : paths) {
      all.add(() -> {
        fetch(path, index.find(path).orElseThrow());
        return null;
      });
    }
    SideBySide.run(all);
  }

  private void fetch(String path, Blob blob) throws IOException, InterruptedException {
    String step = "blob " + path;
    steps.run(
        step,
        "fetch " + path,
        () -> {
          Path fetched =
              transfers.fetch(
                  new Transfers.Wanted(
                      step,
                      blob.object().orElseThrow(),
                      blob.digests(),
                      OptionalLong.of(blob.size())));
          folder.put(path, fetched);
        });
  }

  /**
   * Uploads those that were not yet, and writes down each as soon as it is there.
   *
   * @return the paths of those that were uploaded
   * @throws ReleaseException with {@link Code#WRONG_DIGEST} where a file is another than was added
   */
  public List<String> upload() throws IOException, InterruptedException {
    List<String> uploaded = new ArrayList<>();
    for (Map.Entry<String, Blob> each : BlobIndex.read(directory).all().entrySet()) {
      if (each.getValue().object().isEmpty()) {
        upload(each.getKey(), each.getValue());
        uploaded.add(each.getKey());
      }
    }
    return uploaded;
  }

  private void upload(String path, Blob blob) throws IOException, InterruptedException {
    String step = "blob " + path;
    Path file = folder.path(path);
    if (!Files.isRegularFile(file)) {
      throw new ReleaseException(
          Code.UNKNOWN,
          file
              + " is not there, and was not uploaded before; add it again, or take it out with"
              + " `slipway release remove-blob "
              + path
              + "`");
    }
    blob.digests().check(file, file.toString());
    steps.run(
        step,
        "upload " + path,
        () -> {
          String id = transfers.upload(step, file);
          // Read anew: others may have been added meanwhile.
          BlobIndex.read(directory)
              .put(path, new Blob(blob.size(), Optional.of(id), blob.digests()));
        });
  }
}
