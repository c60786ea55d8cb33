-- The build service. The same text for SQLite and PostgreSQL: times are milliseconds since 1970,
-- flags are 0 and 1, ${identity} is the dialect's own counting key.

CREATE TABLE project (
    name       TEXT PRIMARY KEY,
    network    INTEGER NOT NULL,   -- whether scripts of its builds may use the network
    created_at BIGINT  NOT NULL
);

CREATE TABLE account (
    name       TEXT PRIMARY KEY,
    password   TEXT    NOT NULL,   -- an encoded PBKDF2 hash
    role       TEXT    NOT NULL,   -- viewer, builder, administrator
    mail       TEXT,
    disabled   INTEGER NOT NULL,
    created_at BIGINT  NOT NULL
);

CREATE TABLE member (
    project TEXT NOT NULL REFERENCES project (name),
    account TEXT NOT NULL REFERENCES account (name),
    PRIMARY KEY (project, account)
);

CREATE TABLE token (
    id         ${identity},
    account    TEXT   NOT NULL REFERENCES account (name),
    name       TEXT   NOT NULL,
    hash       TEXT   NOT NULL UNIQUE,   -- SHA-256 of the token
    scopes     TEXT   NOT NULL,          -- words with blanks between
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    used_at    BIGINT
);

CREATE TABLE session (
    hash       TEXT PRIMARY KEY,         -- SHA-256 of the cookie
    account    TEXT   NOT NULL REFERENCES account (name),
    csrf       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);

CREATE TABLE build (
    id           ${identity},
    project      TEXT    NOT NULL REFERENCES project (name),
    name         TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    architecture TEXT    NOT NULL,
    source       TEXT    NOT NULL,       -- SHA-256 of the tar in the storage
    source_size  BIGINT  NOT NULL,
    origin       TEXT    NOT NULL,
    options      TEXT    NOT NULL,       -- JSON: formats, parameters, test, mail, publish
    priority     INTEGER NOT NULL,
    space        BIGINT  NOT NULL,       -- bytes of disk that it is given
    submitted_by TEXT    NOT NULL,
    state        TEXT    NOT NULL,       -- queued, running, succeeded, failed, cancelled
    attempt      INTEGER NOT NULL,       -- the fencing token
    losses       INTEGER NOT NULL,       -- how often its worker was lost since it was queued by somebody
    worker       TEXT,
    incarnation  TEXT,                   -- of the worker: a restarted one has another
    lease_until  BIGINT,
    lease_hash   TEXT,                   -- SHA-256 of the token that opens its files to the worker
    reported     BIGINT  NOT NULL,       -- the last of the attempt's reports that is stored
    last_event   BIGINT  NOT NULL,
    cancelling   INTEGER NOT NULL,
    reason       TEXT,
    failed_step  TEXT,
    kept         INTEGER NOT NULL,
    disposed     INTEGER NOT NULL,
    submitted_at BIGINT  NOT NULL,
    queued_at    BIGINT  NOT NULL,
    started_at   BIGINT,
    ended_at     BIGINT
);
-- What a worker takes next.
CREATE INDEX build_queue ON build (architecture, priority DESC, id) WHERE state = 'queued';
-- What is promised to builds that are not over.
CREATE INDEX build_space ON build (space) WHERE state = 'queued' OR state = 'running';
CREATE INDEX build_running ON build (lease_until) WHERE state = 'running';
CREATE INDEX build_project ON build (project, id);
CREATE INDEX build_ended ON build (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE event (
    build   BIGINT  NOT NULL,
    seq     BIGINT  NOT NULL,
    attempt INTEGER NOT NULL,
    at      BIGINT  NOT NULL,
    kind    TEXT    NOT NULL,
    body    TEXT    NOT NULL,            -- a JSON object
    PRIMARY KEY (build, seq)
);

CREATE TABLE step (
    build    BIGINT  NOT NULL,
    name     TEXT    NOT NULL,
    position INTEGER NOT NULL,           -- in the plan
    title    TEXT    NOT NULL,
    needs    TEXT    NOT NULL,           -- JSON: names of steps
    state    TEXT    NOT NULL,           -- waiting, running, done, cached, failed, stopped
    millis   BIGINT,
    PRIMARY KEY (build, name)
);

CREATE TABLE artifact (
    build      BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    kind       TEXT   NOT NULL,          -- a format's name; sbom, provenance, lock, definition, record
    size       BIGINT NOT NULL,
    sha256     TEXT   NOT NULL,
    attempt    INTEGER NOT NULL,
    stored_at  BIGINT NOT NULL,
    PRIMARY KEY (build, name)
);

CREATE TABLE worker (
    id            TEXT PRIMARY KEY,
    host          TEXT    NOT NULL,
    version       TEXT    NOT NULL,
    incarnation   TEXT    NOT NULL,
    architectures TEXT    NOT NULL,      -- words with blanks between
    slots         INTEGER NOT NULL,
    busy          INTEGER NOT NULL,
    free          BIGINT  NOT NULL,      -- bytes of disk
    draining      INTEGER NOT NULL,
    started_at    BIGINT  NOT NULL,
    seen_at       BIGINT  NOT NULL
);

CREATE TABLE idempotency (
    account    TEXT   NOT NULL,
    key        TEXT   NOT NULL,
    request    TEXT   NOT NULL,          -- SHA-256 of what was asked
    response   TEXT,                     -- JSON; none while it is being done
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account, key)
);

CREATE TABLE webhook (
    id         ${identity},
    project    TEXT    NOT NULL REFERENCES project (name),
    url        TEXT    NOT NULL,
    secret     TEXT    NOT NULL,
    events     TEXT    NOT NULL,         -- words with blanks between
    active     INTEGER NOT NULL,
    created_at BIGINT  NOT NULL
);

-- Work for later that outlives the process: mail, webhooks, publications. Written in the
-- transaction of what causes it.
CREATE TABLE errand (
    id         ${identity},
    kind       TEXT    NOT NULL,         -- mail, webhook, publish, dispose
    build      BIGINT,
    subject    TEXT    NOT NULL,         -- what it is about: an address, a webhook's id, a URL
    body       TEXT    NOT NULL,         -- JSON
    state      TEXT    NOT NULL,         -- waiting, running, done, failed
    attempts   INTEGER NOT NULL,         -- the fencing token
    next_at    BIGINT  NOT NULL,         -- while it runs, when others may take it
    error      TEXT,
    created_at BIGINT  NOT NULL,
    ended_at   BIGINT
);
CREATE INDEX errand_due ON errand (kind, next_at) WHERE state = 'waiting' OR state = 'running';
CREATE INDEX errand_build ON errand (build);
CREATE INDEX errand_subject ON errand (kind, subject);
CREATE INDEX errand_ended ON errand (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE audit (
    id      ${identity},
    at      BIGINT NOT NULL,
    account TEXT   NOT NULL,
    address TEXT   NOT NULL,
    action  TEXT   NOT NULL,
    object  TEXT   NOT NULL,
    detail  TEXT   NOT NULL
);
