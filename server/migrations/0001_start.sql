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
    id        TEXT   NOT NULL PRIMARY KEY,
    at        BIGINT NOT NULL,
    recipient TEXT   NOT NULL,
    subject   TEXT   NOT NULL,
    plain     TEXT   NOT NULL,
    raw       BLOB   NOT NULL
);
CREATE INDEX mails_at ON mails (at);

-- Sign-in. A session has an address that signed in, or negotiations that links have opened, or both.
CREATE TABLE sessions (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    email      TEXT,
    created    BIGINT NOT NULL,
    expires    BIGINT NOT NULL
);
CREATE TABLE session_grants (
    token_hash  TEXT   NOT NULL,
    negotiation TEXT   NOT NULL,
    party       TEXT   NOT NULL,
    email       TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (token_hash, negotiation)
);
CREATE TABLE sign_in_codes (
    email     TEXT   NOT NULL,
    number    BIGINT NOT NULL,
    signature TEXT   NOT NULL,
    asked     BIGINT NOT NULL,
    tries     BIGINT NOT NULL,
    PRIMARY KEY (email, number)
);
CREATE TABLE revoked_links (
    id TEXT   NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Projections: made from the facts, and made anew by `kontor rebuild`.

-- The positions of an address.
CREATE TABLE people (
    email        TEXT NOT NULL,
    role         TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    id           TEXT NOT NULL,
    source       TEXT NOT NULL,
    PRIMARY KEY (email, role, manufacturer, id)
);
CREATE INDEX people_source ON people (source);

-- One line for everyone who may see a negotiation, as far as that one may see it.
CREATE TABLE listing (
    viewer      TEXT   NOT NULL,
    negotiation TEXT   NOT NULL,
    strength    BIGINT NOT NULL,
    status      TEXT   NOT NULL,
    awaiting    BIGINT NOT NULL,
    last_at     BIGINT NOT NULL,
    words       TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    PRIMARY KEY (viewer, negotiation)
);
CREATE INDEX listing_newest ON listing (viewer, last_at, negotiation);
CREATE INDEX listing_status ON listing (viewer, status, last_at);
CREATE INDEX listing_negotiation ON listing (negotiation);

-- What each negotiation adds to its seller's figures.
CREATE TABLE samples (
    negotiation  TEXT   NOT NULL PRIMARY KEY,
    seller       TEXT   NOT NULL,
    manufacturer TEXT   NOT NULL,
    sold         BIGINT NOT NULL,
    body         TEXT   NOT NULL
);
CREATE INDEX samples_seller ON samples (seller);

-- Where a stand belongs.
CREATE TABLE stands (
    id           TEXT   NOT NULL PRIMARY KEY,
    name         TEXT   NOT NULL,
    manufacturer TEXT   NOT NULL,
    marketplace  TEXT   NOT NULL,
    products     BIGINT NOT NULL
);
CREATE INDEX stands_manufacturer ON stands (manufacturer);
