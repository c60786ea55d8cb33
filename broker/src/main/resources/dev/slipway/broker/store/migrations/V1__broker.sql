-- The service broker. The same text for SQLite and PostgreSQL: times are milliseconds since 1970,
-- flags are 0 and 1. Rows stay when what they tell of is gone: whoever asks later is told so.

CREATE TABLE instance (
    id            TEXT PRIMARY KEY,       -- the platform's
    name          TEXT    NOT NULL UNIQUE, -- the back end's
    service       TEXT    NOT NULL,
    plan          TEXT    NOT NULL,
    backend       TEXT    NOT NULL,
    organization  TEXT    NOT NULL,
    space         TEXT    NOT NULL,
    parameters    TEXT    NOT NULL,       -- JSON, its keys in order
    context       TEXT    NOT NULL,       -- JSON, as the platform told it last
    state         TEXT    NOT NULL,       -- creating, ready, updating, deleting, failed, deleted
    dashboard     TEXT,
    restricted    INTEGER NOT NULL,       -- over its storage, so that nothing more is written
    created_at    BIGINT  NOT NULL,
    changed_at    BIGINT  NOT NULL
);
CREATE INDEX instance_by_plan ON instance (plan, state);

CREATE TABLE binding (
    instance      TEXT    NOT NULL REFERENCES instance (id),
    id            TEXT    NOT NULL,
    name          TEXT    NOT NULL UNIQUE,
    app           TEXT    NOT NULL,       -- empty where none is named
    resource      TEXT    NOT NULL,       -- JSON, its keys in order
    parameters    TEXT    NOT NULL,
    predecessor   TEXT    NOT NULL,       -- empty where there is none
    state         TEXT    NOT NULL,       -- creating, ready, deleting, failed, deleted
    bound         TEXT,                   -- JSON, sealed
    created_at    BIGINT  NOT NULL,
    changed_at    BIGINT  NOT NULL,
    PRIMARY KEY (instance, id)
);

CREATE TABLE operation (
    id            TEXT PRIMARY KEY,
    instance      TEXT    NOT NULL,
    binding       TEXT    NOT NULL,       -- empty for an instance's own
    kind          TEXT    NOT NULL,       -- provision, update, deprovision, bind, unbind
    state         TEXT    NOT NULL,       -- running, succeeded, failed
    plan          TEXT    NOT NULL,       -- what the instance is to have
    parameters    TEXT    NOT NULL,
    code          TEXT,
    description   TEXT,
    owner         TEXT    NOT NULL,       -- the process that runs it
    lease_until   BIGINT  NOT NULL,
    asked_by      TEXT    NOT NULL,       -- the broker's user
    identity      TEXT    NOT NULL,       -- who asked the platform, as it tells; else empty
    request       TEXT    NOT NULL,       -- the request's own identity; else empty
    began_at      BIGINT  NOT NULL,
    ended_at      BIGINT
);
CREATE INDEX operation_by_instance ON operation (instance, binding, began_at);
CREATE INDEX operation_running ON operation (state, lease_until);

-- What was half made and could not be removed at once.
CREATE TABLE remains (
    backend       TEXT   NOT NULL,
    instance      TEXT   NOT NULL,        -- the back end's name
    binding       TEXT   NOT NULL,        -- the back end's name; empty for an instance
    id            TEXT   NOT NULL,        -- the platform's
    settings      TEXT   NOT NULL,        -- JSON
    tried         BIGINT NOT NULL,        -- how often
    next_at       BIGINT NOT NULL,
    PRIMARY KEY (backend, instance, binding)
);
