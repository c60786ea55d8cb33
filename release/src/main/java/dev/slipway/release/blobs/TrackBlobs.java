package dev.slipway.release.blobs;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.directory.BlobIndex;
import dev.slipway.release.directory.BlobIndex.Blob;
import dev.slipway.release.directory.ReleaseDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Adds blobs to a release directory and takes them out; the blob store is not asked. */
public final class TrackBlobs {
  private final ReleaseDirectory directory;
  private final BlobFolder folder;

  /** Of a release directory. */
  public TrackBlobs(ReleaseDirectory directory) {
    this.directory = directory;
    this.folder = new BlobFolder(directory);
  }

  /**
   * Takes a copy of a file as a blob; one that is there already is replaced, and has to be uploaded
   * again where it is another file.
   *
   * @param path its path below {@code blobs}
   */
  public Blob add(Path file, String path, Algorithm algorithm) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ReleaseException(Code.UNKNOWN, file + " is not a file");
    }
    BlobIndex index = BlobIndex.read(directory);
    folder.put(path, file);
    Path copy = folder.path(path);
    Blob added =
        new Blob(Files.size(copy), Optional.empty(), Digests.of(Digest.of(algorithm, copy)));
    Optional<Blob> before = index.find(path);
    if (before.isPresent() && before.get().object().isPresent() && isSame(before.get(), copy)) {
      return before.get();
    }
    index.put(path, added);
    return added;
  }

  private boolean isSame(Blob before, Path copy) throws IOException {
    Digest wanted = before.digests().strongest();
    return Digest.of(wanted.algorithm(), copy).equals(wanted);
  }

  /**
   * Takes a blob out; its object stays in the blob store, since earlier commits have it.
   *
   * @throws ReleaseException with {@link Code#UNKNOWN} where there is none
   */
  public void remove(String path) throws IOException {
    BlobIndex index = BlobIndex.read(directory);
    boolean known = index.find(BlobIndex.checked(path)).isPresent();
    if (!known && !folder.files().contains(path)) {
      throw new ReleaseException(
          Code.UNKNOWN, "there is no blob " + path + "; `slipway release blobs` lists them");
    }
    folder.remove(path);
    if (known) {
      index.remove(path);
    }
  }
}
