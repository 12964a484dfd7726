-- N8: the browser in which a link was opened first. In any other it may have been passed on: whoever writes there types
-- its own address.
CREATE TABLE link_openings (
    id         TEXT   NOT NULL PRIMARY KEY,
    token_hash TEXT   NOT NULL,
    at         BIGINT NOT NULL
) WITHOUT ROWID;
ALTER TABLE session_grants ADD COLUMN passed_on BIGINT NOT NULL DEFAULT 0;

-- The language in which somebody reads the pages, for its mails.
CREATE TABLE reader_languages (
    email    TEXT NOT NULL PRIMARY KEY,
    language TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO reader_languages (email, language) SELECT email, language FROM mail_settings;

-- R5: the addresses to which no mail can be brought, for the operator.
CREATE TABLE unreachable (
    source       TEXT NOT NULL,
    email        TEXT NOT NULL,
    role         TEXT NOT NULL,
    name         TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    PRIMARY KEY (source, email, role)
) WITHOUT ROWID;
