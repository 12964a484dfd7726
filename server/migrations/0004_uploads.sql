-- Documents that were uploaded to be sent. `sent` is set once a message is known to carry the content.
CREATE TABLE uploads (
    id          TEXT   NOT NULL PRIMARY KEY,
    negotiation TEXT   NOT NULL,
    email       TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    bytes       BIGINT NOT NULL,
    pages       BIGINT NOT NULL,
    sha256      TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    sent        BIGINT NOT NULL
);
CREATE INDEX uploads_owner ON uploads (negotiation, email, sent);
CREATE INDEX uploads_sha256 ON uploads (sha256);
CREATE INDEX uploads_unsent ON uploads (sent, at);
