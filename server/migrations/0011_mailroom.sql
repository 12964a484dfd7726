-- A mail is kept as it will leave, from when it is written. `number` is its place in its line: mails of negotiations to
-- one recipient leave in order, and others do not wait behind them.
ALTER TABLE mails ADD COLUMN state TEXT NOT NULL DEFAULT 'sent';
ALTER TABLE mails ADD COLUMN line TEXT NOT NULL DEFAULT '';
ALTER TABLE mails ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN attempts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mails ADD COLUMN problem TEXT;
ALTER TABLE mails ADD COLUMN relay TEXT;
ALTER TABLE mails ADD COLUMN return_path TEXT;
CREATE INDEX mails_number ON mails (number);
CREATE INDEX mails_line ON mails (line, number) WHERE state = 'waiting';
CREATE UNIQUE INDEX mails_return_path ON mails (return_path) WHERE return_path IS NOT NULL;
CREATE INDEX mails_failed ON mails (at) WHERE state = 'failed';

-- Lines in which mails wait, and when the next of them leaves. `held` while it is in somebody's hands.
CREATE TABLE mail_lines (
    name TEXT   NOT NULL PRIMARY KEY,
    due  BIGINT NOT NULL,
    held BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX mail_lines_due ON mail_lines (due);

-- N12: the address that somebody has in a negotiation, and where an answer to it goes.
CREATE TABLE relays (
    address     TEXT   NOT NULL PRIMARY KEY,
    negotiation TEXT   NOT NULL,
    party       TEXT   NOT NULL,
    channel     TEXT   NOT NULL,
    revoked     BIGINT
) WITHOUT ROWID;

-- Mails that came, as they came: on disk before anybody is told so. `client` and `helo` are who handed it over and the
-- name it gave itself, `authentication` is what was found out from them.
CREATE TABLE arrivals (
    id          TEXT   NOT NULL PRIMARY KEY,
    at          BIGINT NOT NULL,
    sender      TEXT   NOT NULL,
    recipient   TEXT   NOT NULL,
    raw         BLOB   NOT NULL,
    client      TEXT,
    helo        TEXT,
    state       TEXT   NOT NULL,
    author      TEXT   NOT NULL DEFAULT '',
    subject     TEXT   NOT NULL DEFAULT '',
    plain       TEXT   NOT NULL DEFAULT '',
    why         TEXT,
    authentication TEXT
);
CREATE INDEX arrivals_at ON arrivals (at);
CREATE INDEX arrivals_recipient ON arrivals (recipient, at);
