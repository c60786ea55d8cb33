package dev.slipway.queue.source;

import dev.slipway.database.Database;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes what is to be built, and looks at all of it before anything is put into the queue. */
public final class Submissions {
  private static final String DEFAULT_PROJECT = "default";
  private static final String TAR = "source.tar";

  private final Storage storage;
  private final Database database;
  private final Path work;
  private final Definitions definitions;
  private final GitAccess git;
  private final long mostBytes;

  /**
   * Submissions into a storage.
   *
   * @param database knows the projects
   * @param work a folder for looking at them
   * @param host the architecture that a definition is for which names none
   * @param mostBytes how large an upload may be
   */
  public Submissions(
      Storage storage,
      Database database,
      Path work,
      Architecture host,
      GitAccess git,
      long mostBytes)
      throws IOException {
    this.mostBytes = mostBytes;
    this.storage = storage;
    this.database = database;
    this.work = Files.createDirectories(work);
    this.definitions = new Definitions(host);
    this.git = git;
  }

  /** A source that is kept. */
  public record Uploaded(String sha256, long size) {}

  /**
   * Keeps a definition's folder that comes as a tar, tar.gz, tar.zst or zip. It is packed anew: the
   * same contents have the same SHA-256, however they came.
   *
   * @throws QueueException where it is none, or too large, or something in it is not taken
   */
  public Uploaded upload(InputStream content) throws IOException {
    try (Scratch scratch = Scratch.in(work)) {
      Path archive = scratch.file("upload");
      copy(content, archive);
      Path folder = scratch.folder("definition");
      SourceTar.unpack(archive, folder);
      Files.delete(archive);
      return keep(folder, scratch);
    }
  }

  private void copy(InputStream content, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[64 * 1024];
      long bytes = 0;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        bytes += n;
        if (bytes > mostBytes) {
          throw new QueueException(
              Code.TOO_LARGE, "an upload has at most %,d bytes".formatted(mostBytes));
        }
        out.write(buffer, 0, n);
      }
    }
  }

  private Uploaded keep(Path folder, Scratch scratch) throws IOException {
    Path tar = scratch.file(TAR);
    SourceTar.Packed packed = SourceTar.pack(folder, tar);
    try (InputStream in = Files.newInputStream(tar)) {
      storage.put(Keys.source(packed.sha256()), in, packed.size());
    }
    Files.delete(tar);
    return new Uploaded(packed.sha256(), packed.size());
  }

  /**
   * Reads what a submission's definition says and makes requests of it, one for each architecture.
   *
   * @throws QueueException where something in it is wrong; all mistakes of a kind at once
   */
  public List<BuildRequest> requests(Submission submission, String by) throws IOException {
    Faults faults = new Faults();
    new RequestChecks(submission, faults).check();
    faults.throwIfAny();
    String project = submission.project() == null ? DEFAULT_PROJECT : submission.project();
    boolean network = network(project);
    try (Scratch scratch = Scratch.in(work)) {
      Path root = scratch.folder("source");
      BuildRequest.Source source = source(submission, root, scratch);
      String folder = submission.folder() == null ? "" : submission.folder();
      Path inside = Definitions.folder(root, folder);
      Definition definition = definitions.read(inside);
      DefinitionChecks checks = new DefinitionChecks(definition, faults);
      List<Architecture> architectures = checks.architectures(submission.architectures());
      checks.parameters(submission.parameters());
      checks.network(network, project);
      faults.throwIfAny();
      if (!inside.equals(root) || submission.git() != null) {
        Uploaded own = keep(inside, scratch);
        source = new BuildRequest.Source(own.sha256(), own.size(), source.origin());
      }
      return requests(submission, project, definition, architectures, source, by);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static List<BuildRequest> requests(
      Submission submission,
      String project,
      Definition definition,
      List<Architecture> architectures,
      BuildRequest.Source source,
      String by) {
    BuildRequest.Options options = submission.options();
    List<BuildRequest> requests = new ArrayList<>();
    for (Architecture each : architectures) {
      requests.add(
          new BuildRequest(
              project,
              definition.name(),
              definition.version(),
              each,
              source,
              options,
              submission.priority() == null ? 0 : submission.priority(),
              by,
              SpaceNeeded.of(definition, options.formats())));
    }
    return requests;
  }

  /** Whether scripts of a project's builds may use the network. */
  private boolean network(String project) throws QueueException {
    return database
        .read(handle ->
            handle
                .createQuery("SELECT network FROM project WHERE name = :name")
                .bind("name", project)
                .mapTo(Integer.class)
                .findOne())
        .map(n -> n != 0)
        .orElseThrow(() ->
            new QueueException(
                Code.UNKNOWN, "there is no project " + Faults.quoted(project) + " for you"));
  }

  /** Unpacks what is submitted. */
  private BuildRequest.Source source(Submission submission, Path root, Scratch scratch)
      throws IOException, InterruptedException {
    Submission.Git repository = submission.git();
    if (repository != null) {
      String commit = new GitFetch(git, scratch.folder("git")).fetch(repository, root);
      return new BuildRequest.Source("", 0, repository.url() + "@" + commit);
    }
    String sha256 = String.valueOf(submission.source());
    Path tar = scratch.file(TAR);
    try (InputStream in = storage.read(Keys.source(sha256), 0, Long.MAX_VALUE)) {
      long size = Files.copy(in, tar);
      SourceTar.unpack(tar, root);
      Files.delete(tar);
      return new BuildRequest.Source(sha256, size, "upload");
    } catch (FileNotFoundException e) {
      throw new QueueException(
          Code.UNKNOWN, "there is no source `" + sha256 + "`; upload it first", e);
    }
  }
}
