-- A build's archive: one of each fingerprint, whichever releases have it.
CREATE TABLE part (
  id ${identity},
  kind TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  -- Of a compiled package: the stemcell, and the builds that it was compiled after.
  compiled_with TEXT NOT NULL,
  -- As its release.MF had them.
  digests TEXT NOT NULL,
  -- The archive's SHA-256, which is the name of its file.
  archive TEXT NOT NULL,
  size BIGINT NOT NULL,
  UNIQUE (kind, fingerprint, compiled_with)
);

CREATE TABLE release (
  id ${identity},
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  commit_hash TEXT NOT NULL,
  uncommitted_changes BOOLEAN NOT NULL,
  -- Whether it came gzipped.
  compressed BOOLEAN NOT NULL,
  created TEXT NOT NULL,
  UNIQUE (name, version)
);

CREATE TABLE release_part (
  release_id BIGINT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
  part_id BIGINT NOT NULL REFERENCES part (id),
  -- Its place in the release.
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  stemcell TEXT NOT NULL,
  -- Names of packages, a space between them.
  needs TEXT NOT NULL,
  PRIMARY KEY (release_id, part_id, name)
);

CREATE INDEX release_part_by_part ON release_part (part_id);
