-- Every command writes these tables, and what it costs is the number of pages that it changes.

-- What is due first lies first: new work goes to the end.
CREATE TABLE closer (
    due      BIGINT NOT NULL,
    id       TEXT   NOT NULL,
    kind     TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    attempts BIGINT NOT NULL,
    problem  TEXT,
    PRIMARY KEY (due, id)
) WITHOUT ROWID;
INSERT INTO closer SELECT due, id, kind, body, attempts, problem FROM outbox;
DROP TABLE outbox;
ALTER TABLE closer RENAME TO outbox;

-- A list needs one index: by time, with what it filters and counts by.
DROP INDEX listing_newest;
DROP INDEX listing_status;
DROP INDEX listing_negotiation;
CREATE INDEX listing_newest ON listing (viewer, last_at, negotiation, status, awaiting);
