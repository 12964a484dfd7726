-- What every request reads lies in its key: found with one search instead of two.
CREATE TABLE nearer_sessions (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    email      TEXT,
    created    BIGINT NOT NULL,
    expires    BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO nearer_sessions SELECT token_hash, email, created, expires FROM sessions;
DROP TABLE sessions;
ALTER TABLE nearer_sessions RENAME TO sessions;

CREATE TABLE nearer_grants (
    token_hash  TEXT   NOT NULL,
    negotiation TEXT   NOT NULL,
    party       TEXT   NOT NULL,
    email       TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (token_hash, negotiation)
) WITHOUT ROWID;
INSERT INTO nearer_grants SELECT token_hash, negotiation, party, email, at FROM session_grants;
DROP TABLE session_grants;
ALTER TABLE nearer_grants RENAME TO session_grants;

CREATE TABLE nearer_people (
    email        TEXT NOT NULL,
    role         TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    id           TEXT NOT NULL,
    source       TEXT NOT NULL,
    PRIMARY KEY (email, role, manufacturer, id)
) WITHOUT ROWID;
INSERT INTO nearer_people SELECT email, role, manufacturer, id, source FROM people;
DROP TABLE people;
ALTER TABLE nearer_people RENAME TO people;
CREATE INDEX people_source ON people (source);
