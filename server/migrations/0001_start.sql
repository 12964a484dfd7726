-- The truth: facts, append-only, numbered within their stream.
CREATE TABLE events (
    stream  TEXT   NOT NULL,
    version BIGINT NOT NULL,
    id      TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    body    TEXT   NOT NULL,
    PRIMARY KEY (stream, version)
);

-- Commands that were done: a repeated one is answered alike and done once. The id is unique over all
-- actors, because the ids of entries are made from it.
CREATE TABLE commands (
    id     TEXT   NOT NULL PRIMARY KEY,
    actor  TEXT   NOT NULL,
    digest TEXT   NOT NULL,
    stream TEXT   NOT NULL,
    first  BIGINT NOT NULL,
    last   BIGINT NOT NULL
);

-- Work for the world outside, written with the facts that cause it.
CREATE TABLE outbox (
    id       TEXT   NOT NULL PRIMARY KEY,
    kind     TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    due      BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    problem  TEXT
);
CREATE INDEX outbox_due ON outbox (due);

-- Mails that were handed over; the operator can read them.
CREATE TABLE mails (
    id          TEXT   NOT NULL PRIMARY KEY,
    at          BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    recipient   TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    negotiation TEXT,
    raw         BLOB   NOT NULL
);
CREATE INDEX mails_at ON mails (at);

-- Sign-in.
CREATE TABLE sessions (
    token_hash  TEXT   NOT NULL PRIMARY KEY,
    email       TEXT   NOT NULL,
    negotiation TEXT,
    participant TEXT,
    created     BIGINT NOT NULL,
    expires     BIGINT NOT NULL
);
CREATE INDEX sessions_email ON sessions (email);
CREATE TABLE sign_in_codes (
    email     TEXT   NOT NULL PRIMARY KEY,
    code_hash TEXT   NOT NULL,
    expires   BIGINT NOT NULL,
    tries     BIGINT NOT NULL
);
CREATE TABLE revoked_links (
    id TEXT   NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
