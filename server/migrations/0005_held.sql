-- Messages that leave in a moment, unless their writer takes them back until then.
CREATE TABLE held (
    id          TEXT   NOT NULL PRIMARY KEY,
    negotiation TEXT   NOT NULL,
    email       TEXT   NOT NULL,
    due         BIGINT NOT NULL,
    state       TEXT   NOT NULL,
    writing     TEXT   NOT NULL,
    envelope    TEXT   NOT NULL,
    problem     TEXT
);
CREATE INDEX held_owner ON held (negotiation, email);

-- What somebody is writing, on whichever device.
CREATE TABLE drafts (
    negotiation TEXT   NOT NULL,
    email       TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    body        TEXT   NOT NULL,
    PRIMARY KEY (negotiation, email)
);
