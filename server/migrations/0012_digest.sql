-- How mails reach an address, where it has chosen. Digests are written in the language in which it did.
CREATE TABLE mail_settings (
    email    TEXT   NOT NULL PRIMARY KEY,
    pace     TEXT   NOT NULL,
    copies   BIGINT NOT NULL,
    feedback BIGINT NOT NULL,
    language TEXT   NOT NULL
) WITHOUT ROWID;

-- What stands in the link with which mails are turned off: it says nothing, its row says whose and which.
CREATE TABLE unsubscriptions (
    code         TEXT NOT NULL PRIMARY KEY,
    email        TEXT NOT NULL,
    subscription TEXT NOT NULL
) WITHOUT ROWID;

-- News that wait for the digest of an address: which entry, as whose.
CREATE TABLE gathered (
    email       TEXT   NOT NULL,
    negotiation TEXT   NOT NULL,
    party       TEXT   NOT NULL,
    entry       TEXT   NOT NULL,
    due         BIGINT NOT NULL,
    PRIMARY KEY (email, negotiation, party, entry)
) WITHOUT ROWID;
