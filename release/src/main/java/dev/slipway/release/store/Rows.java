package dev.slipway.release.store;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.Part.Kind;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.version.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What a store's database says, within one transaction. */
record Rows(Handle handle) {
  private static final String RELEASES =
      """
      SELECT id, name, version, commit_hash, uncommitted_changes, compressed, created FROM release
      """;

  /** An archive that is on the shelf, or should be. */
  record Kept(long id, Digests digests, String archive, long size) {}

  /** All releases by their names, the newest version of each first. */
  List<StoredRelease> releases() {
    List<StoredRelease> all =
        new ArrayList<>(handle.createQuery(RELEASES).map((r, c) -> release(r)).list());
    all.sort(
        Comparator.comparing(StoredRelease::name)
            .thenComparing(StoredRelease::version, Comparator.reverseOrder()));
    return all;
  }

  /** Those of one name, the newest first. */
  List<StoredRelease> named(String name) {
    return handle
        .createQuery(RELEASES + " WHERE name = :name")
        .bind("name", name)
        .map((r, c) -> release(r))
        .stream()
        .sorted(Comparator.comparing(StoredRelease::version).reversed())
        .toList();
  }

  Optional<StoredRelease> find(String name, Version version) {
    return named(name).stream().filter(r -> r.version().equals(version)).findFirst();
  }

  private StoredRelease release(ResultSet row) throws SQLException {
    return new StoredRelease(
        row.getString("name"),
        version(row.getString("version")),
        row.getString("commit_hash"),
        row.getBoolean("uncommitted_changes"),
        row.getBoolean("compressed"),
        Instant.parse(row.getString("created")),
        parts(row.getLong("id")));
  }

  private List<StoredPart> parts(long release) {
    return handle
        .createQuery(
            """
            SELECT p.kind, r.name, p.fingerprint, p.digests, r.needs, r.stemcell, p.archive, p.size
            FROM release_part r JOIN part p ON p.id = r.part_id
            WHERE r.release_id = :release ORDER BY r.ordinal
            """)
        .bind("release", release)
        .map((row, c) ->
            new StoredPart(
                new Part(
                    Kind.valueOf(row.getString("kind")),
                    row.getString("name"),
                    row.getString("fingerprint"),
                    digests(row.getString("digests")),
                    words(row.getString("needs")),
                    row.getString("stemcell")),
                row.getString("archive"),
                row.getLong("size")))
        .list();
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  /** They were read before they were written here. */
  private static Version version(String written) {
    try {
      return Version.parse(written);
    } catch (ReleaseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Digests digests(String written) {
    try {
      return Digests.parse(written);
    } catch (ReleaseException e) {
      throw new IllegalStateException(e);
    }
  }

  Optional<Kept> part(PartKey key) {
    return handle
        .createQuery(
            """
            SELECT id, digests, archive, size FROM part
            WHERE kind = :kind AND fingerprint = :fingerprint AND compiled_with = :with
            """)
        .bind("kind", key.kind().name())
        .bind("fingerprint", key.fingerprint())
        .bind("with", key.compiledWith())
        .map((row, c) ->
            new Kept(
                row.getLong("id"),
                digests(row.getString("digests")),
                row.getString("archive"),
                row.getLong("size")))
        .findOne();
  }

  /** Adds an archive, or puts it in the place of the one that this build had. */
  void put(PartKey key, Digests digests, String archive, long size) {
    handle
        .createUpdate(
            """
            INSERT INTO part (kind, fingerprint, compiled_with, digests, archive, size)
            VALUES (:kind, :fingerprint, :with, :digests, :archive, :size)
            ON CONFLICT (kind, fingerprint, compiled_with)
            DO UPDATE SET digests = :digests, archive = :archive, size = :size
            """)
        .bind("kind", key.kind().name())
        .bind("fingerprint", key.fingerprint())
        .bind("with", key.compiledWith())
        .bind("digests", digests.toString())
        .bind("archive", archive)
        .bind("size", size)
        .execute();
  }

  /** Adds a release without parts; where there is one, that stays. */
  long release(ReleaseManifest manifest, Version version, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO release
              (name, version, commit_hash, uncommitted_changes, compressed, created)
            VALUES (:name, :version, :commit, :changed, :compressed, :now)
            ON CONFLICT (name, version)
            DO UPDATE SET commit_hash = :commit, uncommitted_changes = :changed,
              compressed = :compressed
            """)
        .bind("name", manifest.name())
        .bind("version", version.toString())
        .bind("commit", manifest.commit())
        .bind("changed", manifest.changed())
        .bind("compressed", manifest.compressed())
        .bind("now", now.toString())
        .execute();
    return handle
        .createQuery("SELECT id FROM release WHERE name = :name AND version = :version")
        .bind("name", manifest.name())
        .bind("version", version.toString())
        .mapTo(Long.class)
        .one();
  }

  /** Takes a release's parts out of it; they stay in the store until they are swept. */
  void clear(long release) {
    handle.execute("DELETE FROM release_part WHERE release_id = ?", release);
  }

  /** Adds a part that is stored to a release; one that it has already stays as it is. */
  void add(long release, Part part, long partId, int ordinal) {
    handle
        .createUpdate(
            """
            INSERT INTO release_part (release_id, part_id, ordinal, name, stemcell, needs)
            VALUES (:release, :part, :ordinal, :name, :stemcell, :needs)
            ON CONFLICT DO NOTHING
            """)
        .bind("release", release)
        .bind("part", partId)
        .bind("ordinal", ordinal)
        .bind("name", part.name())
        .bind("stemcell", part.stemcell())
        .bind("needs", String.join(" ", part.needs()))
        .execute();
  }

  void remove(StoredRelease release) {
    handle.execute(
        "DELETE FROM release WHERE name = ? AND version = ?",
        release.name(),
        release.version().toString());
    handle.execute("DELETE FROM part WHERE id NOT IN (SELECT part_id FROM release_part)");
  }

  /** The archives that parts have. */
  Set<String> archives() {
    return new HashSet<>(handle.createQuery("SELECT archive FROM part").mapTo(String.class).list());
  }
}
